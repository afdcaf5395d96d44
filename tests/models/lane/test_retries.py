"""What may go better later is tried again, in its turn and not for ever; the rest goes through."""

import asyncio
from itertools import pairwise
from typing import Any

import pytest

from engine.errors import ModelRefused
from engine.models.lane import Lane, Limits
from engine.models.lane.policy import MOST_ATTEMPTS
from engine.models.trouble import (
    GivenUp,
    OutOfBudget,
    OutOfTime,
    Passing,
    Rejected,
    Trouble,
    Unusable,
)

LIMITS = Limits(8, None, 0)
GAP = 1 / 7.6


def test_attempts_end_and_their_waits_grow(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        fails = [Passing(f"busy {n}", maybe_charged=n == 2) for n in range(9)]
        with pytest.raises(GivenUp, match=r"^busy 5 \(tried 6 times\)$") as given:
            await lane.send("a", server.request(fails=fails))
        assert given.value.maybe_charged
        assert given.value.__cause__ is fails[5]
        return server.times

    times = play(story, LIMITS)
    assert len(times) == MOST_ATTEMPTS
    assert [b - a for a, b in pairwise(times)] == pytest.approx([0.5, 1, 2, 4, 8])


def test_once_is_once_and_what_passes_is_heard(play: Any) -> None:
    """The others hear of it too: the server wanted to be left alone."""

    async def story(lane: Lane, server: Any) -> Any:
        with pytest.raises(Passing, match="busy"):
            await lane.send("a", server.request(fails=[Passing("busy", hold_s=3)]), once=True)
        await lane.send("b", server.request())
        return server.times

    first, second = play(story, LIMITS)
    assert second - first >= 3


def test_what_was_never_charged_is_given_up_uncharged(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        with pytest.raises(GivenUp) as given:
            await lane.send("a", server.request(fails=[Passing("busy")] * 6))
        return given.value.maybe_charged

    assert play(story, LIMITS) is False


def test_retries_pass_through_the_lane(play: Any) -> None:
    """Twenty requests fail together and come back together: the pace holds all the same."""

    async def story(lane: Lane, server: Any) -> Any:
        slow_down = Passing("slow down", counts=False)
        replies = await asyncio.gather(
            *(lane.send("a", server.request(str(n), 3, fails=[slow_down])) for n in range(20))
        )
        assert replies == [str(n) for n in range(20)]
        assert lane.view().sent == 40
        return server.times

    times = play(story, LIMITS, chance=0.0)
    assert len(times) == 40
    assert min(b - a for a, b in pairwise(times)) == pytest.approx(GAP)


def test_a_wish_to_be_left_alone_holds_all_runs(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        slow_down = Passing("slow down", counts=False, hold_s=20.0)
        first = lane.send("a", server.request("a", fails=[slow_down]))
        other = lane.send("b", server.request("b"))
        sends = asyncio.gather(first, other)
        await asyncio.sleep(0.05)
        view = lane.view()
        assert view.held_s == pytest.approx(19.95)
        assert view.said == "the server asked to be left alone for 20 s"
        await sends
        assert (lane.view().held_s, lane.view().said) == (0, "")
        return server.starts

    starts = play(story, LIMITS)
    assert [start.name for start in starts] == ["a", "b", "a"]
    assert [start.at for start in starts] == pytest.approx([0, 20, 20 + GAP])


def test_a_wish_that_comes_later_holds_whoever_sleeps_already(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        wishes = [Passing("slow down", counts=False, hold_s=seconds) for seconds in (30.0, 2.0)]
        await asyncio.gather(
            lane.send("a", server.request("a", 0.2, fails=wishes[:1])),
            lane.send("b", server.request("b", 0.2, fails=wishes[1:])),
            lane.send("c", server.request("c")),
        )
        return server.times

    times = play(story, LIMITS)
    assert times[2] == pytest.approx(30.2)
    assert min(b - a for a, b in pairwise(times)) == pytest.approx(GAP)


@pytest.mark.parametrize(
    "error",
    [
        Trouble("odd"),
        Rejected("too large"),
        Unusable("not JSON"),
        GivenUp("enough"),
        OutOfBudget("too dear"),
        OutOfTime("too late"),
        ModelRefused("The key is wrong."),
        ZeroDivisionError("a bug"),
    ],
)
def test_everything_else_goes_straight_through(play: Any, error: Exception) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        with pytest.raises(type(error)) as raised:
            await lane.send("a", server.request(fails=[error]))
        assert raised.value is error
        return len(server.starts)

    assert play(story, LIMITS) == 1


def test_what_may_have_to_wait_waits_before_each_attempt_and_takes_no_room(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        waited: list[float] = []

        async def before() -> None:
            await asyncio.sleep(5)
            waited.append(server.clock())

        paid = lane.send("a", server.request("paid", fails=[Passing("busy")]), before=before)
        await asyncio.gather(paid, lane.send("a", server.request("free", 1)))
        return server.starts, waited

    starts, waited = play(story, Limits(8, 1, 0))
    assert [(start.name, start.at) for start in starts] == [
        ("free", 0), ("paid", pytest.approx(5)), ("paid", pytest.approx(10.5)),
    ]  # fmt: skip
    assert waited == pytest.approx([5, 10.5])


def test_what_is_raised_before_an_attempt_goes_straight_through(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        async def before() -> None:
            raise OutOfBudget("too dear")

        with pytest.raises(OutOfBudget, match="too dear"):
            await lane.send("a", server.request(), before=before)
        return server.starts

    assert play(story, LIMITS) == []
