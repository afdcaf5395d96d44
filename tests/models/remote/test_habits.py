"""What a server understands is found out by its refusals, once, whatever it understands."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from engine.models.remote import Client, Habits
from engine.models.remote.connection import is_right
from engine.models.remote.habits import CAPS, FORMS
from engine.models.trouble import Passing, Rejected
from engine.settings import Settings
from engine.workspace.owner import Workspace
from engine.workspace.servers import remember_habits, remembered_habits
from tests.models.remote.conftest import client_of, complete
from tests.models.server import Server

Ask = Callable[..., Any]
# What servers are known to say, in their own words.
SAYINGS = [
    ("'response_format.type' must be 'json_schema' or 'text'", "", "strict"),
    ("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.",
     "response_format", "strict"),
    ("Invalid schema for response_format 'answers': 'minItems' is not permitted.",
     "response_format", "strict"),
    ("No endpoints found that can handle the requested parameters.", "", "strict"),
    ("This model does not support structured outputs", "", "strict"),
    ("Unsupported parameter: 'max_completion_tokens' is not supported with this model.",
     "max_completion_tokens", "max_completion_tokens"),
    ("('body', 'max_completion_tokens') Extra inputs are not permitted", "",
     "max_completion_tokens"),
    ("Unsupported value: 'temperature' does not support 0 with this model.", "temperature",
     "temperature"),
    ("encoding_format must be float", "", "base64"),
    ("max_completion_tokens is too large: 50000. This model supports at most 16384.",
     "max_completion_tokens", None),
    ("This model's maximum context length is 4096 tokens; max_tokens must be less.", "", None),
    ("The content was filtered.", "", None),
    ("", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("said", "param", "refused"), SAYINGS)
def test_what_a_refusal_teaches(said: str, param: str, refused: str | None) -> None:
    learnt = Habits().after(said, param)
    assert learnt == (None if refused is None else Habits(refused=frozenset({refused})))


@pytest.fixture(scope="module")
def lasting() -> Any:
    with Server() as running:
        yield running


async def settled(client: Client) -> int:
    """Ask until there is an answer; how many attempts it took, six at most."""
    for attempt in range(1, 7):
        try:
            await complete(client)
        except Passing as passing:
            if passing.counts or passing.maybe_charged:
                raise
            continue
        return attempt
    raise AssertionError("it was never understood")


@examples(max_examples=25, deadline=None)
@given(
    forms=st.sets(st.sampled_from(FORMS[:-1])).map(lambda some: sorted({*some, "plain"})),
    caps=st.sets(st.sampled_from(CAPS), min_size=1).map(sorted),
    first=st.permutations(CAPS),
    temperature=st.booleans(),
)
def test_any_server_is_understood_within_six_attempts_and_then_at_once(
    lasting: Server, forms: list[str], caps: list[str], first: list[str], temperature: bool
) -> None:
    lasting.forget()
    lasting.faults(formats=forms, tokens_names=caps, temperature=temperature)
    learnt: list[Habits] = []

    async def asked() -> tuple[int, Habits]:
        client = client_of(lasting, habits=Habits(tuple(first)), learnt=learnt.append)
        async with client:
            attempts = await settled(client)
            assert is_right((await complete(client)).text)
            return attempts, client.habits

    attempts, habits = asyncio.run(asked())
    seen = lasting.seen()
    assert seen["outcomes"]["ok"] == 2
    assert seen["requests"] == attempts + 1
    assert habits.form == next(form for form in FORMS if form in forms)
    assert habits.cap == next(cap for cap in first if cap in caps)
    assert habits.temperature == temperature
    assert len(learnt) == attempts - 1 == len(habits.refused)
    assert not learnt or learnt[-1] == habits
    assert Habits.of(habits.as_dict()) == habits


def test_many_at_once_learn_it_once(server: Server) -> None:
    server.faults(formats=["plain"], latency=0.05)
    learnt: list[Habits] = []

    async def asked() -> list[int]:
        async with client_of(server, learnt=learnt.append) as client:
            return await asyncio.gather(*(settled(client) for _ in range(12)))

    assert asyncio.run(asked()) == [3] * 12
    assert len(learnt) == 2


def test_a_refusal_told_as_success_teaches_once_as_well(server: Server) -> None:
    no = {"status": 200, "code": 400, "message": "response_format is not supported"}
    server.faults(script=[no] * 4, latency=0.05)

    async def asked() -> Habits:
        async with client_of(server) as client:
            await asyncio.gather(*(complete(client) for _ in range(4)), return_exceptions=True)
            return client.habits

    assert asyncio.run(asked()).refused == {"strict"}


def test_a_server_that_takes_no_cap_is_not_asked_without(server: Server, ask: Ask) -> None:
    server.faults(tokens_names=[""])
    with pytest.raises(Passing):
        ask(complete)
    only = Habits(refused=frozenset({"max_completion_tokens"}))
    with pytest.raises(Rejected, match="Unsupported parameter"):
        ask(complete, habits=only)


def test_a_cap_that_is_too_large_is_the_requests_own(server: Server, ask: Ask) -> None:
    server.faults(script=[{"status": 400, "message": "max_completion_tokens is too large: 500"}])
    with pytest.raises(Rejected):
        ask(complete)


def test_what_a_server_echoes_teaches_nothing(server: Server, ask: Ask) -> None:
    said = [{"loc": ["body", "messages"], "msg": "too long", "input": "response_format max_tokens"}]
    server.faults(script=[{"status": 422, "body": {"detail": said}}])
    with pytest.raises(Rejected, match="too long"):
        ask(complete)


def test_habits_are_remembered_for_an_address_and_a_model(tmp_path: Any) -> None:
    workspace = Workspace.open(Settings(home=tmp_path / "home"))
    habits = Habits(("max_tokens", "max_completion_tokens"), frozenset({"strict", "temperature"}))
    assert remembered_habits(workspace, "http://a/v1", "m") is None
    remember_habits(workspace, "http://a/v1", "m", Habits().as_dict())
    remember_habits(workspace, "http://a/v1", "m", habits.as_dict())
    assert Habits.of(remembered_habits(workspace, "http://a/v1", "m") or {}) == habits
    assert remembered_habits(workspace, "http://a/v1", "other") is None
    assert remembered_habits(workspace, "http://b/v1", "m") is None
    workspace.close()


def test_habits_of_another_time_are_read_as_far_as_they_are_known() -> None:
    written = {"caps": ["most", "max_tokens"], "refused": ["plain", "strict", "telepathy"]}
    assert Habits.of(written) == Habits(("max_tokens", "max_completion_tokens"),
                                        frozenset({"strict"}))  # fmt: skip
    assert Habits.of({}) == Habits()
