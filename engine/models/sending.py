"""How requests of one run reach the server: in their turn, paid for, noted."""

from __future__ import annotations

import asyncio
import functools
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.models.lane import Lane
from engine.models.money import Budget, Price, guess_tokens
from engine.models.protocols import Schema
from engine.models.remote import Client
from engine.models.replies import EmbedReply, Reply
from engine.models.sends import Message
from engine.models.trip import R, Trip
from engine.models.trouble import OutOfTime
from engine.workspace import SENT, Call, Workspace

# What a request holds besides messages and schema: names of fields, the model, limits.
AROUND = 1_000
OVER = "the run's time for the server was over"


@dataclass(frozen=True)
class Errand:
    """The run that requests are sent for.

    Attributes:
        run: Its id.
        attempt: Which attempt of it this is, from 1.
        columns: What the shown fields are in the user's file.
        patience_s: Longest time it waits for the server in all, from its first request on.
        budget: What it may spend.
        chat_price: Price of the chat model; None where it is not known.
        embed_price: Price of the embedding model, likewise.
    """

    run: str
    attempt: int
    columns: tuple[str, ...]
    patience_s: float
    budget: Budget
    chat_price: Price | None
    embed_price: Price | None


class Sender:
    """`engine.models.sends.Sends` for one run."""

    def __init__(self, errand: Errand, client: Client, lane: Lane, workspace: Workspace) -> None:
        self._errand, self._client, self._lane = errand, client, lane
        self._workspace = workspace
        self._until: float | None = None

    @property
    def model(self) -> str:
        """Name of the chat model."""
        return self._client.model

    @property
    def embedding_model(self) -> str:
        """Name of the embedding model."""
        return self._client.embedding_model

    async def complete(
        self, messages: Sequence[Message], answers: Schema, *, most_tokens: int, items: int
    ) -> Reply:
        """A chat reply; see `Sends`."""
        size = _size(list(messages)) + 2 * _size(answers) + AROUND
        call = self._call("/chat/completions", self.model, items, size)
        send = functools.partial(self._client.complete, messages, answers, most_tokens)
        price = self._errand.chat_price
        trip = Trip(self._workspace, call, send, price, most_tokens)
        return await self._in_turn(trip, round(guess_tokens(size)) + most_tokens)

    async def embed(self, texts: Sequence[str]) -> EmbedReply:
        """Vectors for some texts; see `Sends`."""
        size = _size(list(texts)) + AROUND
        call = self._call("/embeddings", self.embedding_model, len(texts), size)
        send = functools.partial(self._client.embed, texts)
        trip = Trip(self._workspace, call, send, self._errand.embed_price, 0)
        return await self._in_turn(trip, round(guess_tokens(size)))

    def _call(self, path: str, model: str, items: int, size: int) -> Call:
        return Call(
            run=self._errand.run,
            attempt=self._errand.attempt,
            host=self._client.host,
            path=path,
            model=model,
            columns=self._errand.columns,
            items=items,
            bytes_out=size,
            bytes_in=0,
            tokens_in=None,
            tokens_out=None,
            guessed_tokens=guess_tokens(size),
            cost=Decimal(0),
            perhaps=Decimal(0),
            seconds=0.0,
            outcome=SENT,
        )

    async def _in_turn(self, trip: Trip[R], tokens: int) -> R:
        """Send in turn, within the run's patience."""
        pay = functools.partial(trip.pay, self._errand.budget)
        patience = self._patience_left()
        if not patience:
            # A timeout of nothing would let the request begin.
            raise OutOfTime(OVER)
        try:
            async with asyncio.timeout(patience):
                run = self._errand.run
                return await self._lane.send(run, trip.fly, tokens=tokens, before=pay)
        except TimeoutError as error:
            raise OutOfTime(OVER) from error
        finally:
            trip.give_back()

    def _patience_left(self) -> float:
        moment = time.monotonic()
        if self._until is None:
            self._until = moment + self._errand.patience_s
        return max(0.0, self._until - moment)


def _size(value: Any) -> int:
    """Bytes of a value in a request, at the most: every sign outside ASCII escaped."""
    return len(json.dumps(value))
