"""A client of the test server, opened and closed within each call."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from engine.models.remote import Client, Habits
from engine.models.remote.connection import ANSWERS, MESSAGES
from tests.models.server import Server

Asked = Callable[..., Any]


@pytest.fixture
def ask(server: Server) -> Asked:
    """Do something with a client of the server, in a loop of its own."""

    def asked(work: Callable[[Client], Awaitable[Any]], **changes: Any) -> Any:
        async def inside() -> Any:
            async with client_of(server, **changes) as client:
                return await work(client)

        return asyncio.run(inside())

    return asked


def client_of(server: Server, **changes: Any) -> Client:
    """A client of the server."""
    given = {
        "address": server.address, "key": "", "model": "m", "embedding_model": "e",
        "timeout_s": 20.0, "habits": Habits(), "host": "there",
    }  # fmt: skip
    return Client(**(given | changes))


async def complete(client: Client) -> Any:
    """One small chat request."""
    return await client.complete(MESSAGES, ANSWERS, 500)
