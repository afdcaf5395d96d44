"""Jobs: asked twice is computed once, two at a time, and every end is told in plain words."""

import asyncio
import logging
import threading
from collections.abc import Callable

import pytest

from engine.errors import TooSmall
from engine.jobs import Jobs, Question, in_thread
from engine.jobs.job import Work
from engine.steps import Steps
from engine.workspace import Workspace, find_run

PATIENCE_S = 30
Ask = Callable[[str], Question]


class Gate:
    """Work that says it began and goes on once it is let; counts how often it was done."""

    def __init__(self) -> None:
        self.began, self.open, self.times = threading.Event(), threading.Event(), 0

    def work(self) -> Work:
        async def go(steps: Steps) -> None:
            self.times += 1
            self.began.set()
            with steps("Wait") as step:
                await in_thread(step, self.open.wait, PATIENCE_S)

        return go


@pytest.fixture
def gate() -> Gate:
    return Gate()


def test_a_job_runs_to_its_end_and_is_a_row(jobs: Jobs, workspace: Workspace, ask: Ask) -> None:
    async def work(steps: Steps) -> None:
        with steps("Count", total=2, unit="rows") as step:
            step.advance(2)
        steps.warn("Only two rows.")

    jobs.submit(ask("a"), work)
    view = jobs.wait("a", PATIENCE_S)
    assert (view.status, view.error, view.warnings) == ("done", None, ("Only two rows.",))
    row = find_run(workspace, "a")
    assert (row.status, row.attempt, row.error) == ("done", 1, None)
    assert (row.title, row.question, row.warnings) == (
        "a.csv", {"asked": "a"}, ("Only two rows.",),
    )  # fmt: skip
    assert row.steps == view.steps
    assert view.steps.children[0].done == 2
    assert row.seconds is not None
    assert row.seconds >= 0


def test_the_same_question_asked_twice_is_computed_once(jobs: Jobs, gate: Gate, ask: Ask) -> None:
    jobs.submit(ask("a"), gate.work())
    assert gate.began.wait(PATIENCE_S)
    joined = jobs.submit(ask("a"), gate.work())
    assert joined.status == "running"
    gate.open.set()
    assert jobs.wait("a", PATIENCE_S).status == "done"
    assert gate.times == 1
    assert len(jobs.active()) == 0


def test_the_same_question_from_many_threads_is_computed_once(
    jobs: Jobs, gate: Gate, workspace: Workspace, ask: Ask
) -> None:
    start = threading.Barrier(8)

    def click() -> None:
        start.wait(PATIENCE_S)
        jobs.submit(ask("a"), gate.work())

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    gate.open.set()
    assert jobs.wait("a", PATIENCE_S).status == "done"
    assert gate.times == 1
    assert find_run(workspace, "a").attempt == 1


def test_a_question_that_has_ended_is_computed_again_when_asked_again(
    jobs: Jobs, gate: Gate, workspace: Workspace, ask: Ask
) -> None:
    gate.open.set()
    for _ in range(2):
        jobs.submit(ask("a"), gate.work())
        jobs.wait("a", PATIENCE_S)
    assert gate.times == 2
    assert find_run(workspace, "a").attempt == 2


def test_two_compute_at_once_and_the_others_say_their_place(
    jobs: Jobs, workspace: Workspace, ask: Ask
) -> None:
    gates = [Gate() for _ in range(4)]
    for name, gate in zip("abcd", gates, strict=True):
        jobs.submit(ask(name), gate.work())
        if name in "ab":
            assert gate.began.wait(PATIENCE_S)
    assert [(view.id, view.status, view.place) for view in jobs.active()] == [
        ("a", "running", 0), ("b", "running", 0), ("c", "queued", 1), ("d", "queued", 2),
    ]  # fmt: skip
    assert find_run(workspace, "c").status == "queued"
    assert not gates[2].began.is_set()
    gates[0].open.set()
    assert gates[2].began.wait(PATIENCE_S)
    assert jobs.wait("a", PATIENCE_S).status == "done"
    [left] = [view for view in jobs.active() if view.status == "queued"]
    assert (left.id, left.place) == ("d", 1)
    for gate in gates:
        gate.open.set()
    assert {jobs.wait(name, PATIENCE_S).status for name in "abcd"} == {"done"}


