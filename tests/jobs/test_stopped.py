"""Work that stops at its budget has an outcome, not a failure; asked again it goes on."""

import threading
from collections.abc import Callable

import pytest

from engine.errors import ModelRefused, StoppedAtBudget
from engine.jobs import Jobs, Question, in_thread
from engine.jobs.job import Work
from engine.steps import Steps
from engine.workspace import Workspace, find_run, keep_results, open_document

PATIENCE_S = 30
SENTENCE = "It stopped at its budget of 5.00 USD after 2 of 3 answers; a higher one lets it go on."
Ask = Callable[[str], Question]


def stopping(workspace: Workspace, answers: list[str]) -> Work:
    """Work that keeps some answers and stops."""

    async def work(steps: Steps) -> None:
        with steps("Ask"):
            await in_thread(steps, keep_results, workspace, "a", {"answers": answers}, {})
        raise StoppedAtBudget(SENTENCE)

    return work


def test_a_stop_is_an_outcome_with_its_sentence_and_its_results(
    jobs: Jobs, workspace: Workspace, ask: Ask
) -> None:
    jobs.submit(ask("a"), stopping(workspace, ["x", "y"]))
    view = jobs.wait("a", PATIENCE_S)
    assert (view.status, view.error, view.refused, view.active) == (
        "stopped", SENTENCE, False, False,
    )  # fmt: skip
    assert (view.steps.status, view.steps.children[0].status) == ("stopped", "done")
    row = find_run(workspace, "a")
    assert (row.status, row.error, row.attempt) == ("stopped", SENTENCE, 1)
    assert open_document(workspace, "a", "answers") == ["x", "y"]
    assert jobs.active() == []


def test_asked_again_it_goes_on_to_its_end(jobs: Jobs, workspace: Workspace, ask: Ask) -> None:
    async def rest(steps: Steps) -> None:
        assert find_run(workspace, "a").spending_since == 1
        await in_thread(steps, keep_results, workspace, "a", {"answers": ["x", "y", "z"]}, {})

    jobs.submit(ask("a"), stopping(workspace, ["x", "y"]))
    jobs.wait("a", PATIENCE_S)
    jobs.submit(ask("a"), rest)
    view = jobs.wait("a", PATIENCE_S)
    assert (view.status, view.error) == ("done", None)
    row = find_run(workspace, "a")
    assert (row.status, row.attempt, row.spending_since) == ("done", 2, 3)
    assert open_document(workspace, "a", "answers") == ["x", "y", "z"]


def test_an_attempt_that_is_cancelled_leaves_it_stopped(
    jobs: Jobs, workspace: Workspace, ask: Ask
) -> None:
    began = threading.Event()

    async def wait(steps: Steps) -> None:
        began.set()
        await in_thread(steps, _until_cancelled, steps)

    jobs.submit(ask("a"), stopping(workspace, ["x"]))
    jobs.wait("a", PATIENCE_S)
    jobs.submit(ask("a"), wait)
    assert began.wait(PATIENCE_S)
    jobs.cancel("a")
    assert jobs.wait("a", PATIENCE_S).status == "stopped"
    row = find_run(workspace, "a")
    assert (row.status, row.error, row.attempt) == ("stopped", SENTENCE, 2)
    assert open_document(workspace, "a", "answers") == ["x"]


def _until_cancelled(steps: Steps) -> None:
    while True:
        steps.check()
        threading.Event().wait(0.01)


def test_an_attempt_that_fails_leaves_it_stopped_and_says_why(
    jobs: Jobs, workspace: Workspace, ask: Ask
) -> None:
    async def fail(steps: Steps) -> None:  # noqa: ARG001 - the shape of work
        raise ModelRefused("The key was refused.")

    jobs.submit(ask("a"), stopping(workspace, ["x"]))
    jobs.wait("a", PATIENCE_S)
    jobs.submit(ask("a"), fail)
    view = jobs.wait("a", PATIENCE_S)
    assert (view.status, view.error) == ("stopped", "The key was refused.")
    row = find_run(workspace, "a")
    assert (row.status, row.error) == ("stopped", SENTENCE)
    assert row.warnings == ("Asked to go on, it failed: The key was refused.",)


def test_a_step_that_a_stop_goes_through_is_not_a_failed_one() -> None:
    steps = Steps()
    with pytest.raises(StoppedAtBudget), steps, steps("Ask"):
        raise StoppedAtBudget(SENTENCE)
    assert [view.status for view in (steps.view(), *steps.view().children)] == ["stopped"] * 2
