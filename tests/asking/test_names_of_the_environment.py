"""What the names in the environment do to a run that asks a server, as the server sees it."""

import asyncio
import io
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from engine import AskOptions, Backroom, read_settings
from engine.models.lane import Lane
from tests.models.faults import Faults
from tests.models.server import Server

COMMENTS = 24
KEY = "sk-of-the-environment"
SURVEY = "score,comment\n" + "".join(f"7,Comment {n} about tea\n" for n in range(COMMENTS))
OPTIONS = AskOptions(
    question="What is the mood?",
    schema={"type": "object", "properties": {"mood": {"type": "string", "enum": ["good", "bad"]}}},
    model="openai",
)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that wants the key and takes a moment."""
    with Server(Faults(key=KEY, latency=0.02, bodies=True)) as running:
        yield running


Asks = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(
    server: Server, open_backroom: Callable[..., Backroom], monkeypatch: pytest.MonkeyPatch
) -> Asks:
    """Ask once or more with these names set; what the server has seen by then."""

    def ask_with(times: int = 1, between: str = "", **names: str) -> dict[str, Any]:
        common = {"OPENAI_BASE_URL": server.address, "OPENAI_API_KEY": KEY, "MAX_RPS": "500",
                  "BATCH_SIZE_OPTIMAL": "3"}  # fmt: skip
        for name, value in (common | names).items():
            monkeypatch.setenv(name, value)
        backroom = open_backroom(read_settings())
        table = backroom.read(backroom.take("survey.csv", io.BytesIO(SURVEY.encode())))
        assert backroom.wait(table, 60).status == "done"
        for _ in range(times):
            view = backroom.wait(backroom.ask(table, OPTIONS, again=True), 60)
            assert view.status == "done", view.error
            if between:
                with backroom._workspace.writing() as cursor:
                    cursor.execute(between)
        return server.seen()

    return ask_with


def test_the_key_and_the_address(ask: Asks) -> None:
    assert ask()["outcomes"] == {"ok": COMMENTS / 3}


def test_ai_model(ask: Asks) -> None:
    seen = ask(AI_MODEL="gpt-4o")
    assert all('"model":"gpt-4o"' in body for body in seen["bodies"])


@pytest.mark.parametrize(
    ("names", "requests"),
    [
        ({"BATCH_SIZE_OPTIMAL": "120"}, 1),
        ({"BATCH_SIZE_OPTIMAL": "6"}, 4),
        ({"BATCH_SIZE_OPTIMAL": "6", "MAX_BATCH_SIZE": "2"}, 12),
        ({"BATCH_SIZE_OPTIMAL": "6", "MAX_BATCH_SIZE": "50"}, 4),
    ],
)
def test_sizes_of_batches(ask: Asks, names: dict[str, str], requests: int) -> None:
    assert ask(**names)["requests"] == requests


@pytest.mark.parametrize(
    ("names", "most"),
    [
        ({"OPENAI_CONCURRENT_WORKERS": "2"}, 2),
        ({"ENABLE_PARALLEL_PROCESSING": "false"}, 1),
        ({"ENABLE_PARALLEL_PROCESSING": "true", "OPENAI_CONCURRENT_WORKERS": "1"}, 1),
    ],
)
def test_requests_at_once(ask: Asks, names: dict[str, str], most: int) -> None:
    seen = ask(BATCH_SIZE_OPTIMAL="1", **names)
    assert (seen["requests"], seen["most_in_flight"]) == (COMMENTS, most)


@pytest.mark.parametrize(
    ("names", "pace"),
    [
        ({"MAX_RPS": "20"}, 19.0),
        ({"MAX_RPS": "500", "OPENAI_RATE_LIMIT_RPS": "40"}, 38.0),
        ({"MAX_RPS": "40", "OPENAI_RATE_LIMIT_RPS": "500"}, 38.0),
    ],
)
def test_the_pace(
    ask: Asks, names: dict[str, str], pace: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the lane's own clock, so that a slow machine changes nothing."""
    starts: list[float] = []
    fly = Lane._fly

    async def noted(self: Lane, attempt: Any) -> Any:
        starts.append(asyncio.get_running_loop().time())
        return await fly(self, attempt)

    monkeypatch.setattr(Lane, "_fly", noted)
    ask(**names)
    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert len(gaps) == COMMENTS / 3 - 1
    assert min(gaps) >= 1 / pace - 1e-3


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        ({}, 1),
        ({"ENABLE_COMMENT_CACHE": "true"}, 1),
        ({"ENABLE_COMMENT_CACHE": "false"}, 2),
        ({"CACHE_TTL_DAYS": "7"}, 1),
        ({"CACHE_TTL_DAYS": "2"}, 2),
    ],
)
def test_what_is_remembered_for_how_long(ask: Asks, names: dict[str, str], asked: int) -> None:
    """Three days pass between two runs."""
    three_days = "update answers set created = created - interval 3 days"
    assert ask(2, three_days, **names)["answered"] == asked * COMMENTS
