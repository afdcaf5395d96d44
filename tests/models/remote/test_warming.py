"""The first request of a process leaves as quickly as the ones after it."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

from engine.models.remote import Client, Habits
from tests.models.server import Server

FIRST = """
import asyncio, json, sys
from engine.models.remote import Client, Habits
from engine.models.remote.connection import ANSWERS, MESSAGES

async def first(address):
    client = Client(address, "k", "m", "e", timeout_s=10, habits=Habits(), host="here")
    async with client:
        loaded = set(sys.modules)
        await client.complete(MESSAGES, ANSWERS, 100)
        await client.embed(["a"])
        print(json.dumps(sorted(set(sys.modules) - loaded)))

asyncio.run(first(sys.argv[1]))
"""


def test_the_first_request_loads_nothing(server: Server, root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST, server.address], cwd=root, capture_output=True, text=True,
        check=True, timeout=120,
    )  # fmt: skip
    found = [name for name in json.loads(done.stdout) if name.startswith("openai")]
    assert found == []
    assert server.seen()["requests"] == 2


def test_opening_a_client_sends_nothing(server: Server) -> None:
    async def opened() -> None:
        async with Client(server.address, "k", "m", timeout_s=10, habits=Habits(), host="here"):
            pass

    asyncio.run(opened())
    assert server.seen()["requests"] == 0
