"""What is known about the items of one call: remembered, answered, left to the local model."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.models.chat.distinct import Distinct, Gathered, Redacts
from engine.models.keeping import keep_to_the_end
from engine.models.protocols import Answer, Chat, Item, Task
from engine.steps import Progress
from engine.workspace import AnswerStore


@dataclass
class Known:
    """What is known about the distinct items of one call, by key.

    Attributes:
        identity: The model that is asked.
        task: What is asked.
        gathered: The items.
        progress: Told of every item once it has its answer.
        store: Where answers are remembered, if anywhere.
    """

    identity: str
    task: Task
    gathered: Gathered
    progress: Progress
    store: AnswerStore | None

    def __post_init__(self) -> None:
        self._answers: dict[str, Answer] = {}

    async def recall(self) -> int:
        """Take over what is remembered; how many distinct items that is."""
        if self.store is None or not self.gathered.distinct:
            return 0
        found = await asyncio.to_thread(self._remembered, self.store)
        self._answers.update(found)
        self._advance(found)
        return len(found)

    def _remembered(self, store: AnswerStore) -> dict[str, Answer]:
        found = store.find(list(self.gathered.distinct))
        return {
            key: Answer(key, json.loads(value), self.identity, remembered=True)
            for key, value in found.items()
        }

    def missing(self) -> list[Distinct]:
        """The items without an answer, in the order of their keys."""
        return [one for key, one in self.gathered.distinct.items() if key not in self._answers]

    async def settle(self, values: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep answers that came, then count them."""
        written = {key: _written(value) for key, value in values.items()}
        if self.store is not None:
            await keep_to_the_end(self.store, self.task.kind, self.identity, written)
        for key, value in written.items():
            self._answers[key] = Answer(key, json.loads(value), self.identity)
        self._advance(values)

    def give_up(self, keys: set[str], why: str) -> None:
        """Items that have no answer."""
        self._answers.update((key, Answer(key, None, reason=why)) for key in keys)

    async def ask_locally(self, local: Chat, why: Mapping[str, str]) -> None:
        """Let the local model answer, and mark it so."""
        keys = sorted(why)
        items = [Item(key, self.gathered.distinct[key].shown) for key in keys]
        given = {one.id: one for one in await local.answer(self.task, items, _Quiet(self.progress))}
        for key in keys:
            answer = given[key]
            if answer.value is None:
                self.give_up({key}, f"{why[key]}; {answer.reason}")
            else:
                value = json.loads(_written(answer.value))
                self._answers[key] = Answer(key, value, answer.made_by, why[key])
        self._advance(why)

    def in_order(self, items: Sequence[Item], redactor: Redacts) -> list[Answer]:
        """The answer of every item, what was hidden of it put back."""
        by_row: dict[int, Answer] = {}
        for key, one in self.gathered.distinct.items():
            by_row.update(dict.fromkeys(one.rows, self._answers[key]))
        answers = []
        for row, item in enumerate(items):
            answer, hidden = by_row[row], self.gathered.hidden.get(row)
            if hidden and answer.value is not None:
                answer = replace(answer, value=redactor.restore(answer.value, hidden))
            answers.append(replace(answer, id=item.id))
        return answers

    def _advance(self, keys: Mapping[str, object]) -> None:
        self.progress.advance(sum(len(self.gathered.distinct[key].rows) for key in keys))


@dataclass(frozen=True)
class _Quiet:
    """Progress of the local model inside that of the whole: it may stop it, not count in it."""

    outer: Progress

    def check(self) -> None:
        self.outer.check()

    def expect(self, total: int) -> None:
        """The whole is known already."""

    def advance(self, units: int = 1) -> None:  # noqa: ARG002 - the Protocol's shape
        self.outer.check()


def _written(value: Mapping[str, Any]) -> bytes:
    """An answer as it is kept: the same bytes whatever order the model wrote its properties in."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