def test_a_queued_job_that_is_cancelled_never_begins(jobs: Jobs, ask: Ask) -> None:
    gates = [Gate() for _ in range(4)]
    for name, gate in zip("abcd", gates, strict=True):
        jobs.submit(ask(name), gate.work())
    jobs.cancel("c")
    assert jobs.wait("c", PATIENCE_S).status == "cancelled"
    view = jobs.view("d")
    assert view is not None
    assert view.place == 1
    for gate in gates:
        gate.open.set()
    assert jobs.wait("d", PATIENCE_S).status == "done"
    assert gates[2].times == 0


def test_a_cancel_right_after_the_question_ends_the_job(jobs: Jobs, gate: Gate, ask: Ask) -> None:
    held, hold = threading.Event(), threading.Event()

    async def hold_the_loop() -> None:
        held.set()
        hold.wait(PATIENCE_S)

    jobs.call(hold_the_loop())
    assert held.wait(PATIENCE_S)
    jobs.submit(ask("a"), gate.work())
    jobs.cancel("a")
    hold.set()
    assert jobs.wait("a", PATIENCE_S).status == "cancelled"
    assert gate.times == 0


def test_a_cancel_of_what_has_ended_or_never_was_changes_nothing(
    jobs: Jobs, gate: Gate, ask: Ask
) -> None:
    gate.open.set()
    jobs.submit(ask("a"), gate.work())
    jobs.wait("a", PATIENCE_S)
    jobs.cancel("a")
    jobs.cancel("nobody")
    view = jobs.view("a")
    assert view is not None
    assert view.status == "done"
    assert jobs.view("nobody") is None


def test_what_is_refused_fails_in_its_own_sentence(
    jobs: Jobs, workspace: Workspace, ask: Ask
) -> None:
    async def work(steps: Steps) -> None:
        with steps("Look"):
            raise TooSmall("The file is too small to tell.")

    jobs.submit(ask("a"), work)
    view = jobs.wait("a", PATIENCE_S)
    assert (view.status, view.error, view.refused) == (
        "failed", "The file is too small to tell.", True,
    )  # fmt: skip
    assert view.steps.children[0].status == "failed"
    row = find_run(workspace, "a")
    assert (row.status, row.error) == ("failed", "The file is too small to tell.")


def test_a_fault_of_ours_is_logged_and_told_without_its_insides(
    jobs: Jobs, ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    async def work(steps: Steps) -> None:
        await in_thread(steps, {}.__getitem__, "secret key")

    with caplog.at_level(logging.ERROR, logger="backroom"):
        jobs.submit(ask("a"), work)
        view = jobs.wait("a", PATIENCE_S)
    assert (view.status, view.refused) == ("failed", False)
    assert view.error is not None
    assert not any(word in view.error for word in ("Traceback", "KeyError", "secret", "\n"))
    assert "KeyError" in caplog.text
    assert "Traceback" in caplog.text


def test_a_failed_job_leaves_room_for_the_next(jobs: Jobs, ask: Ask) -> None:
    async def fail(steps: Steps) -> None:  # noqa: ARG001 - the shape of work
        raise TooSmall("No.")

    for number in range(5):
        jobs.submit(ask(f"fail {number}"), fail)
    gate = Gate()
    gate.open.set()
    jobs.submit(ask("last"), gate.work())
    assert jobs.wait("last", PATIENCE_S).status == "done"


def test_the_loop_answers_while_a_thread_computes(jobs: Jobs, gate: Gate, ask: Ask) -> None:
    jobs.submit(ask("a"), gate.work())
    assert gate.began.wait(PATIENCE_S)
    answered = threading.Event()

    async def answer() -> None:
        await asyncio.sleep(0)
        answered.set()

    jobs.call(answer())
    assert answered.wait(PATIENCE_S)
    assert jobs.active()[0].status == "running"
    gate.open.set()


def test_waiting_has_an_end(jobs: Jobs, gate: Gate, ask: Ask) -> None:
    jobs.submit(ask("a"), gate.work())
    with pytest.raises(TimeoutError):
        jobs.wait("a", 0.01)
    gate.open.set()
    assert jobs.wait("a", PATIENCE_S).status == "done"


def test_a_preview_is_in_view_while_the_job_goes_on(jobs: Jobs, gate: Gate, ask: Ask) -> None:
    async def work(steps: Steps) -> None:
        steps.show(("first bundle",))
        await gate.work()(steps)

    jobs.submit(ask("a"), work)
    assert gate.began.wait(PATIENCE_S)
    view = jobs.view("a")
    assert view is not None
    assert view.preview == ("first bundle",)
    gate.open.set()
