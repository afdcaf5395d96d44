"""A run that stopped at its budget stays so, and its spending counts, until it is done."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from engine.steps import StepView
from engine.workspace import (
    ENDED,
    Call,
    RunRow,
    Workspace,
    begin_run,
    calls_of,
    end_run,
    find_run,
    forget_run,
    keep_results,
    list_runs,
    mark_interrupted,
    note_call,
    open_document,
    start_run,
)

SENTENCE = "It stopped at its budget of 5.00 USD; a higher one lets it go on."
VIEW = StepView("Run", "stopped")
End = Callable[..., str]


@pytest.fixture
def ended(workspace: Workspace) -> End:
    """Begin run `a` once more and end it like this; results are kept where some are given."""

    def end(status: str, error: str | None = None, results: object = None) -> str:
        begin_run(workspace, "a", "ask", "a.csv", {})
        start_run(workspace, "a")
        if results is not None:
            keep_results(workspace, "a", {"answers": results}, {})
        return end_run(workspace, "a", status, VIEW, error=error)

    return end


@pytest.fixture
def run(workspace: Workspace) -> Callable[[], RunRow]:
    """Run `a` as the workspace has it."""
    return lambda: find_run(workspace, "a")


def test_stopped_is_an_end() -> None:
    assert "stopped" in ENDED


def test_a_stop_keeps_its_results_and_its_sentence(
    workspace: Workspace, ended: End, run: Callable[[], RunRow]
) -> None:
    assert ended("stopped", SENTENCE, ["some"]) == "stopped"
    assert (run().status, run().error) == ("stopped", SENTENCE)
    assert open_document(workspace, "a", "answers") == ["some"]


@pytest.mark.parametrize("ending", ["cancelled", "failed"])
def test_a_further_attempt_that_ends_badly_leaves_the_stop_as_it_was(
    workspace: Workspace, ended: End, run: Callable[[], RunRow], ending: str
) -> None:
    ended("stopped", SENTENCE, ["some"])
    why = "The key was refused." if ending == "failed" else None
    for _ in range(2):
        assert ended(ending, why) == "stopped"
        assert (run().status, run().error) == ("stopped", SENTENCE)
    told = ("Asked to go on, it failed: The key was refused.",)
    assert run().warnings == (told if why else ())
    assert open_document(workspace, "a", "answers") == ["some"]
    assert (run().attempt, run().spending_since) == (3, 1)


def test_an_attempt_under_way_does_not_show_the_old_sentence(
    workspace: Workspace, ended: End, run: Callable[[], RunRow]
) -> None:
    ended("stopped", SENTENCE, ["some"])
    begin_run(workspace, "a", "ask", "a.csv", {})
    assert (run().status, run().error) == ("queued", None)
    start_run(workspace, "a")
    assert (run().status, run().error) == ("running", None)


@pytest.mark.parametrize("results", [None, ["some"]])
def test_a_stop_survives_a_process_that_dies(
    workspace: Workspace, ended: End, run: Callable[[], RunRow], results: object
) -> None:
    ended("stopped", SENTENCE, results)
    begin_run(workspace, "a", "ask", "a.csv", {})
    start_run(workspace, "a")
    assert mark_interrupted(workspace) == 1
    assert (run().status, run().error) == ("stopped", SENTENCE)


def test_what_goes_on_to_its_end_is_done_and_no_longer_stopped(
    ended: End, run: Callable[[], RunRow]
) -> None:
    ended("stopped", SENTENCE, ["some"])
    assert ended("done", results=["all"]) == "done"
    assert (run().status, run().error) == ("done", None)
    assert ended("cancelled") == "done"


def test_a_done_run_that_is_asked_again_and_stops_is_stopped(
    workspace: Workspace, ended: End
) -> None:
    ended("done", results=["all"])
    assert ended("stopped", SENTENCE, ["some"]) == "stopped"
    assert ended("cancelled") == "stopped"
    assert open_document(workspace, "a", "answers") == ["some"]


def test_spending_counts_until_the_run_is_done(ended: End, run: Callable[[], RunRow]) -> None:
    since = []
    for ending in ("stopped", "failed", "done", "cancelled", "stopped", "done", "done"):
        ended(ending, results=["some"])
        since.append(run().spending_since)
    assert since == [1, 1, 4, 4, 4, 7, 8]


def test_an_attempt_that_dies_counts_as_well(
    workspace: Workspace, run: Callable[[], RunRow]
) -> None:
    begin_run(workspace, "a", "ask", "a.csv", {})
    start_run(workspace, "a")
    mark_interrupted(workspace)
    begin_run(workspace, "a", "ask", "a.csv", {})
    assert (run().attempt, run().spending_since, run().status) == (2, 1, "queued")


def call(run: str, cost: str | None, perhaps: str = "0") -> Call:
    price = None if cost is None else Decimal(cost)
    return Call(
        run, 1, "h", "/p", "m", (), 1, 10, 10, 3, 3, 2.9, price, Decimal(perhaps), 1.0
    )  # fmt: skip


def test_a_row_tells_what_the_run_has_cost(workspace: Workspace) -> None:
    for name in ("none", "some", "unknown"):
        begin_run(workspace, name, "ask", name, {})
    for noted in (
        call("some", "0.5"), call("some", "0.000000001", "0.25"), call("unknown", "1"),
        call("unknown", None), call("gone", "9"),
    ):  # fmt: skip
        note_call(workspace, noted)
    rows = {row.id: (row.calls, row.cost, row.perhaps) for row in list_runs(workspace, ["ask"])}
    assert rows == {
        "none": (0, Decimal(0), Decimal(0)),
        "some": (2, Decimal("0.500000001"), Decimal("0.25")),
        "unknown": (2, None, Decimal(0)),
    }
    assert [row.id for row in list_runs(workspace, ["ask"])] == ["unknown", "some", "none"]
    assert find_run(workspace, "some").calls == 2


def test_a_forgotten_run_takes_its_account_and_its_own_answers_along(workspace: Workspace) -> None:
    for name in ("a", "b"):
        begin_run(workspace, name, "ask", name, {})
        note_call(workspace, call(name, "1"))
        with workspace.writing() as cursor:
            cursor.execute(
                "insert into answers (key, scope, kind, model, value, bytes) "
                "values ('k', ?, 'ask', 'm', 'v', 1)",
                [name],
            )
    forget_run(workspace, "a")
    assert (calls_of(workspace, "a"), len(calls_of(workspace, "b"))) == ([], 1)
    with workspace.cursor() as cursor:
        assert cursor.sql("select scope from answers").fetchall() == [("b",)]
