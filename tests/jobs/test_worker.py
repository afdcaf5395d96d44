"""A process that has answered takes the next unit; one that was ended is never used again."""

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from engine.errors import Cancelled, EngineError
from engine.jobs import executors, in_process, worker, workers_ready
from engine.steps import Steps
from tests.jobs.loaded import loaded_for


@pytest.fixture(autouse=True)
def _none_waiting():
    worker.end_waiting()
    yield
    worker.end_waiting()


def number() -> int:
    return os.getpid()


def shout() -> int:
    sys.stdout.write("loud\n")
    sys.stdout.flush()
    return os.getpid()


def refuse() -> None:
    raise ValueError("too few rows")


def vanish() -> None:
    os._exit(3)


def write_number_and_sleep(place: str) -> None:
    Path(place).write_text(str(os.getpid()))
    time.sleep(60)


def wait_for(place: Path) -> None:
    while not (place.exists() and place.read_text()):
        time.sleep(0.01)


def echo(value: bytes) -> bytes:
    return value


async def ask(work, *arguments):
    return await in_process(Steps(), work, *arguments)


def test_units_one_after_the_other_share_a_process_that_prints_and_refuses_as_it_likes() -> None:
    large = bytes(range(256)) * 40_000

    async def go():
        before = [await ask(number), await ask(shout)]
        with pytest.raises(ValueError, match="too few rows"):
            await ask(refuse)
        assert await ask(echo, large) == large
        return [*before, await ask(number)]

    first, *others = asyncio.run(go())
    assert first != os.getpid()
    assert others == [first, first]


def test_a_process_that_vanished_is_replaced() -> None:
    async def go():
        before = await ask(number)
        with pytest.raises(EngineError, match="ended early"):
            await ask(vanish)
        return before, await ask(number)

    before, after = asyncio.run(go())
    assert before != after


def test_a_cancelled_process_is_ended_and_never_asked_again(tmp_path: Path) -> None:
    place, steps = tmp_path / "number", Steps()

    async def go():
        running = asyncio.ensure_future(in_process(steps, write_number_and_sleep, str(place)))
        await asyncio.to_thread(wait_for, place)
        steps.cancel()
        with pytest.raises(Cancelled):
            await running
        return await ask(number)

    assert asyncio.run(go()) != int(place.read_text())


def test_one_that_waited_too_long_or_was_started_elsewhere_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moment = [1000.0]
    monkeypatch.setattr(worker.time, "monotonic", lambda: moment[0])
    before = asyncio.run(ask(number))
    elsewhere = worker.surroundings_now() | {"BACKROOM_SOMETHING": "else"}
    assert worker.waiting_worker(elsewhere) is None
    moment[0] += worker.IDLE_S - 1
    worker.end_waiting(worker.IDLE_S)
    assert asyncio.run(ask(number)) == before
    moment[0] += worker.IDLE_S + 1
    worker.end_waiting(worker.IDLE_S)
    assert asyncio.run(ask(number)) != before


def test_units_side_by_side_have_a_process_each_and_only_so_many_wait_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "MOST_IDLE", 1)

    async def go():
        return await asyncio.gather(ask(number), ask(number)), await ask(number)

    pair, again = asyncio.run(go())
    assert len(set(pair)) == 2
    assert again in pair
    assert len(worker._WAITING) == 1


def test_units_wait_for_the_process_that_is_made_ready_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[worker.Worker] = []

    def start(surroundings):
        started.append(worker.Worker(surroundings))
        return started[-1]

    monkeypatch.setattr(executors, "Worker", start)

    async def go():
        steps = Steps()
        async with workers_ready(steps, shout, 1):
            asked = [await in_process(steps, number), await in_process(steps, number)]
        async with workers_ready(steps, shout, 0):
            return [*asked, await in_process(steps, number)]

    assert len(set(asyncio.run(go()))) == len(started) == 1


def test_a_cancel_ends_processes_that_are_being_made_ready() -> None:
    steps = Steps()

    async def go():
        async with workers_ready(steps, shout, 1):
            steps.cancel()
            await in_process(steps, number)

    with pytest.raises(Cancelled):
        asyncio.run(go())
    assert not worker._WAITING


def test_a_process_loads_what_its_unit_needs_and_nothing_else() -> None:
    names = ("numpy", "duckdb", "openpyxl", "engine.public", "engine.workspace")
    assert asyncio.run(ask(loaded_for, "engine.feedback.meaning.grouping", names)) == ["numpy"]
