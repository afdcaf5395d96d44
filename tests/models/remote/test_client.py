"""One request is one request: what it brings, what it costs, how it ends."""

import asyncio
import gc
import json
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from engine.errors import ModelRefused
from engine.models.remote import Client, Habits
from engine.models.remote.connection import ANSWERS, MESSAGES, is_right
from engine.models.trouble import Passing
from tests.models.made_answers import vector_of
from tests.models.remote.conftest import client_of, complete
from tests.models.server import Server

Ask = Callable[..., Any]


def test_a_reply_with_what_it_used(server: Server, ask: Ask) -> None:
    server.faults(bodies=True)
    reply = ask(complete)
    assert is_right(reply.text)
    assert reply.finish == "stop"
    [body] = server.seen()["bodies"]
    assert reply.usage.bytes_out == len(body.encode())
    said = "".join(message["content"] for message in MESSAGES)
    assert reply.usage.tokens_in == -(-len(said.encode()) // 4)
    assert reply.usage.tokens_out == -(-len(reply.text) // 4)
    assert reply.usage.bytes_in > len(reply.text)
    sent = json.loads(body)
    assert (sent["model"], sent["temperature"], sent["max_completion_tokens"]) == ("m", 0, 500)
    assert sent["response_format"]["json_schema"]["schema"] == ANSWERS
    assert sent["response_format"]["json_schema"]["strict"] is True
    assert sent["messages"] == list(MESSAGES)


@pytest.mark.parametrize("refused", [frozenset(), frozenset({"base64"})])
def test_vectors_by_place(server: Server, ask: Ask, refused: frozenset[str]) -> None:
    server.faults(bodies=True)
    texts = ["red hat", "hat", ""]
    reply = ask(lambda client: client.embed(texts), habits=Habits(refused=refused))
    assert sorted(reply.vectors) == [0, 1, 2]
    for place, text in enumerate(texts):
        [vector] = reply.vectors[place]
        assert vector.dtype == np.float32
        np.testing.assert_allclose(vector, vector_of(text, 64), atol=1e-6)
    sent = json.loads(server.seen()["bodies"][0])
    assert sent["encoding_format"] == ("float" if refused else "base64")
    assert (sent["input"], sent["model"]) == (texts, "e")
    assert reply.usage.tokens_in == 3
    assert reply.usage.tokens_out == 0


def test_places_come_as_they_are(server: Server, ask: Ask) -> None:
    def places() -> dict[int, int]:
        reply = ask(lambda client: client.embed(["a", "b", "c"]))
        return {place: len(vectors) for place, vectors in reply.vectors.items()}

    server.faults(script=["missing", "duplicated", "invented"])
    assert len(places()) == 2
    assert sorted(places().values()) == [1, 1, 2]
    assert sorted(places()) == [0, 1, 2, 10]


def test_models_are_listed(server: Server, ask: Ask) -> None:
    server.faults(models=["z", "a"])
    assert ask(lambda client: client.list_models()) == ["a", "z"]


def test_the_transport_is_that_of_aiohttp(ask: Ask) -> None:
    async def transport(client: Client) -> list[str]:
        await complete(client)
        carried = client._sdk._client._transport  # type: ignore[union-attr]
        return [type(carried).__name__, type(carried.client).__module__]

    assert ask(transport) == ["AiohttpTransport", "aiohttp.client"]


def test_nobody_learns_what_computer_this_is(
    server: Server, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    monkeypatch.setenv("OPENAI_ORG_ID", "org")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "project")
    server.faults(key="sk-right-key")
    assert is_right(ask(complete, key="sk-right-key").text)
    names = server.seen()["headers"]
    assert "authorization" in names
    assert not [name for name in names if name.startswith("openai")]
    telling = ("lang", "package", "os", "arch", "runtime")
    assert not [name for name in names if name.startswith(tuple(f"x-stainless-{part}"
                                                                for part in telling))]  # fmt: skip
    server.forget()
    server.faults(key="")
    ask(complete)
    ask(lambda client: client.embed(["a"]))
    ask(lambda client: client.list_models())
    assert "authorization" not in server.seen()["headers"]


def test_nothing_is_left_open(server: Server, ask: Ask) -> None:
    server.faults(script=["ok", "dropped", "cut", "error", "slow"])
    for _ in range(5):
        ask(settled)
    gc.collect()
    assert server.seen()["requests"] == 5


async def settled(client: Client) -> str:
    try:
        await complete(client)
    except Passing as passing:
        return str(passing)
    return ""


def test_a_server_that_is_late_is_let_go(server: Server, ask: Ask) -> None:
    server.faults(latency=30)
    with pytest.raises(Passing, match="no whole reply") as caught:
        ask(complete, timeout_s=0.2)
    assert caught.value.maybe_charged
    assert caught.value.counts
    assert _left(server) == 1


def test_a_body_that_trickles_does_not_start_the_time_anew(server: Server, ask: Ask) -> None:
    server.faults(slow=1, trickle=0.15)
    with pytest.raises(Passing, match="no whole reply"):
        ask(complete, timeout_s=0.4)
    server.faults(trickle=0.0)
    assert is_right(ask(complete).text)


def test_a_cancel_ends_the_request(server: Server) -> None:
    server.faults(latency=30)

    async def cancelled() -> None:
        async with client_of(server) as client:
            task = asyncio.create_task(complete(client))
            await asyncio.to_thread(_arrived, server)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    asyncio.run(cancelled())
    assert _left(server) == 1


def test_a_client_is_used_while_it_is_open(server: Server) -> None:
    with pytest.raises(RuntimeError, match="outside"):
        asyncio.run(complete(client_of(server)))


def _arrived(server: Server) -> None:
    """Wait until a request is in flight."""
    for _ in range(1000):
        if server.seen()["in_flight"]:
            return
        time.sleep(0.01)
    raise AssertionError("no request came")


def _left(server: Server) -> int:
    """How many requests the server saw go away, once none is in flight."""
    for _ in range(1000):
        if not server.seen()["in_flight"]:
            break
        time.sleep(0.01)
    return int(server.seen()["left"])


@pytest.mark.parametrize("key", ["\u201csk-abc\u201d", "sk\nabc", "sk abc"])
def test_what_is_no_key_is_not_sent_but_told(server: Server, key: str) -> None:
    async def ask() -> None:
        async with client_of(server, key=key) as client:
            await complete(client)

    with pytest.raises(ModelRefused, match="cannot be one") as refused:
        asyncio.run(ask())
    assert key not in str(refused.value)
    assert server.seen()["requests"] == 0
