"""Every fault of a server becomes what is to be done about it, and no key is ever told."""

import asyncio
import json
import logging
import socket
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from engine.errors import ModelRefused
from engine.models.remote import Client
from engine.models.trouble import Passing, Rejected
from tests.models.remote.conftest import client_of, complete
from tests.models.server import Server

Ask = Callable[..., Any]
KEY = "sk-proj-Abc123/+=secret"


@pytest.mark.parametrize(
    ("fault", "hold_s", "counts", "maybe_charged"),
    [
        ("busy_after", 7.0, False, False),
        ("busy", None, False, False),
        ("error", None, True, False),
        ("dropped", None, True, True),
        ("cut", None, True, True),
        ("page", None, True, True),
    ],
)
def test_what_may_go_better_later(
    server: Server, ask: Ask, fault: str, hold_s: float | None, counts: bool, maybe_charged: bool
) -> None:
    server.faults(retry_after="7", script=[fault] * 2)
    for work in (complete, lambda client: client.embed(["a"])):
        with pytest.raises(Passing, match="there") as caught:
            ask(work)
        passing = caught.value
        assert (passing.hold_s, passing.counts) == (hold_s, counts)
        assert passing.maybe_charged == maybe_charged
    assert server.seen()["requests"] == 2


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Rejected), (413, Rejected), (422, Rejected), (418, Rejected), (401, ModelRefused),
        (402, ModelRefused), (403, ModelRefused), (404, ModelRefused), (307, ModelRefused),
        (408, Passing), (409, Passing), (425, Passing), (429, Passing), (500, Passing),
        (502, Passing), (503, Passing), (504, Passing), (529, Passing),
    ],
)  # fmt: skip
def test_a_status_is_what_it_is(server: Server, ask: Ask, status: int, kind: type) -> None:
    server.faults(script=[status])
    with pytest.raises(kind):
        ask(complete)
    assert server.seen()["requests"] == 1


@pytest.mark.parametrize(
    ("fault", "finish"),
    [("truncated", "length"), ("broken", "stop"), ("refusal", "refused")],
)
def test_a_spoilt_reply_is_a_reply(server: Server, ask: Ask, fault: str, finish: str) -> None:
    server.faults(script=[fault])
    reply = ask(complete)
    assert reply.finish == finish
    assert reply.usage.tokens_in > 0
    with pytest.raises(json.JSONDecodeError):
        json.loads(reply.text)


def test_what_ends_a_run_says_the_way_out(server: Server, ask: Ask) -> None:
    server.faults(key="sk-right", models=["other"])
    for key, words in [("", "none is set"), (KEY, "does not accept the key"),
                       ("sk-right", "no model 'm'")]:  # fmt: skip
        with pytest.raises(ModelRefused, match=words) as caught:
            ask(complete, key=key)
        assert "Settings page" in str(caught.value)
    server.faults(broke=True, models=[])
    with pytest.raises(ModelRefused, match="no credit left"):
        ask(complete, key="sk-right")


def test_an_error_under_a_status_of_success(server: Server, ask: Ask) -> None:
    server.faults(script=[{"status": 200, "code": 429, "message": "slow down"},
                          {"status": 200, "message": "provider failed"}])  # fmt: skip
    with pytest.raises(Passing) as caught:
        ask(complete)
    assert not caught.value.counts
    with pytest.raises(Passing) as caught:
        ask(complete)
    assert caught.value.counts


def test_a_redirect_is_not_followed(server: Server, ask: Ask) -> None:
    server.faults(script=[{"status": 307, "headers": {"Location": f"{server.address}/embeddings"}}])
    with pytest.raises(ModelRefused, match="another address"):
        ask(complete)
    assert server.seen()["requests"] == 1


def test_a_server_that_is_not_there(ask: Ask) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(Passing, match="check that it runs") as caught:
        ask(complete, address=nobody)
    assert not caught.value.maybe_charged
    assert caught.value.counts


def test_half_a_character_is_not_sent(server: Server, ask: Ask) -> None:
    said = [{"role": "user", "content": "\udfff"}]
    for work in (
        lambda client: client.embed(["a", "\ud800"]),
        lambda client: client.complete(said, {}, 5),
    ):
        with pytest.raises(Rejected, match="half a character") as caught:
            ask(work)
        assert not caught.value.maybe_charged
    assert server.seen()["requests"] == 0


def test_a_server_that_speaks_no_https(server: Server, ask: Ask) -> None:
    with pytest.raises(ModelRefused, match="certificate"):
        ask(complete, address=server.address.replace("http:", "https:"))


@pytest.mark.parametrize(
    "said",
    [401, 403, 400, 404, 422, 429, 500, "busy", "dropped", "page", "error",
     {"status": 401, "message": f"Incorrect API key provided: {KEY}. See {KEY[:9]}***cret"},
     {"status": 400, "message": f"header Bearer {KEY}", "code": KEY},
     {"status": 403, "message": f"key {json.dumps(KEY)} has no right"},
     {"status": 429, "message": KEY, "code": "insufficient_quota"}],
)  # fmt: skip
def test_the_key_is_never_told(
    server: Server, ask: Ask, said: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.faults(script=[said])
    with pytest.raises((Passing, Rejected, ModelRefused)) as caught:
        ask(complete, key=KEY)
    told = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value))
    assert caught.value.__context__ is None
    assert "secret" not in told + caplog.text
    assert "Abc123" not in told + caplog.text


def test_a_client_shows_no_key(server: Server) -> None:
    async def shown() -> str:
        async with client_of(server, key=KEY) as client:
            return f"{client!r} {client}"

    assert "secret" not in asyncio.run(shown())
    assert repr(Client).count("Client") == 1
