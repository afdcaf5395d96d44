"""No second, no minute and no moment ever holds more than the limits, whatever happens."""

import asyncio
import itertools
import threading
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.models.lane import Lane, Limits
from engine.models.lane.latency import MOST
from engine.models.trouble import GivenUp, Passing, Rejected

WINDOW_S, MINUTE_S = 1.0, 60.0
EIGHT = Limits(8, None, 0)

limits = st.builds(
    Limits,
    per_second=st.one_of(st.integers(1, 12).map(float), st.floats(0.3, 12)),
    in_flight=st.one_of(st.none(), st.integers(1, 6)),
    tokens_per_minute=st.one_of(st.just(0), st.integers(50, 400)),
)
failures = st.sampled_from(["well", "well", "well", "busy", "slow down", "broken", "wrong"])
requests = st.lists(
    st.fixed_dictionaries({
        "arrives": st.floats(0, 8),
        "run": st.sampled_from("abc"),
        "seconds": st.floats(0, 4),
        "tokens": st.integers(0, 120),
        "fails": st.lists(failures, max_size=7),
        "cancelled": st.one_of(st.none(), st.none(), st.floats(0, 10)),
    }),
    min_size=1,
    max_size=25,
)  # fmt: skip
stalls = st.lists(st.tuples(st.floats(0, 12), st.floats(0, 3)), max_size=4)


def failure(name: str) -> Exception | None:
    return {
        "well": None,
        "busy": Passing("busy", counts=False),
        "slow down": Passing("slow down", counts=False, hold_s=1.5),
        "broken": Passing("broken", maybe_charged=True),
        "wrong": Rejected("wrong"),
    }[name]


def most_in(times: list[float], seconds: float) -> int:
    """Most of these moments in any half-open window of so many seconds; slow and obvious."""
    return max(sum(begin <= time < begin + seconds for time in times) for begin in times)


async def ask(lane: Lane, server: Any, name: str, about: dict[str, Any]) -> str:
    """One request of a schedule, from its arrival to however it ends."""
    await asyncio.sleep(about["arrives"])
    fails = [failure(kind) for kind in about["fails"]]
    attempt = server.request(name, about["seconds"], fails=fails, tokens=about["tokens"])
    try:
        async with asyncio.timeout(about["cancelled"]):
            return await lane.send(about["run"], attempt, tokens=about["tokens"])
    except (GivenUp, Rejected, TimeoutError) as error:
        return type(error).__name__


def schedule(asked: list[dict[str, Any]], blocked: list[tuple[float, float]]) -> Any:
    """A story: requests come at their times, and the loop is blocked at others."""

    async def story(lane: Lane, server: Any) -> Any:
        loop = asyncio.get_running_loop()

        def block(seconds: float) -> None:
            server.clock.now += seconds

        for at, seconds in blocked:
            loop.call_at(at, block, seconds)
        ends = await asyncio.gather(
            *(ask(lane, server, str(n), about) for n, about in enumerate(asked))
        )
        return server, ends

    return story


@settings(deadline=None, max_examples=50)
@given(limits, requests, stalls, st.lists(st.floats(0, 0.5), max_size=40))
def test_the_limits_hold_in_every_window(
    play: Any, limit: Limits, asked: Any, blocked: Any, late: Any
) -> None:
    server, ends = play(schedule(asked, blocked), limit, late=late)
    kinds = {"GivenUp", "Rejected", "TimeoutError"}
    assert all(end in kinds or end == str(n) for n, end in enumerate(ends))
    if not server.starts:
        return
    assert most_in(server.times, WINDOW_S) <= max(1, limit.per_second)
    assert most_in(server.times, 1 / limit.per_second) == 1
    assert max(most for _, most in server.most_in) <= (limit.in_flight or MOST)
    assert max(server.names.count(name) for name in server.names) <= 6
    if limit.tokens_per_minute:
        sized = [start for start in server.starts if start.tokens]
        for begin in sized:
            inside = [one for one in sized if begin.at <= one.at < begin.at + MINUTE_S]
            tokens = sum(one.tokens for one in inside)
            assert tokens <= limit.tokens_per_minute or len(inside) == 1


