"""What a person decided about labels: a log of entries that are undone and redone without end.

Nothing is ever taken out of the log: an entry is `done`, `undone`, or `dropped` once something
else was decided instead of redoing it. The entries belong to the file's content; a decision's key
names the word with its surroundings, so that the same word in another file meets it again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import polars as pl

from engine.errors import OptionRefused
from engine.workspace.owner import Workspace

ACTIONS = ("accept", "change", "reject", "leave", "unsure", "open")
"""The label is wrong as suggested; wrong, and another one is right; right; to be left alone,
right or wrong; not known; not decided after all."""

REVIEWER = "reviewer"


@dataclass(frozen=True)
class LabelDecision:
    """What was decided about one label.

    Attributes:
        key: Names the word, its label and its surroundings.
        action: One of `ACTIONS`.
        label: What is right instead, or None where no label is.
        decider: `REVIEWER`, or the id of a rule.
    """

    key: str
    action: str
    label: str | None = None
    decider: str = REVIEWER


@dataclass(frozen=True)
class LabelEntry:
    """What was decided at once.

    Attributes:
        number: Its place in the log of all files.
        said: What was decided, as a sentence without its full stop.
        state: `done`, `undone` or `dropped`.
        labels: How many labels it is about.
        decided: When, in local time.
    """

    number: int
    said: str
    state: str
    labels: int
    decided: dt.datetime


def decide_labels(
    workspace: Workspace, content: str, decisions: Sequence[LabelDecision], said: str
) -> int:
    """Decide about labels at once; what was undone before cannot be redone any more.

    Args:
        workspace: Where it is remembered.
        content: Hash of the file's content.
        decisions: What was decided, a label once.
        said: The same as a sentence without its full stop.

    Returns:
        The entry's number.

    Raises:
        OptionRefused: There is no such action.
    """
    for action in {one.action for one in decisions} - set(ACTIONS):
        raise OptionRefused(f"An action is {', '.join(ACTIONS)}, not {action!r}.")
    with workspace.writing() as cursor:
        number, moved = _next(cursor)
        cursor.execute(
            "update label_log set state = 'dropped', moved = ? "
            "where content = ? and state = 'undone'",
            [moved, content],
        )
        cursor.execute(
            "insert into label_log (number, content, said, state, moved) "
            "values (?, ?, ?, 'done', ?)",
            [number, content, said, moved],
        )
        columns = [
            [getattr(one, name) for one in decisions]
            for name in ("key", "action", "label", "decider")
        ]
        cursor.execute(
            "insert into label_decisions select ?, unnest(?::varchar[]), unnest(?::varchar[]), "
            "unnest(?::varchar[]), unnest(?::varchar[])",
            [number, *columns],
        )
    return number


def undo_labels(workspace: Workspace, content: str) -> LabelEntry | None:
    """Undo the last entry that is done; None where there is none."""
    return _move(workspace, content, "max", ("done", "undone"))


def redo_labels(workspace: Workspace, content: str) -> LabelEntry | None:
    """Do again what was undone last; None where nothing was, or something else was decided."""
    return _move(workspace, content, "min", ("undone", "done"))


def label_entries(workspace: Workspace, content: str) -> list[LabelEntry]:
    """All entries of a file, the latest first."""
    with workspace.cursor() as cursor:
        return _entries(cursor, "content = ?", [content])


def labels_next(workspace: Workspace, content: str) -> tuple[str | None, str | None]:
    """What of a file would be undone next, and what done again; None for nothing."""
    with workspace.cursor() as cursor:
        query = (
            "select max_by(said, number) filter (state = 'done'), "
            "min_by(said, number) filter (state = 'undone') from label_log where content = ?"
        )
        [(undo, redo)] = cursor.execute(query, [content]).fetchall()
    return undo, redo


def labels_moved(workspace: Workspace, content: str) -> tuple[int, int]:
    """Numbers that change whenever decisions of this file, and of all others, do."""
    with workspace.cursor() as cursor:
        query = (
            "select coalesce(max(moved) filter (content = $c), 0), "
            "coalesce(max(moved) filter (content <> $c), 0) from label_log"
        )
        [(here, elsewhere)] = cursor.execute(query, {"c": content}).fetchall()
    return here, elsewhere


def labels_decided(workspace: Workspace, content: str, *, elsewhere: bool = False) -> pl.DataFrame:
    """The decisions that hold in a file, the latest of each key.

    Args:
        workspace: Where they are remembered.
        content: Hash of the file's content.
        elsewhere: Whether those of all other files are wanted instead.

    Returns:
        key, action, label, decider, number; ordered by key.
    """
    query = f"""
        select key, action, label, decider, number
        from label_decisions join label_log using (number)
        where content {"<>" if elsewhere else "="} ? and state = 'done'
        qualify row_number() over (partition by key order by number desc) = 1
        order by key"""  # noqa: S608
    with workspace.cursor() as cursor:
        found: pl.DataFrame = cursor.sql(query, params=[content]).pl()
    return found


def forget_labels(workspace: Workspace, content: str) -> None:
    """Forget all that was decided about labels of a file, and what was checked again."""
    with workspace.writing() as cursor:
        cursor.execute(
            "delete from label_decisions where number in "
            "(select number from label_log where content = ?)",
            [content],
        )
        cursor.execute("delete from label_log where content = ?", [content])
        cursor.execute("delete from label_rechecks where content = ?", [content])


def _next(cursor: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """Number of the next entry, and of the next move of any."""
    query = "select coalesce(max(number), 0) + 1, coalesce(max(moved), 0) + 1 from label_log"
    [(number, moved)] = cursor.execute(query).fetchall()
    return number, moved


def _move(
    workspace: Workspace, content: str, which: str, states: tuple[str, str]
) -> LabelEntry | None:
    """Bring the last or first entry of a file that is in one state into another."""
    before, after = states
    with workspace.writing() as cursor:
        query = f"select {which}(number) from label_log where content = ? and state = ?"  # noqa: S608
        [(number,)] = cursor.execute(query, [content, before]).fetchall()
        if number is None:
            return None
        _, moved = _next(cursor)
        cursor.execute(
            "update label_log set state = ?, moved = ? where number = ?", [after, moved, number]
        )
        return _entries(cursor, "number = ?", [number])[0]


def _entries(
    cursor: duckdb.DuckDBPyConnection, where: str, params: Sequence[Any]
) -> list[LabelEntry]:
    query = f"""
        select number, any_value(said), any_value(state), count(key),
            any_value(decided)::timestamp
        from label_log left join label_decisions using (number) where {where}
        group by number order by number desc"""  # noqa: S608
    return [LabelEntry(*row) for row in cursor.execute(query, params).fetchall()]
