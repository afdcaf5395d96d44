"""With every fault at one request in ten, every item is accounted for, and none gets another's."""

import asyncio
import dataclasses
from collections import Counter

import pytest

from engine.errors import ModelRefused
from engine.models.lane import Lane, Limits
from engine.models.lane.policy import MOST_ATTEMPTS
from engine.workspace import SENT, calls_of
from tests.models.whole.conftest import Whole, comments, is_the_servers

ITEMS = comments(120)
CALLS = 12
LOCAL = "local:"


@pytest.mark.parametrize("seed", range(3))
def test_every_item_is_accounted_for(whole: Whole, seed: int) -> None:
    whole.server.faults(every=0.1, seed=seed, retry_after_ms="20", trickle=0.001)
    answers = whole.answers(ITEMS)
    assert [answer.id for answer in answers] == [item.id for item in ITEMS]
    for item, answer in zip(ITEMS, answers, strict=True):
        if answer.value is None or answer.made_by.startswith(LOCAL):
            assert answer.reason
        else:
            assert answer.made_by == "openai:gpt-4o-mini"
            assert is_the_servers(item, answer)
    by_server = sum(answer.made_by.startswith("openai") for answer in answers)
    assert by_server > len(ITEMS) / 2


def test_requests_are_bounded_and_all_are_noted(whole: Whole) -> None:
    whole.server.faults(every=0.1, seed=7, retry_after_ms="20", trickle=0.001)
    whole.answers(ITEMS)
    seen = whole.server.seen()
    noted = calls_of(whole.workspace, "run")
    assert len(noted) == seen["requests"]
    assert SENT not in Counter(call.outcome for call in noted)
    # A batch of ten is asked whole, in halves down to one, and each one twice alone.
    most = CALLS * (2 * 10 + 2 * 10) * MOST_ATTEMPTS
    assert CALLS <= seen["requests"] < most


def test_no_second_holds_more_starts_than_the_limit(
    whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the clock of the client, whatever the machine does meanwhile."""
    starts: list[float] = []
    limit = 20
    fly = Lane._fly

    async def noted(self: Lane, attempt: object) -> object:
        starts.append(asyncio.get_running_loop().time())
        return await fly(self, attempt)  # type: ignore[arg-type]

    monkeypatch.setattr(Lane, "_fly", noted)
    whole.lane = Lane(dataclasses.replace(Limits.of(whole.settings), per_second=limit))
    whole.server.faults(missing=0.3, seed=3)
    whole.answers(comments(10 * (limit + 10)))
    assert len(starts) > limit
    assert all(
        later - earlier >= 1.0 for earlier, later in zip(starts, starts[limit:], strict=False)
    )


@pytest.mark.parametrize(
    ("faults", "words"),
    [
        ({"key": "another"}, "key"),
        ({"models": ("some-other",)}, "gpt-4o-mini"),
        ({"broke": True}, "money|quota|credit|paid"),
    ],
)
def test_what_no_retry_mends_stops_at_once(
    whole: Whole, faults: dict[str, object], words: str
) -> None:
    whole.server.faults(**faults)
    with pytest.raises(ModelRefused, match=words):
        whole.answers(comments(10))
    assert whole.server.seen()["requests"] == 1


def test_a_server_that_is_down_leaves_all_to_the_local_model(whole: Whole) -> None:
    whole.server.faults(error=1.0)
    answers = whole.answers(comments(200))
    assert all(answer.value is None and answer.reason for answer in answers)
    # The circuit opened: far fewer requests than 20 batches times 6 attempts.
    assert whole.server.seen()["requests"] < 60


def test_a_second_run_asks_nothing_and_answers_the_same(whole: Whole) -> None:
    first = whole.answers(ITEMS)
    asked = whole.server.seen()["requests"]
    assert asked == CALLS
    assert whole.answers(list(reversed(ITEMS)), "again") == list(reversed(first))
    assert whole.server.seen()["requests"] == asked


def test_one_request_at_a_time_gives_the_same(whole: Whole) -> None:
    side_by_side = whole.answers(ITEMS)
    whole.change(parallel_processing=False, comment_cache=False)
    assert whole.answers(ITEMS, "again") == side_by_side
    assert whole.server.seen()["requests"] == 2 * CALLS
