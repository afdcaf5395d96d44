"""Runs as rows: what was asked, how it went, how long each step took."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from engine.errors import NotFound
from engine.steps import StepView
from engine.workspace.owner import Workspace

ENDED = ("done", "failed", "cancelled", "interrupted")


@dataclass(frozen=True)
class RunRow:
    """One run as the workspace remembers it.

    Attributes:
        id: Hash of the question: content, mapping, options, version.
        kind: Which tool: `bundles`, or `read` for the reading of a file.
        title: The file's name.
        status: queued, running, done, failed, cancelled or interrupted.
        question: What was asked, as plain values.
        attempt: How often it was begun.
        error: One sentence where it failed.
        steps: The tree of steps with counts and seconds.
        warnings: Sentences noted on the way.
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

    @property
    def seconds(self) -> float | None:
        """Time from start to end, or None while there is none."""
        return (self.ended - self.started).total_seconds() if self.started and self.ended else None


def begin_run(
    workspace: Workspace, run: str, kind: str, title: str, question: Mapping[str, Any]
) -> None:
    """Note a run as queued; results it has from before stay until there are new ones."""
    with workspace.writing() as cursor:
        cursor.execute(
            """
            insert into runs (id, kind, title, status, question) values (?, ?, ?, 'queued', ?)
            on conflict (id) do update set status = 'queued', created = now(), started = null,
                ended = null, error = null, steps = null, warnings = null,
                title = excluded.title, attempt = runs.attempt + 1
            """,
            [run, kind, title, json.dumps(dict(question))],
        )


def start_run(workspace: Workspace, run: str) -> None:
    """Note a run as running."""
    with workspace.writing() as cursor:
        cursor.execute("update runs set status = 'running', started = now() where id = ?", [run])


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
        Its status from now on: `done` where it did not end well but has results from before.
    """
    with workspace.writing() as cursor:
        [(kept,)] = cursor.sql(
            "select count(*) from results where run = ?", params=[run]
        ).fetchall()
        if kept and status != "done":
            status, error = "done", None
        cursor.execute(
            "update runs set status = ?, ended = now(), steps = ?, warnings = ?, error = ? "
            "where id = ?",
            [status, json.dumps(asdict(steps)), json.dumps(list(warnings)), error, run],
        )
    return status


def mark_interrupted(workspace: Workspace) -> int:
    """Runs that a former process left unfinished are interrupted; returns how many."""
    with workspace.writing() as cursor:
        rows = cursor.execute(
            "update runs set ended = now(), status = case when id in (select run from results) "
            "then 'done' else 'interrupted' end "
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
    """Remove a run and its results."""
    with workspace.writing() as cursor:
        cursor.execute("delete from results where run = ?", [run])
        cursor.execute("delete from runs where id = ?", [run])


def _rows(workspace: Workspace, where: str, params: list[Any]) -> list[RunRow]:
    query = (
        "select id, kind, title, status, question, created::timestamp, started::timestamp, "  # noqa: S608
        f"ended::timestamp, attempt, error, steps, warnings from runs {where}"
    )
    with workspace.cursor() as cursor:
        rows = cursor.sql(query, params=params).fetchall()
    return [_row(row) for row in rows]


def _row(row: tuple[Any, ...]) -> RunRow:
    (run, kind, title, status, question, created, started, ended, attempt, error, steps, warn) = row
    return RunRow(
        run, kind, title, status, json.loads(question), created, started, ended, attempt, error,
        _steps(json.loads(steps)) if steps else None, tuple(json.loads(warn)) if warn else (),
    )  # fmt: skip


def _steps(written: dict[str, Any]) -> StepView:
    children = tuple(_steps(child) for child in written.pop("children"))
    return StepView(**written, children=children)
