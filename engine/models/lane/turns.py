"""Whose turn it is: round robin between runs, first come first served within one."""

from __future__ import annotations

import asyncio
from bisect import insort
from collections import OrderedDict
from dataclasses import dataclass


@dataclass(eq=False)
class Waiter:
    """A request that has a place in the lane, or will have one again.

    Attributes:
        run: The run it belongs to.
        ticket: When it first came; a retry keeps it, and so its place among its run's requests.
        tokens: What it adds to the tokens of the minute.
        maybe_charged: Whether an earlier attempt may have been charged.
        wake: What it sleeps on while it waits.
    """

    run: str
    ticket: int
    tokens: int
    maybe_charged: bool = False
    wake: asyncio.Future[None] | None = None

    def nudge(self) -> None:
        """Let it look again whether it may start."""
        if self.wake is not None and not self.wake.done():
            self.wake.set_result(None)


class Turns:
    """The waiting requests; the runs stand in a ring, and the first one's oldest is the head."""

    def __init__(self) -> None:
        self._ring: OrderedDict[str, list[Waiter]] = OrderedDict()
        self._waiting = 0

    def __len__(self) -> int:
        return self._waiting

    @property
    def head(self) -> Waiter | None:
        """The request whose turn it is."""
        return next(iter(self._ring.values()))[0] if self._ring else None

    def join(self, waiter: Waiter) -> None:
        """Take a place: in the own run by ticket, a new run behind the others."""
        insort(self._ring.setdefault(waiter.run, []), waiter, key=lambda one: one.ticket)
        self._waiting += 1

    def leave(self, waiter: Waiter) -> None:
        """Give the place up; the own run keeps its turn."""
        queue = self._ring[waiter.run]
        queue.remove(waiter)
        self._waiting -= 1
        if not queue:
            del self._ring[waiter.run]

    def serve(self, waiter: Waiter) -> None:
        """Give the place up because the turn was taken; the own run goes behind the others."""
        self.leave(waiter)
        if waiter.run in self._ring:
            self._ring.move_to_end(waiter.run)