def test_a_burst_is_spread_evenly_and_loses_no_time(play: Any) -> None:
    """25 requests of 2.5 s at 8 a second: within 1.05 times the floor of 25 / 8 + 2.5 s."""

    async def story(lane: Lane, server: Any) -> Any:
        await asyncio.gather(*(lane.send("a", server.request("", 2.5)) for _ in range(25)))
        return server

    server = play(story, EIGHT)
    gaps = [later - sooner for sooner, later in pairwise(server.times)]
    assert gaps == pytest.approx([1 / 7.6] * 24)
    assert server.times[0] == 0.0
    assert server.clock() <= 1.05 * (25 / 8 + 2.5)
    assert max(most for _, most in server.most_in) == 19


def test_a_late_timer_never_lets_two_starts_bunch_up(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        await asyncio.gather(*(lane.send("a", server.request()) for _ in range(4)))
        return server.times

    gap = 1 / 7.6 + 0.5
    times = play(story, EIGHT, late=itertools.repeat(0.5))
    assert times == pytest.approx([0, gap, 2 * gap, 3 * gap])


def test_a_start_that_comes_late_moves_the_next_one(play: Any) -> None:
    """The loop computes for half a second between a request's turn and its start."""

    async def story(lane: Lane, server: Any) -> Any:
        asyncio.get_running_loop().call_at(1 / 7.6, setattr, server.clock, "now", 0.6)
        await asyncio.gather(*(lane.send("a", server.request()) for _ in range(4)))
        return server.times

    times = play(story, EIGHT)
    assert times == pytest.approx([0, 0.6, 0.6 + 1 / 7.6, 0.6 + 2 / 7.6])


def test_other_limits_hold_at_once_for_those_that_wait(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        sends = [asyncio.create_task(lane.send("a", server.request("", 9))) for _ in range(6)]
        await asyncio.sleep(0.5)
        assert lane.view().waiting == 5
        lane.change(Limits(10, 2, 0))
        await asyncio.sleep(1)
        assert (lane.view().in_flight, lane.view().most_in_flight) == (2, 2)
        page = threading.Thread(target=lane.change, args=(Limits(10, None, 0),))
        page.start()
        page.join()
        await asyncio.gather(*sends)
        return server.times

    gap = 1 / 9.5
    slow = Limits(0.01, None, 0)
    assert play(story, slow) == pytest.approx([0, 0.5, *(1.5 + n * gap for n in range(4))])


def test_tokens_sent_before_there_was_a_limit_count_for_it(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        await lane.send("a", server.request(), tokens=80)
        lane.change(Limits(8, None, 100))
        await lane.send("a", server.request(), tokens=20)
        await lane.send("a", server.request(), tokens=1)
        return server.times

    assert play(story, EIGHT) == pytest.approx([0, 1 / 7.6, 60])


def test_what_is_larger_than_a_minute_may_hold_goes_alone(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        sizes = [10, 500, 10, 0]
        await asyncio.gather(*(lane.send("a", server.request(), tokens=size) for size in sizes))
        return server.times

    times = play(story, Limits(8, None, 100))
    assert times == pytest.approx([0, 60, 120, 120 + 1 / 7.6])


def test_a_server_that_slows_down_is_not_piled_up_with_requests(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        for _ in range(32):
            await lane.send("a", server.request("", 0.1))
        assert lane.view().most_in_flight == 8
        began = server.clock()
        await asyncio.gather(*(lane.send("a", server.request("", 60)) for _ in range(40)))
        assert lane.view().most_in_flight == 32
        return [most for at, most in server.most_in if began <= at < began + 60]

    counts = play(story, EIGHT)
    assert max(counts) == 8
