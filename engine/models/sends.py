"""How the chat and embedding rooms reach a server, without knowing lane, budget or ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from engine.models.protocols import Schema
from engine.models.replies import EmbedReply, Reply

Message = Mapping[str, str]


class Sends(Protocol):
    """Sends one request, in its turn, paid for and noted; retries are inside.

    Every method raises `Trouble` (`Rejected`, `Unusable`, `GivenUp`, `OutOfBudget`, `OutOfTime`)
    where no reply came, `ModelRefused` where none can come, `Cancelled` on a cancel.
    """

    @property
    def model(self) -> str:
        """Name of the chat model."""

    @property
    def embedding_model(self) -> str:
        """Name of the embedding model."""

    async def complete(
        self, messages: Sequence[Message], answers: Schema, *, most_tokens: int, items: int
    ) -> Reply:
        """A chat reply that should fit the schema `answers`.

        Args:
            messages: `role` and `content` each.
            answers: JSON schema of the whole reply.
            most_tokens: Most tokens the reply may have.
            items: How many items the request asks about, for the account.
        """

    async def embed(self, texts: Sequence[str]) -> EmbedReply:
        """Vectors for some texts."""
