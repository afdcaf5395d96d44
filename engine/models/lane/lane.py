"""One lane for every request of the process, over all pages, tabs and runs.

A request starts when it is its turn, the pace allows it, there is room in flight and in the
minute's tokens, the server does not want to be left alone and the circuit is not open. No task
works in the background: whoever's turn it is sleeps until it may start, and then wakes the next.
"""

from __future__ import annotations

import asyncio
import itertools
import math
import random
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from engine.errors import ModelRefused
from engine.models.lane.circuit import Circuit
from engine.models.lane.hold import Hold
from engine.models.lane.latency import Latency, most_in_flight
from engine.models.lane.limits import Limits
from engine.models.lane.pace import Pace
from engine.models.lane.policy import backoff_s, may_retry
from engine.models.lane.tokens import Tokens
from engine.models.lane.turns import Turns, Waiter
from engine.models.lane.view import LaneView
from engine.models.trouble import GivenUp, Passing, Rejected, Unusable

T = TypeVar("T")


class Lane:
    """The lane; made anywhere, used in one event loop only."""

    def __init__(
        self,
        limits: Limits,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._limits = limits
        self._clock, self._sleep, self._chance = clock, sleep, chance
        self._pace, self._tokens, self._hold = Pace(), Tokens(), Hold()
        self._latency, self._circuit, self._turns = Latency(), Circuit(), Turns()
        self._tickets = itertools.count()
        self._in_flight = self._sent = 0
        self._loop: asyncio.AbstractEventLoop | None = None

    def change(self, limits: Limits) -> None:
        """Keep to other limits from now on, for those that wait as well; from any thread."""
        self._limits = limits
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._nudge)

    def view(self) -> LaneView:
        """The lane at this moment; from any thread."""
        now = self._clock()
        held = self._hold.left_s(now)
        said = f"the server asked to be left alone for {max(1, round(held))} s" if held else ""
        return LaneView(
            waiting=len(self._turns),
            in_flight=self._in_flight,
            most_in_flight=self._most_in_flight(),
            held_s=held,
            circuit=self._circuit.state(now),
            sent=self._sent,
            said=self._circuit.words(now) or said,
        )

    async def send(
        self,
        run: str,
        attempt: Callable[[], Awaitable[T]],
        *,
        tokens: int = 0,
        before: Callable[[], Awaitable[object]] | None = None,
        once: bool = False,
    ) -> T:
        """Make a request in its turn, again where that may help, 6 times at most.

        Args:
            run: Whose request it is; runs take turns.
            attempt: Makes the request once and reaches for the server without waiting first, so
                that starts stay spaced.
            tokens: What it may use, in and out, for the limit a minute; every attempt counts.
            before: Awaited before each attempt takes its place; what may have to wait (a budget)
                waits here, where it takes up no room in flight.
            once: Not to try again: whoever tests a connection wants to hear of what passes, too.

        Raises:
            Passing: The one attempt failed, where `once` is asked for.
            GivenUp: All attempts failed, or the circuit is open; `maybe_charged` where any
                attempt was.
            Exception: Whatever else `attempt` or `before` raise goes straight through.
        """
        self._loop = asyncio.get_running_loop()
        waiter, attempts = Waiter(run, next(self._tickets), tokens), 0
        while True:
            self._refuse(waiter)
            if before is not None:
                await before()
            await self._turn(waiter)
            try:
                return await self._fly(attempt)
            except Passing as passing:
                if once:
                    raise
                attempts += 1
                waiter.maybe_charged |= passing.maybe_charged
                if not may_retry(attempts):
                    reason = f"{passing} (tried {attempts} times)"
                    raise GivenUp(reason, maybe_charged=waiter.maybe_charged) from passing
            self._refuse(waiter)
            await self._sleep(backoff_s(attempts, self._chance()))

    async def _turn(self, waiter: Waiter) -> None:
        """Wait until the request may start, and note that it does."""
        self._turns.join(waiter)
        try:
            while (pause := self._pause_s(waiter)) > 0:
                await self._rest(waiter, pause)
        except BaseException:
            self._turns.leave(waiter)
            self._nudge()
            raise
        self._turns.serve(waiter)
        now = self._clock()
        self._pace.start(now)
        self._tokens.start(now, waiter.tokens)

    async def _fly(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """One attempt that starts this moment, and what its outcome says about the server."""
        flight, began = object(), self._clock()
        self._circuit.start(flight)
        self._in_flight += 1
        self._sent += 1
        self._nudge()
        try:
            reply = await attempt()
        except Passing as passing:
            now = self._clock()
            self._hold.ask(now, passing.hold_s)
            if passing.counts:
                self._circuit.failed(flight, now, str(passing))
            raise
        except (Rejected, Unusable, ModelRefused):
            self._circuit.answered()
            raise
        else:
            self._circuit.answered()
            self._latency.note(self._clock() - began)
            return reply
        finally:
            self._in_flight -= 1
            self._circuit.land(flight)
            self._nudge()

    def _refuse(self, waiter: Waiter) -> None:
        """Raise GivenUp while the circuit is open."""
        words = self._circuit.words(self._clock())
        if words:
            raise GivenUp(words, maybe_charged=waiter.maybe_charged)

    def _pause_s(self, waiter: Waiter) -> float:
        """Seconds until a request may start; without end where something has to happen first."""
        self._refuse(waiter)
        full = self._in_flight >= self._most_in_flight()
        if self._turns.head is not waiter or full or self._circuit.waits:
            return math.inf
        now = self._clock()
        return max(
            self._hold.left_s(now),
            self._pace.wait_s(now, self._limits.pace),
            self._tokens.wait_s(now, waiter.tokens, self._limits.tokens_per_minute),
        )

    async def _rest(self, waiter: Waiter, seconds: float) -> None:
        """Sleep for so long, or until nudged."""
        waiter.wake = asyncio.get_running_loop().create_future()
        if math.isinf(seconds):
            await waiter.wake
            return
        nap = asyncio.ensure_future(self._sleep(seconds))
        try:
            await asyncio.wait((nap, waiter.wake), return_when=asyncio.FIRST_COMPLETED)
        finally:
            nap.cancel()

    def _most_in_flight(self) -> int:
        return most_in_flight(self._limits, self._latency.slowest_s)

    def _nudge(self) -> None:
        """Let the request whose turn it is look again; its start or leave wakes the next."""
        head = self._turns.head
        if head is not None:
            head.nudge()
