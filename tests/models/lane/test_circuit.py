"""A server that fails again and again is left alone, asked once in a while, and trusted again."""

import asyncio
from typing import Any

import pytest

from engine.errors import ModelRefused
from engine.models.lane import Lane, Limits
from engine.models.trouble import GivenUp, Passing, Rejected, Unusable

FAST = Limits(100, None, 0)


async def fail(lane: Lane, server: Any, error: Exception, run: str = "a") -> None:
    """One attempt that fails; cancelled before it is tried again."""
    began = len(server.starts)
    send = asyncio.create_task(lane.send(run, server.request("bad", fails=[error] * 9)))
    await asyncio.sleep(0.1)
    send.cancel()
    await asyncio.wait([send])
    assert len(server.starts) == began + 1


async def open_circuit(lane: Lane, server: Any) -> None:
    """Fail eight times, over several runs."""
    for n in range(8):
        assert lane.view().circuit == "closed"
        await fail(lane, server, Passing("timed out"), "abc"[n % 3])
    assert lane.view().circuit == "open"


async def refused(lane: Lane, server: Any) -> GivenUp:
    """Ask while the circuit is open: given up at once, with nothing sent."""

    async def before() -> None:
        raise AssertionError("Nothing is set aside for what is not sent.")

    began, sent = server.clock(), len(server.starts)
    with pytest.raises(GivenUp) as given:
        await lane.send("new", server.request("new"), before=before)
    assert (server.clock(), len(server.starts)) == (began, sent)
    return given.value


