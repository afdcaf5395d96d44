"""The requests of one task: side by side, asked again in halves, given up in the end.

How many there can be: a request about n items that brings nothing is asked again as two halves,
and an item alone at most twice, so n distinct items take at most 3n - 1 requests; a server that
brings nothing at all is left alone after `FRUITLESS` requests in a row.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from engine.errors import EngineError, ModelRefused
from engine.models.chat.counts import Counts
from engine.models.chat.matching import Form, Matched, match_reply
from engine.models.chat.packing import Batch
from engine.models.chat.prompt import reply_schema, request_messages
from engine.models.protocols import Task
from engine.models.sends import Sends
from engine.models.trouble import (
    OutOfBudget,
    OutOfTime,
    Rejected,
    Trouble,
    Unusable,
)

WAITING = 64
FRUITLESS = 64
ALONE = 2
READ_AT_ONCE = 8_192

Settle = Callable[[Mapping[str, Mapping[str, Any]]], Awaitable[None]]


class Rounds:
    """Asks about batches until every item has an answer or a reason why not.

    Args:
        sends: The way to the server.
        task: What is asked.
        schema: Strict schema of one answer.
        counts: Where requests are counted.
        settle: Takes the answers of one reply, key → value, before anything else is done.

    Attributes:
        left: Key → why there is no answer from this model.
        unpaid: Keys that were not asked about since the budget did not reach.
    """

    def __init__(
        self, sends: Sends, task: Task, schema: Mapping[str, Any], counts: Counts, settle: Settle
    ) -> None:
        self._sends, self._task, self._counts, self._settle = sends, task, counts, settle
        self._schema, self._reply_schema = schema, reply_schema(schema)
        self._form = Form(schema)
        self._again: deque[Batch] = deque()
        self._fruitless = 0
        self._stopped = False
        self.left: dict[str, str] = {}
        self.unpaid: set[str] = set()

    async def ask(self, batches: Iterator[Batch]) -> None:
        """Ask about all batches, at most `WAITING` at a time.

        Raises:
            ModelRefused: Nothing can be asked at all; whatever was under way is cancelled.
            Cancelled: The run was cancelled.
        """
        try:
            async with asyncio.TaskGroup() as side:
                running: set[asyncio.Task[None]] = set()
                while True:
                    while len(running) < WAITING and (batch := self._next(batches)):
                        running.add(side.create_task(self._ask(batch)))
                    if not running:
                        return
                    _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        except BaseExceptionGroup as errors:
            raise _first(errors) from None

    def _next(self, batches: Iterator[Batch]) -> Batch | None:
        return self._again.popleft() if self._again else next(batches, None)

    async def _ask(self, batch: Batch) -> None:
        """One request, and what follows from its reply."""
        if self._over(batch):
            return
        try:
            matched = await self._reply(batch)
        except (Rejected, Unusable) as trouble:
            self._count("rejected" if isinstance(trouble, Rejected) else "unusable")
            self._fruitless += 1
            self._repeat(batch, {item.key: str(trouble) for item in batch.items}, trouble)
        except OutOfBudget:
            self._count("out of budget")
            self._stopped = True
            self._over(batch)
        except Trouble as trouble:
            self._count("out of time" if isinstance(trouble, OutOfTime) else "given up")
            self._leave(batch, str(trouble))
        else:
            await self._take(batch, matched)

    def _over(self, batch: Batch) -> bool:
        """Leave a batch unasked where the budget is used up or the server brings nothing."""
        if self._stopped:
            self.unpaid.update(item.key for item in batch.items)
        elif self._fruitless >= FRUITLESS:
            self._leave(batch, f"{FRUITLESS} replies in a row held no usable answer")
        else:
            return False
        return True

    async def _reply(self, batch: Batch) -> Matched:
        named = batch.named
        reply = await self._sends.complete(
            request_messages(self._task.instructions, self._schema, batch.shown),
            self._reply_schema,
            most_tokens=batch.most_tokens(self._task),
            items=len(named),
        )
        if reply.finish == "length":
            raise Unusable("its reply was cut off")
        if reply.finish == "refused":
            raise Unusable("it refused to answer")
        if len(reply.text) <= READ_AT_ONCE:
            return match_reply(reply.text, named.keys(), self._form)
        # It must not hold up the other runs.
        return await asyncio.to_thread(match_reply, reply.text, named.keys(), self._form)

    async def _take(self, batch: Batch, matched: Matched) -> None:
        named = batch.named
        self._counts.invented += matched.invented
        good = {named[name].key: value for name, value in matched.values.items()}
        self._fruitless = 0 if good else self._fruitless + 1
        self._count(("partly" if good else "unusable") if matched.again else "answered")
        if good:
            await self._settle(good)
        self._repeat(batch, {named[name].key: why for name, why in matched.again.items()})

    def _repeat(self, batch: Batch, why: Mapping[str, str], trouble: Trouble | None = None) -> None:
        """Ask about some items of a batch again, or leave one that was asked about alone."""
        items = tuple(item for item in batch.items if item.key in why)
        # A request that is refused as it is will be refused again as it is.
        times = 1 if isinstance(trouble, Rejected) else ALONE
        if len(batch.items) == 1 and items and batch.alone + 1 >= times:
            self._leave(batch, f"no usable answer: {why[items[0].key]}")
            return
        self._counts.asked_again += len(items)
        halves = batch.again(items, more_room=isinstance(trouble, Unusable))
        self._again.extendleft(reversed(halves))

    def _leave(self, batch: Batch, why: str) -> None:
        self.left.update((item.key, why) for item in batch.items)

    def _count(self, outcome: str) -> None:
        self._counts.requests[outcome] += 1


def _first(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """Of what went wrong side by side, what says most about why."""
    every = list(_flat(errors))
    for kind in (ModelRefused, EngineError):
        for error in every:
            if isinstance(error, kind):
                return error
    return every[0]


def _flat(errors: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for error in errors.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _flat(error)
        else:
            yield error
