"""A run's budget: money is set aside before a request is sent, so that a cap is never passed.

What a request will cost is known only afterwards; before, only what it can cost at most. That
much is set aside, and what was not used comes back. Whoever does not fit waits for what may yet
come back, the first to ask first, and is turned away only when nothing is out any more.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from decimal import Decimal

from engine.models.trouble import OutOfBudget

NOTHING = Decimal(0)


class Budget:
    """What a run may spend; belongs to one event loop."""

    def __init__(
        self, cap: Decimal | None, spent: Decimal = NOTHING, perhaps: Decimal = NOTHING
    ) -> None:
        """Begin with what former attempts spent.

        Args:
            cap: Most that may be spent in USD, those attempts included; None for no cap.
            spent: What they cost for certain.
            perhaps: What they may have cost besides.
        """
        self.cap = cap
        self._spent, self._perhaps, self._reserved = spent, perhaps, NOTHING
        self._out = 0
        self._waiting: deque[tuple[Decimal, asyncio.Future[Reservation]]] = deque()

    @property
    def spent(self) -> Decimal:
        """What was charged for certain, USD."""
        return self._spent

    @property
    def perhaps(self) -> Decimal:
        """What may have been charged besides: the bounds of requests whose outcome is unknown."""
        return self._perhaps

    @property
    def reserved(self) -> Decimal:
        """What is set aside for requests that are out."""
        return self._reserved

    @property
    def left(self) -> Decimal | None:
        """What a request may cost that asks now, at least 0; None without a cap."""
        if self.cap is None:
            return None
        return max(NOTHING, self.cap - self._spent - self._perhaps - self._reserved)

    async def reserve(self, most: Decimal) -> Reservation:
        """Set aside what a request can cost; waits while what others set aside may come back.

        Do not hold one reservation while asking for another: both may then wait for ever.

        Args:
            most: Upper bound of the request's cost in USD, at least 0.

        Raises:
            OutOfBudget: It does not fit, and nothing can come back.
        """
        if most < 0:
            raise ValueError(f"a request cannot cost {most} at most")
        turn: asyncio.Future[Reservation] = asyncio.get_running_loop().create_future()
        self._waiting.append((most, turn))
        self._serve()
        try:
            return await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                turn.result().release()
            self._serve()
            raise

    def _serve(self) -> None:
        """Let in who has waited longest, as far as the money goes."""
        while self._waiting:
            most, turn = self._waiting[0]
            if turn.done():  # cancelled while it waited
                self._waiting.popleft()
            elif self.left is None or most <= self.left:
                self._waiting.popleft()
                self._reserved += most
                self._out += 1
                turn.set_result(Reservation(most, self._end))
            elif self._out == 0:
                self._waiting.popleft()
                turn.set_exception(OutOfBudget(self._words(most)))
            else:
                return

    def _words(self, most: Decimal) -> str:
        return (
            f"the request could cost up to {most:.6f} USD, and {self.left or NOTHING:.6f} USD "
            f"of {self.cap or NOTHING:.2f} USD are left"
        )

    def _end(self, most: Decimal, spent: Decimal, perhaps: Decimal) -> None:
        self._reserved -= most
        self._out -= 1
        self._spent += spent
        self._perhaps += perhaps
        self._serve()


class Reservation:
    """Money set aside for one request; the first word about its outcome counts, later ones not."""

    def __init__(self, most: Decimal, end: Callable[[Decimal, Decimal, Decimal], None]) -> None:
        self.most = most
        self._end, self._ended = end, False

    def settle(self, cost: Decimal) -> None:
        """The request cost this much; a server that charged more than the bound is believed."""
        self._once(cost, NOTHING)

    def release(self) -> None:
        """Nothing was charged: it was not sent, or turned away."""
        self._once(NOTHING, NOTHING)

    def assume(self) -> None:
        """Nobody knows whether it was charged: all of it counts, as `perhaps`."""
        self._once(NOTHING, self.most)

    def _once(self, spent: Decimal, perhaps: Decimal) -> None:
        if not self._ended:
            self._ended = True
            self._end(self.most, spent, perhaps)
