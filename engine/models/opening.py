"""The models of one run: those of this computer, or a server's with the local ones behind them."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from engine.models.chat import RemoteChat
from engine.models.embedding import RemoteEmbed
from engine.models.keys import Key
from engine.models.lane import Lane
from engine.models.local import LocalChat, LocalEmbed
from engine.models.money import Budget, cap_for, price_of
from engine.models.privacy import Redactor
from engine.models.protocols import Models
from engine.models.remote import Client, Habits, address_of, first_habits, host_of
from engine.models.sending import Errand, Sender
from engine.settings import Settings
from engine.workspace import (
    AnswerStore,
    RunRow,
    Workspace,
    find_run,
    spending_of,
)
from engine.workspace.servers import remember_habits, remembered_habits

Opening = Callable[[], AbstractAsyncContextManager[Models]]
"""Opens the models of one run, and closes them."""


@dataclass(frozen=True)
class Post:
    """What it takes to reach a server, the same for all runs of the process.

    Attributes:
        settings: The settings as they stood when the run began.
        key: The server's key.
        lane: The one lane of the process.
        workspace: Where requests are noted.
        memory: Where answers are remembered.
    """

    settings: Settings
    key: Key
    lane: Lane
    workspace: Workspace
    memory: Workspace

    def answers(self, run: str) -> AnswerStore:
        """Where a run's answers are kept: what all runs share, or where that is off its own."""
        if self.settings.comment_cache:
            return AnswerStore(self.memory)
        return AnswerStore(self.workspace, run)

    @property
    def redactor(self) -> Redactor:
        """Takes out what must not leave; the same stand-ins in every run that shares a memory."""
        return Redactor(self.memory.salt, on=self.settings.redact)


def model_identities(choice: str, settings: Settings) -> dict[str, str]:
    """Which models a run would use: part of what makes it that run."""
    local = LocalEmbed().identity
    if choice == "local":
        return {"chat": local, "embed": local}
    model = settings.embedding_model
    return {
        "chat": f"{settings.provider}:{settings.ai_model}",
        "embed": f"{settings.provider}:{model}" if model else local,
    }


def local_models() -> Models:
    """The models of this computer."""
    embed = LocalEmbed()
    return Models(LocalChat(embed), embed)


@asynccontextmanager
async def open_models(
    choice: str, post: Post, run: str, *, columns: tuple[str, ...], budget_usd: float | None
) -> AsyncIterator[Models]:
    """The models of a run, open inside the engine's loop for as long as it asks.

    Args:
        choice: `local` or `openai`.
        post: How the server is reached.
        run: The run's id; it must be noted in the workspace.
        columns: What the shown fields are in the user's file.
        budget_usd: Most the run may spend; 0 for no cap, None for that of the settings.

    Raises:
        OptionRefused: There is no address, or a cap could not be kept.
    """
    local = local_models()
    if choice == "local":
        yield local
        return
    row = await asyncio.to_thread(find_run, post.workspace, run)
    errand = await asyncio.to_thread(_errand, post, row, columns, budget_usd)
    learning: list[asyncio.Future[None]] = []
    async with await _client(post, learning) as client:
        sends = Sender(errand, client, post.lane, post.workspace)
        shared: dict[str, Any] = {
            "settings": post.settings, "redactor": post.redactor, "answers": post.answers(run),
        }  # fmt: skip
        chat = RemoteChat(sends, local=local.chat, **shared)
        yield Models(chat, RemoteEmbed(sends, **shared) if sends.embedding_model else local.embed)
    await asyncio.gather(*learning)


def _errand(post: Post, row: RunRow, columns: tuple[str, ...], budget_usd: float | None) -> Errand:
    """What is spent since the run last ended well counts against its cap."""
    settings = post.settings
    before = spending_of(post.workspace, row.id, since=row.spending_since)
    return Errand(
        run=row.id,
        attempt=row.attempt,
        columns=columns,
        patience_s=settings.run_timeout_s,
        budget=Budget(cap_for(settings, budget_usd), before.cost, before.perhaps),
        chat_price=price_of(settings, settings.ai_model),
        embed_price=price_of(settings, settings.embedding_model),
    )


async def _client(post: Post, learning: list[asyncio.Future[None]]) -> Client:
    """The server's client, with what is known of the server's habits.

    Args:
        post: How the server is reached.
        learning: Gets a future for each habit that is found out, done once it is remembered.
    """
    settings, address = post.settings, address_of(post.settings)
    model = settings.ai_model
    known = await asyncio.to_thread(remembered_habits, post.memory, address, model)

    def learnt(habits: Habits) -> None:
        remember = functools.partial(remember_habits, post.memory, address, model)
        loop = asyncio.get_running_loop()
        learning.append(loop.run_in_executor(None, remember, habits.as_dict()))

    return Client(
        address,
        post.key.value,
        model,
        settings.embedding_model,
        timeout_s=settings.call_timeout_s,
        habits=first_habits(settings) if known is None else Habits.of(known),
        host=host_of(address),
        learnt=learnt,
    )
