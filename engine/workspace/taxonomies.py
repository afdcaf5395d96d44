"""What a person changed about the themes of a run, and the themes that are kept for other files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from engine.workspace.owner import Workspace


def keep_theme_edit(
    workspace: Workspace, run: str, edit: Mapping[str, Any],
    kept: Mapping[str, Mapping[str, Any]], dropped: Iterable[str],
) -> None:  # fmt: skip
    """Remember one more change about a run's themes, and what it means for those that are kept.

    Args:
        workspace: Where.
        run: The run's id.
        edit: The change as plain values.
        kept: Name → theme as plain values; takes the place of one of the same name.
        dropped: Names of themes that are kept no longer.
    """
    with workspace.writing() as cursor:
        rows = cursor.execute(
            "select coalesce(max(number), 0) + 1 from theme_edits where run = ?", [run]
        ).fetchall()
        cursor.execute(
            "insert into theme_edits (run, number, edit) values (?, ?, ?)",
            [run, rows[0][0], json.dumps(edit, ensure_ascii=False)],
        )
        _change_kept(cursor, kept, dropped)


def drop_theme_edit(
    workspace: Workspace, run: str,
    kept: Mapping[str, Mapping[str, Any]], dropped: Iterable[str],
) -> None:  # fmt: skip
    """Forget the last change about a run's themes; see `keep_theme_edit`."""
    with workspace.writing() as cursor:
        cursor.execute(
            "delete from theme_edits where run = ? and number = "
            "(select max(number) from theme_edits where run = ?)",
            [run, run],
        )
        _change_kept(cursor, kept, dropped)


def theme_edits(workspace: Workspace, run: str) -> list[dict[str, Any]]:
    """The changes about a run's themes, the first one first."""
    with workspace.cursor() as cursor:
        query = "select edit from theme_edits where run = ? order by number"
        rows = cursor.execute(query, [run]).fetchall()
    return [json.loads(edit) for (edit,) in rows]


def kept_themes(workspace: Workspace) -> list[dict[str, Any]]:
    """The themes that are looked for in every file, by name."""
    with workspace.cursor() as cursor:
        rows = cursor.execute("select theme from kept_themes order by name").fetchall()
    return [json.loads(theme) for (theme,) in rows]


def drop_kept_theme(workspace: Workspace, name: str) -> bool:
    """Look for a theme no longer; what runs found stays. Tells whether it was there."""
    with workspace.writing() as cursor:
        gone = cursor.execute("delete from kept_themes where name = ? returning name", [name])
        return bool(gone.fetchall())


def _change_kept(
    cursor: duckdb.DuckDBPyConnection, kept: Mapping[str, Mapping[str, Any]], dropped: Iterable[str]
) -> None:
    for name in dropped:
        cursor.execute("delete from kept_themes where name = ?", [name])
    for name, theme in kept.items():
        cursor.execute(
            "insert or replace into kept_themes (name, theme) values (?, ?)",
            [name, json.dumps(theme, ensure_ascii=False)],
        )