def test_eight_failures_open_it_and_a_reply_to_the_probe_closes_it(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        await open_circuit(lane, server)
        words = str(await refused(lane, server))
        assert words == (
            "the server failed again and again (last: timed out) and is left alone for 15 s"
        )
        assert lane.view().said == words
        await asyncio.sleep(14.85)
        await refused(lane, server)
        await asyncio.sleep(0.1)
        assert lane.view().circuit == "probing"
        assert await lane.send("a", server.request("well")) == "well"
        assert (lane.view().circuit, lane.view().said) == ("closed", "")

    play(story, FAST)


def test_it_stays_open_twice_as_long_each_time_up_to_two_minutes(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        await open_circuit(lane, server)
        opened = server.clock() - 0.1
        for seconds in (15, 30, 60, 120, 120):
            await asyncio.sleep(opened + seconds - 0.001 - server.clock())
            await refused(lane, server)
            await asyncio.sleep(0.002)
            opened = server.clock()
            with pytest.raises(GivenUp, match=r"last: still bad\) and is left alone"):
                await lane.send("a", server.request("probe", fails=[Passing("still bad")]))
        await asyncio.sleep(121)
        await lane.send("a", server.request("well"))
        await open_circuit(lane, server)
        assert "15 s" in str(await refused(lane, server))

    play(story, FAST)


def test_one_request_is_the_probe_and_the_rest_wait_for_its_outcome(play: Any) -> None:
    async def story(lane: Lane, server: Any, *, well: bool) -> Any:
        older = asyncio.create_task(lane.send("a", server.request("older", 60)))
        await asyncio.sleep(0.1)
        await open_circuit(lane, server)
        await asyncio.sleep(15)
        before = len(server.starts)
        fails = [None if well else Passing("still bad")]
        sends = [lane.send("a", server.request(str(n), 3, fails=fails)) for n in range(4)]
        ends = asyncio.gather(*sends, return_exceptions=True)
        await asyncio.sleep(1)
        older.cancel()
        await asyncio.sleep(1.9)
        assert len(server.starts) - before == 1
        assert (lane.view().waiting, lane.view().circuit) == (3, "probing")
        done = await ends
        return done, len(server.starts) - before

    done, asked = play(lambda lane, server: story(lane, server, well=True), FAST)
    assert (done, asked) == (["0", "1", "2", "3"], 4)
    done, asked = play(lambda lane, server: story(lane, server, well=False), FAST)
    assert [type(end) for end in done] == [GivenUp] * 4
    assert asked == 1


def test_those_that_wait_when_it_opens_are_given_up_at_once(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        for _ in range(7):
            await fail(lane, server, Passing("timed out"))
        last = lane.send(
            "a", server.request("last", 3, fails=[Passing("gone", maybe_charged=True)])
        )
        rest = [lane.send(run, server.request("rest")) for run in "abcabc"]
        began = server.clock()
        ends = await asyncio.gather(last, *rest, return_exceptions=True)
        assert server.clock() == pytest.approx(began + 3)
        assert [type(end) for end in ends] == [GivenUp] * 7
        assert [end.maybe_charged for end in ends] == [True, *[False] * 6]
        assert "rest" not in server.names

    play(story, Limits(100, 1, 0))


def test_what_was_under_way_when_it_opened_does_not_prolong_it(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        for _ in range(7):
            await fail(lane, server, Passing("timed out"))
        began, fails = server.clock(), [Passing("gone")]
        sends = [lane.send("a", server.request("", seconds, fails=fails)) for seconds in (1, 5, 9)]
        await asyncio.gather(*sends, return_exceptions=True)
        await asyncio.sleep(began + 1 + 14.99 - server.clock())
        await refused(lane, server)
        await asyncio.sleep(0.02)
        assert lane.view().circuit == "probing"

    play(story, FAST)


def test_a_late_reply_closes_it_whatever_becomes_of_the_probe(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        late = asyncio.create_task(lane.send("a", server.request("late", 20)))
        await asyncio.sleep(0.1)
        await open_circuit(lane, server)
        await asyncio.sleep(15)
        probe = lane.send("a", server.request("probe", 10, fails=[Passing("gone")]))
        other = lane.send("b", server.request("other"))
        began = server.clock()
        assert await asyncio.gather(probe, other) == ["probe", "other"]
        assert late.done()
        assert [start.at for start in server.starts if start.name == "other"] == [pytest.approx(20)]
        assert server.clock() == pytest.approx(began + 10 + 0.5 + 10)
        assert lane.view().circuit == "closed"

    play(story, FAST)


@pytest.mark.parametrize(
    "answer", [None, Rejected("too large"), Unusable("no JSON"), ModelRefused("No right.")]
)
def test_any_reply_breaks_the_row_and_closes_it(play: Any, answer: Exception | None) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        reply = [lane.send("a", server.request("reply", fails=[answer])) for _ in range(2)]
        for _ in range(7):
            await fail(lane, server, Passing("timed out"))
        await asyncio.gather(reply[0], return_exceptions=True)
        await open_circuit(lane, server)
        await asyncio.sleep(15)
        await asyncio.gather(reply[1], return_exceptions=True)
        assert lane.view().circuit == "closed"

    play(story, FAST)


def test_being_asked_to_slow_down_neither_counts_nor_breaks_the_row(play: Any) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        slow_down = Passing("slow down", counts=False)
        for _ in range(20):
            await fail(lane, server, slow_down)
        for _ in range(7):
            await fail(lane, server, Passing("timed out"))
            await fail(lane, server, slow_down)
        assert lane.view().circuit == "closed"
        await fail(lane, server, Passing("timed out"))
        assert lane.view().circuit == "open"

    play(story, FAST)


@pytest.mark.parametrize("ended", ["cancelled", "slow down", "bug"])
def test_a_probe_without_a_verdict_lets_another_one_try(play: Any, ended: str) -> None:
    async def story(lane: Lane, server: Any) -> Any:
        await open_circuit(lane, server)
        await asyncio.sleep(15)
        error = ZeroDivisionError() if ended == "bug" else Passing("slow down", counts=False)
        probe = asyncio.create_task(lane.send("a", server.request("probe", 3, fails=[error])))
        second = asyncio.create_task(lane.send("b", server.request("second", 1)))
        await asyncio.sleep(2)
        if ended == "cancelled":
            probe.cancel()
        await asyncio.wait([probe, second])
        assert await second == "second"
        assert lane.view().circuit == "closed"
        return server.names[8:]

    expected = ["probe", "second"] + (["probe"] if ended == "slow down" else [])
    assert play(story, FAST) == expected
