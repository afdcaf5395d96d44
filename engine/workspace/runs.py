"""Runs as rows: what was asked, how it went, how long each step took."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

import duckdb

from engine.errors import NotFound
from engine.steps import StepView
from engine.workspace.owner import Workspace

ENDED = ("done", "stopped", "failed", "cancelled", "interrupted")
ACTIVE = ("queued", "running")


@dataclass(frozen=True)
class RunRow:
    """One run as the workspace remembers it.

    Attributes:
        id: Hash of the question: content, mapping, options, version.
        kind: Which tool: `bundles`, or `read` for the reading of a file.
        title: The file's name.
        status: queued, running, done, stopped (at its budget, with what was done until then),
            failed, cancelled or interrupted.
        question: What was asked, as plain values.
        attempt: How often it was begun.
        error: One sentence where it failed or stopped.
        steps: The tree of steps with counts and seconds.
        warnings: Sentences noted on the way.
        spending_since: Attempt from which on spending counts against the cap: the first one, or
            the one after it was last done.
        calls: Requests that went to a server, over all attempts.
        cost: USD they cost; None where a price is unknown.
        perhaps: USD they may have cost besides, where nobody knows.
    """

    id: str
    kind: str
    title: str
    status: str
    question: dict[str, Any]
    created: dt.datetime
    started: dt.datetime | None
    ended: dt.datetime | None
    attempt: int
    error: str | None
    steps: StepView | None
    warnings: tuple[str, ...]
    spending_since: int = 1
    calls: int = 0
    cost: Decimal | None = Decimal(0)
    perhaps: Decimal = Decimal(0)

    @property
    def seconds(self) -> float | None:
        """Time from start to end, or None while there is none."""
        return (self.ended - self.started).total_seconds() if self.started and self.ended else None


def begin_run(
    workspace: Workspace, run: str, kind: str, title: str, question: Mapping[str, Any]
) -> None:
    """Note a run as queued; results it has from before stay until there are new ones.

    So does the sentence of one that had stopped, in case it does not come further.
    """
    with workspace.writing() as cursor:
        cursor.execute(
            """
            insert into runs (id, kind, title, status, question) values (?, ?, ?, 'queued', ?)
            on conflict (id) do update set status = 'queued', created = now(), started = null,
                ended = null, steps = null, warnings = null,
                error = case when runs.stopped then runs.error end,
                title = excluded.title, attempt = runs.attempt + 1
            """,
            [run, kind, title, json.dumps(dict(question))],
        )


def start_run(workspace: Workspace, run: str) -> None:
    """Note a run as running."""
    with workspace.writing() as cursor:
        cursor.execute("update runs set status = 'running', started = now() where id = ?", [run])


def note_stop(workspace: Workspace, run: str, error: str) -> None:
    """Note that a run stops at its budget, before it keeps results that are not whole.

    Whatever ends it from here on, a cancel or a kill, it is `stopped` and goes on when asked again.
    """
    with workspace.writing() as cursor:
        cursor.execute("update runs set stopped = true, error = ? where id = ?", [error, run])


def note_steps(workspace: Workspace, run: str, steps: StepView) -> None:
    """Note how far a running run is."""
    with workspace.writing() as cursor:
        cursor.execute(
            "update runs set steps = ? where id = ? and status = 'running'",
            [json.dumps(asdict(steps)), run],
        )


def end_run(
    workspace: Workspace,
    run: str,
    status: str,
    steps: StepView,
    *,
    warnings: Sequence[str] = (),
    error: str | None = None,
) -> str:
    """Note how a run ended.

    Returns:
        Its status from now on. One that did not end well is `stopped` again where it was before,
        with the sentence it had then, and `done` where it has results from before.
    """
    with workspace.writing() as cursor:
        ended, said, warned = _standing(cursor, run, status, error)
        cursor.execute(
            "update runs set status = ?, stopped = ?, ended = now(), steps = ?, warnings = ?, "
            "error = ?, spending_since = if(?, attempt + 1, spending_since) where id = ?",
            [
                ended, ended == "stopped", json.dumps(asdict(steps)),
                json.dumps([*warnings, *warned]), said, status == "done", run,
            ],
        )  # fmt: skip
    return ended


def _standing(
    cursor: duckdb.DuckDBPyConnection, run: str, status: str, error: str | None
) -> tuple[str, str | None, list[str]]:
    """Status and sentence of a run that ended like this, and what to warn of."""
    if status in ("done", "stopped"):
        return status, error, []
    [(stopped, said, kept)] = cursor.execute(
        "select stopped, error, id in (select run from results) from runs where id = ?", [run]
    ).fetchall() or [(False, None, False)]
    if stopped:
        return "stopped", said, [f"Asked to go on, it failed: {error}"] if error else []
    return ("done", None, []) if kept else (status, error, [])


def mark_interrupted(workspace: Workspace) -> int:
    """Runs that a former process left unfinished are interrupted; returns how many.

    One that has results from before is `done` or `stopped`, as it was.
    """
    with workspace.writing() as cursor:
        rows = cursor.execute(
            "update runs set ended = now(), status = case when stopped then 'stopped' "
            "when id in (select run from results) then 'done' else 'interrupted' end "
            "where status in ('queued', 'running') returning id"
        ).fetchall()
    return len(rows)


def find_run(workspace: Workspace, run: str) -> RunRow:
    """One run.

    Raises:
        NotFound: There is none with this id.
    """
    rows = _rows(workspace, "where id = ?", [run])
    if not rows:
        raise NotFound("There is no run with this id in the workspace.")
    return rows[0]


def list_runs(workspace: Workspace, kinds: Sequence[str], *, at_most: int = 200) -> list[RunRow]:
    """The latest runs of these kinds, newest first."""
    where = "where list_contains(?, kind) order by created desc, id limit ?"
    return _rows(workspace, where, [list(kinds), at_most])


def forget_run(workspace: Workspace, run: str) -> None:
    """Remove a run with all that was kept for it: results, answers, requests, edits of themes."""
    with workspace.writing() as cursor:
        cursor.execute("delete from results where run = ?", [run])
        cursor.execute("delete from answers where scope = ?", [run])
        cursor.execute("delete from calls where run = ?", [run])
        cursor.execute("delete from theme_edits where run = ?", [run])
        cursor.execute("delete from runs where id = ?", [run])


def _rows(workspace: Workspace, where: str, params: list[Any]) -> list[RunRow]:
    query = f"""
        with chosen as (select * from runs {where}), spent as (
            select run, count(*) as calls, count(*) = count(cost) as known, sum(cost) as cost,
                sum(perhaps) as perhaps
            from calls where run in (select id from chosen) group by run)
        select id, kind, title, status, question, created::timestamp, started::timestamp,
            ended::timestamp, attempt, error, steps, warnings, spending_since,
            coalesce(calls, 0), if(coalesce(known, true), coalesce(cost, 0), null),
            coalesce(perhaps, 0)
        from chosen left join spent on run = id order by chosen.created desc, id"""  # noqa: S608
    with workspace.cursor() as cursor:
        rows = cursor.sql(query, params=params).fetchall()
    return [_row(row) for row in rows]


def _row(row: tuple[Any, ...]) -> RunRow:
    (run, kind, title, status, question, created, started, ended, attempt, error, steps, warn) = (
        row[:12]
    )
    return RunRow(
        run, kind, title, status, json.loads(question), created, started, ended, attempt,
        None if status in ACTIVE else error,
        _steps(json.loads(steps)) if steps else None, tuple(json.loads(warn)) if warn else (),
        *row[12:],
    )  # fmt: skip


def _steps(written: dict[str, Any]) -> StepView:
    children = tuple(_steps(child) for child in written.pop("children"))
    return StepView(**written, children=children)
