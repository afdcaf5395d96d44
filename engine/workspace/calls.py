"""Every request to a server as a row: what left, what came back, what it cost."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.workspace.owner import Workspace

ANSWERED = "answered"
SENT = "no reply yet"
LATEST = 200
FIELDS = (
    "run, attempt, host, path, model, columns, items, bytes_out, bytes_in, tokens_in, tokens_out, "
    "guessed_tokens, cost, perhaps, seconds, outcome, id"
)


@dataclass(frozen=True)
class Call:
    """One request as it went out, whatever became of it.

    Attributes:
        run: Id of the run it was sent for.
        attempt: Which attempt of the run, from 1.
        host: Where it went.
        path: What was asked there: `/chat/completions` or `/embeddings`.
        model: Name of the model.
        columns: What the shown fields are in the user's file.
        items: Items or texts it asked about.
        bytes_out: Length of the request's body.
        bytes_in: Length of the reply's body; 0 where none came.
        tokens_in: Tokens of the request as the server counted them, None where it did not.
        tokens_out: Tokens of the reply, likewise.
        guessed_tokens: Tokens of the request guessed from its bytes alone.
        cost: USD that were charged; None where the price is unknown.
        perhaps: USD that may have been charged, where nobody knows whether they were.
        seconds: From sending to the end of the reply, or until it was given up.
        outcome: `answered`, or a short reason; `no reply yet` where it was noted before its end.
        id: Name of the request, where it is noted twice: the later note takes the place of the
            earlier one. Empty where it is noted once.
        moment: When it was noted; given by the workspace.
    """

    run: str
    attempt: int
    host: str
    path: str
    model: str
    columns: tuple[str, ...]
    items: int
    bytes_out: int
    bytes_in: int
    tokens_in: int | None
    tokens_out: int | None
    guessed_tokens: float
    cost: Decimal | None
    perhaps: Decimal
    seconds: float
    outcome: str = ANSWERED
    id: str = ""
    moment: dt.datetime | None = None


@dataclass(frozen=True)
class Spending:
    """What a run has spent in some attempts.

    Attributes:
        calls: Requests that went out.
        cost: USD that were charged for certain, as far as prices were known.
        perhaps: USD that may have been charged besides.
        known: Whether the price of every request was known.
    """

    calls: int
    cost: Decimal
    perhaps: Decimal
    known: bool


@dataclass(frozen=True)
class CallsSeen:
    """What the latest answered calls of a model were like.

    Attributes:
        calls: How many they are.
        tokens_in: Tokens of a request for each one guessed: 10 %, 50 % and 90 % of the calls
            had less.
        tokens_out: Tokens of a reply for each item, likewise.
        seconds: Median time of a call.
    """

    calls: int
    tokens_in: tuple[float, float, float]
    tokens_out: tuple[float, float, float]
    seconds: float


def note_call(workspace: Workspace, call: Call) -> None:
    """Note a request; its moment is set here.

    One that is noted before it is sent, with its bound as `perhaps` and `no reply yet`, and again
    after its end, is accounted for even where the process is killed between.
    """
    row = [
        call.run, call.attempt, call.host, call.path, call.model, json.dumps(call.columns),
        call.items, call.bytes_out, call.bytes_in, call.tokens_in, call.tokens_out,
        call.guessed_tokens, call.cost, call.perhaps, call.seconds, call.outcome,
        call.id,
    ]  # fmt: skip
    with workspace.writing() as cursor:
        if call.id:
            cursor.execute("delete from calls where run = ? and id = ?", [call.run, call.id])
        cursor.execute(f"insert into calls ({FIELDS}) values ({', '.join('?' * 17)})", row)  # noqa: S608


def calls_of(workspace: Workspace, run: str, *, since: int = 1) -> list[Call]:
    """A run's requests from an attempt on, in the order they were noted."""
    query = (
        f"select {FIELDS}, moment::timestamp from calls where run = ? and attempt >= ? "  # noqa: S608
        "order by moment, rowid"
    )
    with workspace.cursor() as cursor:
        return [_call(row) for row in cursor.sql(query, params=[run, since]).fetchall()]


def spending_of(workspace: Workspace, run: str, *, since: int = 1) -> Spending:
    """What a run has spent from an attempt on; for a cap, from the one it counts from."""
    query = (
        "select count(*), coalesce(sum(cost), 0), coalesce(sum(perhaps), 0), "
        "count(*) = count(cost) from calls where run = ? and attempt >= ?"
    )
    with workspace.cursor() as cursor:
        [(calls, cost, perhaps, known)] = cursor.sql(query, params=[run, since]).fetchall()
    return Spending(calls, Decimal(cost), Decimal(perhaps), bool(known))


def calls_seen(workspace: Workspace, model: str, path: str) -> CallsSeen | None:
    """What the latest answered calls of a model were like, or None where there are none."""
    query = """
        with latest as (
            select tokens_in / guessed_tokens as heard, coalesce(tokens_out, 0) / items as said,
                seconds
            from calls
            where model = ? and path = ? and outcome = ? and tokens_in is not null
                and guessed_tokens > 0 and items > 0
            order by moment desc, rowid desc limit ?)
        select count(*), quantile_cont(heard, [0.1, 0.5, 0.9]),
            quantile_cont(said, [0.1, 0.5, 0.9]), median(seconds)
        from latest"""
    params = [model, path, ANSWERED, LATEST]
    with workspace.cursor() as cursor:
        [(calls, heard, said, seconds)] = cursor.sql(query, params=params).fetchall()
    return CallsSeen(calls, tuple(heard), tuple(said), seconds) if calls else None


def mean_cost(workspace: Workspace, model: str) -> Decimal | None:
    """What an item of a model has cost on average in USD; None where that is not known."""
    query = (
        "select sum(cost), sum(items) from calls where model = ? and outcome = ? and "
        "cost is not null and items > 0"
    )
    with workspace.cursor() as cursor:
        [(cost, items)] = cursor.sql(query, params=[model, ANSWERED]).fetchall()
    return Decimal(cost) / int(items) if items else None


def _call(row: tuple[Any, ...]) -> Call:
    values = dict(zip([*FIELDS.split(", "), "moment"], row, strict=True))
    return Call(**values | {"columns": tuple(json.loads(values["columns"]))})
