"""Keeps count of what a language model is asked about labels while it is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from engine.labels.verdicts.sent import ANSWERED, NOT_SENT, REMEMBERED, UNANSWERED, Sent
from engine.models import Answer, Chat, Item
from engine.models.chat import RemoteChat


class Asked:
    """The account of one run's questions; items are named by their row of `Given`.

    Args:
        many: How many labels the file gives.
        chat: Who is asked.

    Attributes:
        chat: Who is asked.
        reasons: Row → why one of its questions has no answer.
    """

    def __init__(self, many: int, chat: Chat) -> None:
        self.reasons: dict[int, str] = {}
        self.chat, self._before = chat, _requests(chat)
        self._state = np.full(many, NOT_SENT, dtype=np.int8)
        self._weight = np.zeros(many)

    def good(
        self, items: Sequence[Item], answers: Sequence[Answer]
    ) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Row and answer where the model that was asked gave one; all others are noted.

        What the model of this computer would choose in its place counts as no answer: it knows
        nothing here that was not weighed before.
        """
        for item, answer in zip(items, answers, strict=True):
            row = int(item.id)
            if not answer.remembered:
                self._weight[row] += len(json.dumps(item.shown, ensure_ascii=False))
            good = answer.value is not None and answer.made_by == self.chat.identity
            self._note(row, answer, good=good)
            if good and answer.value is not None:
                yield row, answer.value

    def _note(self, row: int, answer: Answer, *, good: bool) -> None:
        if not good:
            self.reasons[row] = answer.reason or "the model of this computer answered in its place"
        if self._state[row] == NOT_SENT:  # What becomes of its suggestion is not its state.
            known = REMEMBERED if answer.remembered else ANSWERED
            self._state[row] = known if good else UNANSWERED

    def sent(self) -> Sent:
        """The account as it stands."""
        requests = _requests(self.chat) - self._before
        return Sent(self._state.copy(), self._weight.copy(), requests, dict(self.reasons))


def _requests(chat: Chat) -> int:
    return chat.counts.requests.total() if isinstance(chat, RemoteChat) else 0
