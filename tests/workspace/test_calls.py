"""Requests as rows: what left and what it cost, also where the process died before the reply."""

import statistics
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from engine.settings import Settings
from engine.workspace import (
    Call,
    Spending,
    Workspace,
    calls_of,
    calls_seen,
    mean_cost,
    note_call,
    spending_of,
)
from engine.workspace.calls import LATEST, SENT

PLAIN = Call(
    run="a", attempt=1, host="api.example.org", path="/chat/completions", model="m",
    columns=("comment", "note"), items=10, bytes_out=700, bytes_in=300, tokens_in=220,
    tokens_out=90, guessed_tokens=200.0, cost=Decimal("0.000087001"), perhaps=Decimal(0),
    seconds=2.0,
)  # fmt: skip
Note = Callable[..., None]


@pytest.fixture
def note(workspace: Workspace) -> Note:
    """Note the plain call with the given fields changed."""

    def noted(**changed: Any) -> None:
        note_call(workspace, replace(PLAIN, **changed))

    return noted


def test_a_call_comes_back_as_it_was_in_another_workspace_too(settings: Settings) -> None:
    first = Workspace.open(settings)
    odd = replace(
        PLAIN, tokens_in=None, tokens_out=None, cost=None, perhaps=Decimal("0.5"), outcome="'; --"
    )
    for call in (PLAIN, odd):
        note_call(first, call)
    first.close()
    second = Workspace.open(settings)
    found = calls_of(second, "a")
    assert [replace(call, moment=None) for call in found] == [PLAIN, odd]
    assert all(call.moment is not None for call in found)
    assert calls_of(second, "b") == []
    second.close()


def test_a_request_noted_before_it_is_sent_is_noted_once(workspace: Workspace, note: Note) -> None:
    bound = {"cost": Decimal(0), "perhaps": Decimal("0.01"), "outcome": SENT}
    note(id="1", **bound)
    note(id="2", **bound)
    note(id="1", run="b", **bound)
    assert spending_of(workspace, "a") == Spending(2, Decimal(0), Decimal("0.02"), known=True)
    note(id="2")
    left = spending_of(workspace, "a")
    assert left == Spending(2, PLAIN.cost or Decimal(0), Decimal("0.01"), known=True)
    assert [call.outcome for call in calls_of(workspace, "a")] == [SENT, "answered"]
    assert len(calls_of(workspace, "b")) == 1


def test_spending_counts_from_an_attempt_on(workspace: Workspace, note: Note) -> None:
    for attempt in (1, 2, 2, 3):
        note(attempt=attempt, cost=Decimal(attempt), perhaps=Decimal("0.5"))
    note(run="b", cost=None)
    assert spending_of(workspace, "a") == Spending(4, Decimal(8), Decimal(2), known=True)
    assert spending_of(workspace, "a", since=2) == Spending(
        3, Decimal(7), Decimal("1.5"), known=True
    )
    assert [call.attempt for call in calls_of(workspace, "a", since=3)] == [3]
    assert spending_of(workspace, "b") == Spending(1, Decimal(0), Decimal(0), known=False)
    assert spending_of(workspace, "nobody") == Spending(0, Decimal(0), Decimal(0), known=True)


def test_what_calls_were_like_is_told_by_quantiles(workspace: Workspace, note: Note) -> None:
    assert calls_seen(workspace, "m", "/chat/completions") is None
    heard, said, took = [150, 300, 260, 200, 240], [10, 50, 20, 40, 30], [1.0, 9.0, 2.0, 3.0, 4.0]
    for row in zip(heard, said, took, strict=True):
        note(tokens_in=row[0], tokens_out=row[1], seconds=row[2])
    for other in (
        {"model": "other"}, {"path": "/embeddings"}, {"outcome": "failed"}, {"tokens_in": None},
        {"items": 0}, {"guessed_tokens": 0.0},
    ):  # fmt: skip
        note(**{"seconds": 1000.0, **other})
    seen = calls_seen(workspace, "m", "/chat/completions")
    assert seen is not None
    tenths = statistics.quantiles(heard, n=10, method="inclusive")
    assert seen.tokens_in == pytest.approx([tenths[place] / 200 for place in (0, 4, 8)])
    tenths = statistics.quantiles(said, n=10, method="inclusive")
    assert seen.tokens_out == pytest.approx([tenths[place] / 10 for place in (0, 4, 8)])
    assert (seen.calls, seen.seconds) == (5, statistics.median(took))


def test_an_embedding_needs_no_tokens_out_to_be_seen(workspace: Workspace, note: Note) -> None:
    note(path="/embeddings", tokens_out=None)
    seen = calls_seen(workspace, "m", "/embeddings")
    assert seen is not None
    assert seen.tokens_out == (0, 0, 0)


def test_only_the_latest_calls_count(workspace: Workspace, note: Note) -> None:
    note(seconds=500.0, tokens_in=10**6)
    note()
    with workspace.writing() as cursor:
        cursor.execute(
            "insert into calls select calls.* from calls, range(?) where seconds = 2", [LATEST - 1]
        )
    seen = calls_seen(workspace, "m", "/chat/completions")
    assert seen is not None
    assert (seen.calls, seen.seconds, seen.tokens_in) == (LATEST, 2.0, (1.1, 1.1, 1.1))


def test_what_an_item_has_cost_so_far(workspace: Workspace, note: Note) -> None:
    assert mean_cost(workspace, "m") is None
    note(cost=None)
    note(outcome="failed", cost=Decimal(9))
    note(model="other", cost=Decimal(9))
    assert mean_cost(workspace, "m") is None
    note(cost=Decimal(1), items=3)
    note(cost=Decimal(2), items=5, run="b")
    assert mean_cost(workspace, "m") == Decimal(3) / 8
