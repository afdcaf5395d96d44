"""One request and its attempts: money set aside, sent, settled, noted in the workspace."""

from __future__ import annotations

import asyncio
import dataclasses
import secrets
import time
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Generic, TypeVar

from engine.errors import ModelRefused
from engine.models.money import Budget, Price, Reservation, cost_of, guess_tokens, most_cost
from engine.models.replies import EmbedReply, Reply, Usage
from engine.models.trouble import Trouble
from engine.workspace import ANSWERED, Call, Workspace, note_call

R = TypeVar("R", bound=Reply | EmbedReply)
NOTHING = Decimal(0)


class Trip(Generic[R]):
    """One request; `pay` and `fly` are called in turn, once for each attempt."""

    def __init__(
        self,
        workspace: Workspace,
        call: Call,
        send: Callable[[], Awaitable[R]],
        price: Price | None,
        most_tokens: int,
    ) -> None:
        """Prepare a request.

        Args:
            workspace: Where attempts are noted.
            call: What is known beforehand; `bytes_out` is an upper bound of the body.
            send: Makes the request once.
            price: Of the model, or None where it is not known.
            most_tokens: Most tokens the reply may have.
        """
        self._workspace, self._call, self._send, self._price = workspace, call, send, price
        self._writes = most_tokens > 0
        self._most = NOTHING
        if price is not None:
            self._most = most_cost(price, call.bytes_out, most_tokens)
        self._reservation: Reservation | None = None

    async def pay(self, budget: Budget) -> None:
        """Set aside the most that an attempt can cost.

        Raises:
            OutOfBudget: It does not fit.
        """
        self._reservation = await budget.reserve(self._most)

    def give_back(self) -> None:
        """Nothing more is sent: free what was set aside for an attempt that never began."""
        if self._reservation is not None:
            self._reservation.release()

    async def fly(self) -> R:
        """Make one attempt.

        It is noted as sent while it is under way, so that a process that is killed has not spent
        unseen; the note does not wait for the request nor the request for the note.
        """
        self._call = dataclasses.replace(self._call, id=secrets.token_hex(8))
        sent = dataclasses.replace(self._call, perhaps=self._most)
        noting = asyncio.ensure_future(self._note(sent))
        began, ended = time.monotonic(), self._call
        try:
            reply = await self._send()
            ended = self._answered(reply.usage)
        except BaseException as error:
            ended = self._failed(error, time.monotonic() - began)
            raise
        else:
            return reply
        finally:
            await asyncio.shield(self._conclude(noting, ended))

    async def _conclude(self, noting: asyncio.Future[None], ended: Call) -> None:
        await noting
        await self._note(ended)

    async def _note(self, call: Call) -> None:
        await asyncio.to_thread(note_call, self._workspace, call)

    def _answered(self, usage: Usage) -> Call:
        """A reply came: charged by the server's own count, or in full where it gives none."""
        cost, perhaps = self._charged(usage)
        return dataclasses.replace(
            self._call,
            bytes_out=usage.bytes_out,
            bytes_in=usage.bytes_in,
            tokens_in=usage.tokens_in,
            tokens_out=usage.tokens_out,
            guessed_tokens=guess_tokens(usage.bytes_out),
            cost=cost,
            perhaps=perhaps,
            seconds=usage.seconds,
            outcome=ANSWERED,
        )

    def _charged(self, usage: Usage) -> tuple[Decimal | None, Decimal]:
        """USD for certain, None where nobody knows the price; and USD that may have been."""
        if self._price is None:
            self._end(NOTHING)
            return None, NOTHING
        if usage.tokens_in is None or (self._writes and usage.tokens_out is None):
            self._end(None)
            return NOTHING, self._most
        cost = cost_of(self._price, usage.tokens_in, usage.tokens_out or 0)
        self._end(cost)
        return cost, NOTHING

    def _failed(self, error: BaseException, seconds: float) -> Call:
        """No reply came: nothing was charged, or nobody knows."""
        if isinstance(error, Trouble):
            perhaps, outcome = error.maybe_charged, str(error)
        else:
            perhaps, outcome = not isinstance(error, ModelRefused), _named(error)
        self._end(None if perhaps else NOTHING)
        return dataclasses.replace(
            self._call,
            perhaps=self._most if perhaps else NOTHING,
            seconds=seconds,
            outcome=outcome,
        )

    def _end(self, cost: Decimal | None) -> None:
        """Settle what was set aside; None where nobody knows what it cost."""
        if self._reservation is None:
            return
        if cost is None:
            self._reservation.assume()
        else:
            self._reservation.settle(cost)
        self._reservation = None


def _named(error: BaseException) -> str:
    """A short reason that holds nothing of the request."""
    if isinstance(error, ModelRefused):
        return "refused"
    return "cancelled" if isinstance(error, asyncio.CancelledError) else type(error).__name__
