"""The account of a run: what left this computer, what it cost, what was saved."""

import json
from collections.abc import Callable
from decimal import Decimal

from engine.models.money import account_of
from engine.workspace import Call, Workspace

Note = Callable[..., Call]


def test_a_run_that_sent_nothing_says_so(workspace: Workspace) -> None:
    assert account_of(workspace, "a") == {
        "left_this_computer": [], "calls": 0, "answered": 0, "failed": {},
        "tokens": {"in": 0, "out": 0}, "cost_usd": 0.0, "perhaps_usd": 0.0,
        "saved": {"items": 0, "usd": None},
    }  # fmt: skip


def test_all_that_left_is_told_by_place(workspace: Workspace, note: Note) -> None:
    note()
    note(columns=("note", "comment"), bytes_out=300, items=1, outcome="timeout", tokens_out=None,
         cost=Decimal(0), perhaps=Decimal("0.25"))  # fmt: skip
    note(path="/embeddings", model="small", columns=("title",), bytes_in=9)
    note(host="127.0.0.1:11434", columns=())
    note(run="b", bytes_out=10**6, cost=Decimal(100))
    account = account_of(workspace, "a")
    assert account["left_this_computer"] == [
        {"host": "127.0.0.1:11434", "path": "/chat/completions", "model": "gpt-4o-mini",
         "requests": 1, "items": 10, "bytes_out": 700, "bytes_in": 300, "columns": []},
        {"host": "api.example.org", "path": "/chat/completions", "model": "gpt-4o-mini",
         "requests": 2, "items": 11, "bytes_out": 1000, "bytes_in": 600,
         "columns": ["comment", "note"]},
        {"host": "api.example.org", "path": "/embeddings", "model": "small",
         "requests": 1, "items": 10, "bytes_out": 700, "bytes_in": 9, "columns": ["title"]},
    ]  # fmt: skip
    assert (account["calls"], account["answered"], account["failed"]) == (4, 3, {"timeout": 1})
    assert account["tokens"] == {"in": 880, "out": 270}
    assert (account["cost_usd"], account["perhaps_usd"]) == (0.000261, 0.25)
    assert json.loads(json.dumps(account)) == account


def test_it_counts_from_an_attempt_on(workspace: Workspace, note: Note) -> None:
    for attempt in (1, 2, 3):
        note(attempt=attempt, cost=Decimal(attempt))
    assert account_of(workspace, "a")["cost_usd"] == 6
    later = account_of(workspace, "a", since=2)
    assert (later["calls"], later["cost_usd"]) == (2, 5)
    assert later["left_this_computer"][0]["requests"] == 2


def test_an_unknown_price_leaves_the_cost_open(workspace: Workspace, note: Note) -> None:
    note()
    note(cost=None)
    account = account_of(workspace, "a")
    assert (account["calls"], account["cost_usd"]) == (2, None)


def test_what_memory_saved_is_told_at_what_items_have_cost(
    workspace: Workspace, note: Note
) -> None:
    note(run="former", items=100, cost=Decimal("0.5"))
    account = account_of(workspace, "a", model="gpt-4o-mini", remembered=30)
    assert (account["calls"], account["saved"]) == (0, {"items": 30, "usd": 0.15})
    unknown = account_of(workspace, "a", model="another", remembered=30)
    assert unknown["saved"] == {"items": 30, "usd": None}
