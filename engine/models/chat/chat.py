"""The chat of a server: remembered answers first, then requests, then the local model."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engine.models.chat.counts import Counts
from engine.models.chat.distinct import Distinct, Gathered, Redacts, gather
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
        found = await asyncio.to_thread(self.store.find, list(self.gathered.distinct))
        for key, value in found.items():
            self._answers[key] = Answer(key, json.loads(value), self.identity)
        self._advance(found)
        return len(found)

    def missing(self) -> list[Distinct]:
        """The items without an answer, in the order of their keys."""
        return [one for key, one in self.gathered.distinct.items() if key not in self._answers]

    async def settle(self, values: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep answers that came, then count them."""
        written = {key: _written(value) for key, value in values.items()}
        if self.store is not None:
            await _to_its_end(self.store, self.task.kind, self.identity, written)
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


async def _to_its_end(
    store: AnswerStore, kind: str, model: str, values: Mapping[str, bytes]
) -> None:
    """Keep answers even where a cancel comes meanwhile: they are paid for."""
    keeping = asyncio.ensure_future(asyncio.to_thread(store.keep, kind, model, values))
    try:
        await asyncio.shield(keeping)
    except asyncio.CancelledError:
        await asyncio.wait({keeping})
        keeping.exception()
        raise


def _written(value: Mapping[str, Any]) -> bytes:
    """An answer as it is kept: the same bytes whatever order the model wrote its properties in."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
