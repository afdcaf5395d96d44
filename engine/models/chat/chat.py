"""The chat of a server: remembered answers first, then requests, then the local model."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from engine.models.chat.counts import Counts
from engine.models.chat.distinct import Distinct, Redacts, gather
from engine.models.chat.known import Known
from engine.models.chat.outlook import identity_of
from engine.models.chat.packing import ALONE_TIMES, Sizes, pack
from engine.models.chat.rounds import Rounds
from engine.models.chat.schema import strict_schema
from engine.models.protocols import Answer, Chat, Item, Task
from engine.models.sends import Sends
from engine.settings import Settings
from engine.steps import Progress
from engine.workspace import AnswerStore

AT_THE_BUDGET = "stopped at the budget"


class RemoteChat:
    """Asks a server, each distinct item once, and lets the local model answer what it does not.

    Args:
        sends: The way to the server.
        settings: Sizes of requests and the provider's name.
        local: Answers where the server gives no usable answer; such answers are marked.
        redactor: Takes private data out of what is shown and puts it back into answers.
        answers: Where answers are remembered, as they came: with placeholders, never with what
            was hidden; None remembers nothing.

    Attributes:
        counts: What became of items and requests, over all calls.
        stopped: Whether the budget ended it before all was asked.
    """

    def __init__(
        self,
        sends: Sends,
        *,
        settings: Settings,
        local: Chat,
        redactor: Redacts,
        answers: AnswerStore | None,
    ) -> None:
        self._sends, self._settings, self._local = sends, settings, local
        self._redactor, self._answers = redactor, answers
        self.counts = Counts()
        self.stopped = False

    @property
    def identity(self) -> str:
        """The provider and its model, such as `openai:gpt-4o-mini`."""
        return identity_of(self._settings, self._sends.model)

    async def answer(self, task: Task, items: Sequence[Item], progress: Progress) -> list[Answer]:
        """One answer for each item, in the items' order; progress counts items.

        Raises:
            ModelRefused: Nothing can be asked at all; raised once, with other requests cancelled.
            Cancelled: The run was cancelled.
            OptionRefused: The task's schema cannot be asked for.
        """
        schema = strict_schema(task.schema)
        progress.expect(len(items))
        gathered = await asyncio.to_thread(
            gather, task, items, self.identity, self._redactor, progress.check
        )
        known = Known(self.identity, task, gathered, progress, self._answers)
        remembered = await known.recall()
        self.counts.asked += len(items)
        self.counts.distinct += len(gathered.distinct)
        self.counts.remembered += remembered
        self.counts.replaced += gathered.replaced
        await self._ask(task, schema, known)
        answers = await asyncio.to_thread(known.in_order, items, self._redactor)
        self.counts.failed += sum(answer.value is None for answer in answers)
        self.counts.local += sum(
            answer.value is not None and answer.made_by != self.identity for answer in answers
        )
        return answers

    async def _ask(self, task: Task, schema: Mapping[str, Any], known: Known) -> None:
        """Ask the server about what is not known, then the local model about what is left."""
        sizes = Sizes.of(self._settings, task)
        rounds = Rounds(self._sends, task, schema, self.counts, known.settle)
        fitting: list[Distinct] = []
        for item in known.missing():
            if sizes.too_large(item):
                rounds.left[item.key] = (
                    f"it is too large to be sent: about {item.tokens} tokens of at most "
                    f"{ALONE_TIMES * sizes.tokens}"
                )
            else:
                fitting.append(item)
        await rounds.ask(pack(fitting, sizes))
        if rounds.unpaid:
            self.stopped = True
            known.give_up(rounds.unpaid, AT_THE_BUDGET)
        if rounds.left:
            await known.ask_locally(self._local, rounds.left)
