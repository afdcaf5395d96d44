"""The test of a connection says what is so, whatever the server does, and sends nothing private."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from engine.models.remote import Habits, try_connection
from engine.models.remote.connection import is_right
from engine.settings import Settings
from tests.models.faults import ENDS
from tests.models.remote.trying import tried
from tests.models.server import Server


def of(server: Server, **more: Any) -> Settings:
    given: dict[str, Any] = {"provider": "other", "base_url": server.address, "ai_model": "m"}
    return Settings(home=Path("nowhere"), model="openai", **(given | more))


def said(found: Any) -> str:
    assert all(sentence.endswith(".") for sentence in found.sentences)
    return " ".join(found.sentences)


def test_what_a_good_server_can(server: Server) -> None:
    server.faults(models=["m", "e", "x"], bodies=True, dims=24)
    found = tried(of(server, embedding_model="e"))
    assert (found.ok, found.strict, found.embeds) == (True, "strict", 24)
    assert found.models == ("e", "m", "x")
    assert found.host == server.address.split("/")[2]
    assert found.seconds >= 0
    assert found.habits == Habits(("max_tokens", "max_completion_tokens"))
    words = said(found)
    for part in ("lists 3 models, m among them", "keeps to a JSON schema", "24 numbers",
                 "nothing leaves it"):  # fmt: skip
        assert part in words
    assert len([body for body in server.seen()["bodies"] if body]) == 2


def test_a_key_that_is_missing_or_wrong(server: Server) -> None:
    server.faults(key="sk-right")
    missing = tried(of(server))
    assert not missing.ok
    assert "none is set" in said(missing)
    assert "No key was sent." in missing.sentences
    wrong = tried(of(server), "sk-wrong-and-secret")
    assert not wrong.ok
    assert "does not accept the key" in said(wrong)
    assert "No key was sent." not in wrong.sentences
    assert "secret" not in repr(wrong)
    assert tried(of(server), "sk-right").ok


def test_a_server_that_needs_a_key_is_not_asked_without(server: Server) -> None:
    found = tried(of(server, provider="openai"))
    assert not found.ok
    assert "asks for a key and none is set" in said(found)
    assert server.seen()["requests"] == 0


def test_a_model_that_is_not_there(server: Server) -> None:
    server.faults(models=[f"model-{number}" for number in range(9)])
    found = tried(of(server))
    assert not found.ok
    assert "no model 'm'" in said(found)
    server.faults(models=[])
    found = tried(of(server, embedding_model="e"))
    assert "lists 2 models, but not m: test-embedding, test-model." in said(found)
    assert found.ok


@pytest.mark.parametrize("fault", ENDS)
def test_a_server_that_fails(server: Server, fault: str) -> None:
    server.faults(**{fault: 1.0})
    found = tried(of(server))
    assert not found.ok
    assert found.host in said(found)
    gc.collect()


def test_a_server_that_lists_nothing_and_embeds_nothing(server: Server) -> None:
    server.faults(script=[404, "ok", 404])
    found = tried(of(server, embedding_model="e"))
    assert found.ok
    assert found.embeds is None
    assert "It lists no models." in said(found)
    assert "Embedding failed" in said(found)


def test_vectors_are_asked_for_in_the_way_the_server_has(server: Server) -> None:
    base64 = {"status": 400, "message": "encoding_format base64 is not supported"}
    server.faults(script=["ok", "ok", base64])
    found = tried(of(server, embedding_model="e"))
    assert found.embeds == 64
    assert found.habits is not None
    assert found.habits.encoding == "float"


def test_a_form_that_is_taken_but_not_heeded(server: Server) -> None:
    server.faults(script=["ok", "broken", "refusal", "ok"])
    found = tried(of(server))
    assert (found.ok, found.strict) == (True, "plain")
    assert found.habits is not None
    assert found.habits.form == "plain"


def test_json_in_a_fence_is_json(server: Server) -> None:
    right = '{"answers": [{"id": "i1", "answer": {"colour": "green"}}]}'
    server.faults(fixed=f"```json\n{right}\n```", formats=["plain"])
    assert tried(of(server)).strict == "plain"


def test_a_model_that_gives_no_json(server: Server) -> None:
    server.faults(fixed="All is well.", usage=False)
    found = tried(of(server))
    assert (found.ok, found.strict) == (False, "")
    assert found.habits is not None
    assert found.habits.form == "strict"
    assert "choose another model" in said(found)
    assert "does not say how many tokens" in said(found)


def test_settings_that_name_no_server() -> None:
    settings = Settings(home=Path("nowhere"), model="openai", provider="azure")
    found = tried(settings)
    assert not found.ok
    assert "set the server's address" in said(found)


def test_every_attempt_waits_its_turn(server: Server) -> None:
    turns: list[int] = []

    async def turn(attempt: Callable[[], Awaitable[Any]]) -> Any:
        turns.append(server.seen()["requests"])
        return await attempt()

    server.faults(formats=["json_object"])
    found = asyncio.run(try_connection(of(server, embedding_model="e"), "", turn=turn))
    assert found.strict == "json_object"
    assert turns == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("key", "words"), [("", "texts travel unencrypted"), ("k", "texts and the key travel")]
)
def test_an_unencrypted_way_is_said(key: str, words: str) -> None:
    settings = Settings(home=Path("nowhere"), model="openai", provider="other",
                        base_url="http://192.0.2.1:9/v1", call_timeout_s=0.1)  # fmt: skip

    async def nobody(_: Callable[[], Awaitable[Any]]) -> Any:
        from engine.models.trouble import Passing

        raise Passing("192.0.2.1:9 cannot be reached: check that it runs")

    found = asyncio.run(try_connection(settings, key, turn=nobody))
    assert not found.ok
    assert words in said(found)
    assert "check that it runs." in said(found)


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", '{"answers": null}', '{"answers": [null]}', '{"answers": [{"id": "i1"}]}',
     '{"answers": [{"id": "i2", "answer": {"colour": "green"}}]}',
     '{"answers": [{"id": "i1", "answer": {"colour": ["green"]}}]}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_right_answer(text: str) -> None:
    assert not is_right(text)
    right = '{"answers": [{"id": "i1", "answer": {"colour": "green"}}]}'
    assert is_right(right)
    assert is_right(f"<think>It is grass.</think>\n```json\n{right}\n```")
