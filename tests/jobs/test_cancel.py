"""A cancel ends what runs within a second, wherever it runs; only here is time measured."""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from engine.errors import EngineError, TooSmall
from engine.jobs import Jobs, Question, in_process, in_thread
from engine.jobs.job import Work
from engine.steps import Steps
from engine.workspace import Workspace, find_run

PATIENCE_S = 30
BOUND_S = 1.0
Ask = Callable[[str], Question]


def write_pid_and_sleep(path: str, seconds: float) -> None:
    """Say which process this is, then sleep without looking at anything."""
    part = Path(path + ".part")
    part.write_text(str(os.getpid()), "utf-8")
    part.rename(path)
    time.sleep(seconds)


def square(number: int) -> int:
    return number * number


def refuse(words: str) -> None:
    raise TooSmall(words)


def vanish() -> None:
    """End this process without an answer."""
    os._exit(3)


def alive(pid: int) -> bool:
    """Whether a process of this number is there and no mere remainder of one."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text("utf-8")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def cancelled_within_a_second(jobs: Jobs, name: str, workspace: Workspace) -> None:
    """Cancel a running job and see that it ends in time, and how."""
    began = time.monotonic()
    jobs.cancel(name)
    view = jobs.wait(name, PATIENCE_S)
    took = time.monotonic() - began
    assert view.status == "cancelled"
    assert took < BOUND_S
    assert view.steps.children[0].status == "cancelled"
    assert view.error is None
    assert find_run(workspace, name).status == "cancelled"


def polling(began: threading.Event, ended: threading.Event) -> Work:
    """Work in a thread that looks at the cancel every few milliseconds."""

    def poll(step: Steps) -> None:
        try:
            while True:
                step.check()
                began.set()
                time.sleep(0.005)  # the work itself; nothing waits for it
        finally:
            ended.set()

    async def work(steps: Steps) -> None:
        with steps("Poll") as step:
            await in_thread(step, poll, step)

    return work


def test_a_thread_that_polls_is_cancelled(jobs: Jobs, workspace: Workspace, ask: Ask) -> None:
    began, ended = threading.Event(), threading.Event()
    jobs.submit(ask("a"), polling(began, ended))
    assert began.wait(PATIENCE_S)
    cancelled_within_a_second(jobs, "a", workspace)
    assert ended.is_set()


def test_a_query_is_cancelled(jobs: Jobs, workspace: Workspace, ask: Ask) -> None:
    began, ended = threading.Event(), threading.Event()

    def query(step: Steps) -> None:
        with workspace.cursor() as cursor, step.interruptible(cursor.interrupt):
            began.set()
            try:
                cursor.execute("select count(*) from range(10000000) a, range(10000000) b")
            except duckdb.InterruptException:
                ended.set()
                raise

    async def work(steps: Steps) -> None:
        with steps("Query") as step:
            await in_thread(step, query, step)

    jobs.submit(ask("a"), work)
    assert began.wait(PATIENCE_S)
    cancelled_within_a_second(jobs, "a", workspace)
    assert ended.wait(PATIENCE_S)


def test_a_process_that_cannot_look_is_ended(
    jobs: Jobs, workspace: Workspace, ask: Ask, tmp_path: Path
) -> None:
    place = tmp_path / "pid"

    async def work(steps: Steps) -> None:
        with steps("Sleep") as step:
            await in_process(step, write_pid_and_sleep, str(place), 60.0)

    jobs.submit(ask("a"), work)
    pid = _pid(place, jobs, "a")
    assert alive(pid)
    cancelled_within_a_second(jobs, "a", workspace)
    assert not alive(pid)


def _pid(place: Path, jobs: Jobs, name: str) -> int:
    """The process number written to a file, as soon as it is there."""
    deadline = time.monotonic() + PATIENCE_S
    while not place.exists():
        try:
            jobs.wait(name, 0.02)
        except TimeoutError:
            assert time.monotonic() < deadline
    return int(place.read_text("utf-8"))


def test_closing_ends_what_runs(jobs: Jobs, workspace: Workspace, ask: Ask, tmp_path: Path) -> None:
    began, ended = threading.Event(), threading.Event()
    place = tmp_path / "pid"

    async def sleep(steps: Steps) -> None:
        with steps("Sleep") as step:
            await in_process(step, write_pid_and_sleep, str(place), 60.0)

    jobs.submit(ask("poll"), polling(began, ended))
    jobs.submit(ask("sleep"), sleep)
    jobs.submit(ask("queued"), sleep)
    assert began.wait(PATIENCE_S)
    pid = _pid(place, jobs, "sleep")
    jobs.close()
    assert ended.is_set()
    assert not alive(pid)
    assert not jobs.loop.is_running()
    assert {find_run(workspace, name).status for name in ("poll", "sleep", "queued")} == {
        "cancelled"
    }


def test_the_next_job_takes_the_place_of_a_cancelled_one(jobs: Jobs, ask: Ask) -> None:
    pairs = [(threading.Event(), threading.Event()) for _ in range(3)]
    for name, (began, ended) in zip("abc", pairs, strict=True):
        jobs.submit(ask(name), polling(began, ended))
    assert pairs[0][0].wait(PATIENCE_S)
    assert pairs[1][0].wait(PATIENCE_S)
    jobs.cancel("a")
    assert pairs[2][0].wait(PATIENCE_S)
    assert jobs.wait("a", PATIENCE_S).status == "cancelled"
    assert [view.id for view in jobs.active() if view.status == "running"] == ["b", "c"]


def test_a_process_gives_its_answer_or_its_refusal(jobs: Jobs, ask: Ask) -> None:
    answers: list[object] = []

    async def work(steps: Steps) -> None:
        answers.append(await in_process(steps, square, 12))
        with pytest.raises(TooSmall, match="too few rows"):
            await in_process(steps, refuse, "too few rows")
        with pytest.raises(EngineError, match="ended early"):
            await in_process(steps, vanish)

    jobs.submit(ask("a"), work)
    view = jobs.wait("a", PATIENCE_S)
    assert (view.status, answers) == ("done", [144])


def test_an_interrupt_inside_the_work_is_a_cancel_and_the_engine_goes_on(
    jobs: Jobs, ask: Ask
) -> None:
    """Polars raises it in whatever thread computes when Ctrl-C is pressed."""

    def interrupted() -> None:
        raise KeyboardInterrupt

    async def work(steps: Steps) -> None:
        await in_thread(steps, interrupted)

    jobs.submit(ask("first"), work)
    assert jobs.wait("first", 10).status == "cancelled"

    async def nothing(_: Steps) -> None:
        return

    jobs.submit(ask("second"), nothing)
    assert jobs.wait("second", 10).status == "done"


def test_a_run_ends_while_other_runs_keep_many_threads_busy(jobs: Jobs, ask: Ask) -> None:
    go, began = threading.Event(), threading.Barrier(17)

    def unit() -> None:
        began.wait(PATIENCE_S)
        go.wait(PATIENCE_S)

    async def busy() -> None:
        await asyncio.gather(*(asyncio.to_thread(unit) for _ in range(16)))

    async def work(_: Steps) -> None:
        await asyncio.sleep(PATIENCE_S)

    others = jobs.call(busy())
    try:
        began.wait(5)
        jobs.submit(ask("a"), work)
        jobs.cancel("a")
        assert jobs.wait("a", 5).status == "cancelled"
    finally:
        go.set()
        began.abort()
    others.result(PATIENCE_S)
