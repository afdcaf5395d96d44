"""Runs take turns, requests of one run keep their order, and who leaves leaves nothing behind."""

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.models.lane import Lane, Limits
from engine.models.lane.turns import Turns, Waiter
from engine.models.trouble import Passing

ONE = Limits(1, None, 0)
GAP = 1 / 0.95


def test_a_run_of_a_thousand_delays_a_run_of_one_by_no_more_than_a_round(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        async with asyncio.TaskGroup() as tasks:
            for n in range(1000):
                tasks.create_task(lane.send("big", server.request(f"big {n}")))
            await asyncio.sleep(10 * GAP)
            before = len(server.starts)
            await lane.send("small", server.request("small"))
            assert len(server.starts) - before <= 2
        return server.names

    names = play(story, ONE)
    names.remove("small")
    assert names == [f"big {n}" for n in range(1000)]


def test_three_runs_go_one_after_the_other(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        order = "aaaabbc"
        await asyncio.gather(*(lane.send(run, server.request(run)) for run in order))
        return "".join(server.names)

    assert play(story, ONE) == "aabcaba"


def test_a_retry_keeps_its_place_before_younger_requests_of_its_run(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        first = server.request("first", fails=[Passing("busy")])
        others = [server.request(str(n)) for n in range(4)]
        await asyncio.gather(*(lane.send("a", one) for one in (first, *others)))
        return server.names

    assert play(story, Limits(8, None, 0)) == ["first", "0", "1", "2", "first", "3"]


def test_a_cancelled_waiter_leaves_no_trace(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        sends = [
            asyncio.create_task(lane.send(run, server.request(run + str(n)), tokens=50))
            for n, run in enumerate("aabbc")
        ]
        await asyncio.sleep(0.1)
        assert lane.view().waiting == 4
        for gone in (sends[1], sends[2]):
            gone.cancel()
        await asyncio.wait(sends)
        assert [send.cancelled() for send in sends] == [False, True, True, False, False]
        return server.names, server.times

    names, times = play(story, Limits(1, None, 150))
    assert names == ["a0", "b3", "c4"]
    assert times == pytest.approx([0, GAP, 2 * GAP])


def test_one_that_is_cancelled_at_the_moment_of_its_turn_passes_it_on(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        loop = asyncio.get_running_loop()
        first = asyncio.create_task(lane.send("a", server.request("first", 5)))
        second = asyncio.create_task(lane.send("a", server.request("second")))
        third = asyncio.create_task(lane.send("b", server.request("third")))
        loop.call_at(5, second.cancel)
        await asyncio.wait([first, second, third])
        assert second.cancelled()
        return server.starts

    starts = play(story, Limits(1, 1, 0))
    assert [start.name for start in starts] == ["first", "third"]
    assert starts[1].at == pytest.approx(5)


def test_a_cancelled_request_in_flight_makes_room(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        first = asyncio.create_task(lane.send("a", server.request("first", 1000)))
        second = asyncio.create_task(lane.send("a", server.request("second")))
        await asyncio.sleep(20)
        assert lane.view().in_flight == 1
        first.cancel()
        await second
        assert first.cancelled()
        return server.times

    assert play(story, Limits(8, 1, 0)) == pytest.approx([0, 20])


class SlowTurns:
    """Whose turn it is, by the rule itself: the least recently served or newest-come run last."""

    def __init__(self) -> None:
        self.waiting: list[Waiter] = []
        self.since: dict[str, int] = {}
        self.events = 0

    def join(self, waiter: Waiter) -> None:
        self.events += 1
        if all(one.run != waiter.run for one in self.waiting):
            self.since[waiter.run] = self.events
        self.waiting.append(waiter)

    def leave(self, waiter: Waiter, *, served: bool) -> None:
        self.events += 1
        self.waiting.remove(waiter)
        if served:
            self.since[waiter.run] = self.events

    def head(self) -> Waiter | None:
        order = sorted(self.waiting, key=lambda one: (self.since[one.run], one.ticket))
        return order[0] if order else None


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["join", "serve", "leave"]), st.integers(0, 30))))
def test_turns_follow_the_rule(events: list[tuple[str, int]]) -> None:
    fast, slow = Turns(), SlowTurns()
    for what, number in events:
        head = fast.head
        if what == "join":
            waiter = Waiter("abc"[number % 3], number, 0)
            fast.join(waiter)
            slow.join(waiter)
        elif what == "serve" and head is not None:
            fast.serve(head)
            slow.leave(head, served=True)
        elif what == "leave" and slow.waiting:
            gone = slow.waiting[number % len(slow.waiting)]
            fast.leave(gone)
            slow.leave(gone, served=False)
        assert fast.head is slow.head()
        assert len(fast) == len(slow.waiting)
