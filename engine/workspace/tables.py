"""The checked tables of a workspace: found, listed, opened, forgotten."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import polars as pl

from engine.errors import NotFound
from engine.workspace.owner import Workspace

LATEST_BYTES = 64 << 20


@dataclass(frozen=True)
class CheckedTable:
    """A table that was read and checked; see `engine.files.Reading` for the fields.

    Attributes:
        id: Hash of content, mapping and reader.
        name: Name of the file it came from.
        content: SHA-256 of the file.
        facts: What the table holds, as JSON values; for order lines see `order_facts`.
        told: layout, confidence and evidence of the kind, doubted (reason → rows that are used
            although something is odd), open (read options the file leaves open), personal
            (headings of columns that were not kept), headings (all of the file's), options.
    """

    id: str
    name: str
    kind: str
    content: str
    mapping: dict[str, str]
    columns: tuple[dict[str, Any], ...]
    read: int
    used: int
    rejected: dict[str, int]
    notes: tuple[str, ...]
    facts: dict[str, Any]
    told: dict[str, Any]


LATEST: WeakKeyDictionary[Workspace, tuple[str, pl.DataFrame]] = WeakKeyDictionary()
FIELDS = "id, name, kind, content, mapping, columns, read, used, rejected, notes, facts, told"
_JSON = ("mapping", "columns", "rejected", "notes", "facts", "told")


def find_table(workspace: Workspace, table: str) -> CheckedTable:
    """A kept table's description.

    Raises:
        NotFound: There is none with this id, or its file is gone.
    """
    with workspace.cursor() as cursor:
        query = f"select {FIELDS} from checked where id = ?"  # noqa: S608
        rows = cursor.sql(query, params=[table]).fetchall()
    if not rows or not path_of(workspace, table, "").exists():
        raise NotFound("That file is no longer in the workspace; drop it again.")
    return _described(rows[0])


def list_tables(workspace: Workspace, *, at_most: int) -> list[CheckedTable]:
    """The latest reading of each file, newest first."""
    with workspace.cursor() as cursor:
        query = (
            f"select {FIELDS} from checked qualify row_number() over "  # noqa: S608
            "(partition by content order by created desc, id) = 1 "
            "order by created desc, id limit ?"
        )
        rows = cursor.sql(query, params=[at_most]).fetchall()
    tables = (_described(row) for row in rows)
    return [table for table in tables if path_of(workspace, table.id, "").exists()]


def forget_file(workspace: Workspace, table: str) -> None:
    """Remove a kept table and all other readings of the same file."""
    content = find_table(workspace, table).content
    with workspace.writing() as cursor:
        rows = cursor.execute("select id from checked where content = ?", [content]).fetchall()
        cursor.execute("delete from checked where content = ?", [content])
    for (found,) in rows:
        for suffix in ("", ".rejects", ".doubts"):
            path_of(workspace, str(found), suffix).unlink(missing_ok=True)


def _described(row: Sequence[Any]) -> CheckedTable:
    values = dict(zip(FIELDS.split(", "), row, strict=True))
    for name in ("mapping", "columns", "rejected", "notes", "facts", "told"):
        values[name] = json.loads(values[name] or "{}")
    values |= {name: tuple(values[name]) for name in ("columns", "notes")}
    return CheckedTable(**values)


def open_lines(workspace: Workspace, table: str) -> pl.DataFrame:
    """The lines of a kept table."""
    latest, lines = LATEST.get(workspace, ("", None))
    if latest == table and lines is not None and path_of(workspace, table, "").exists():
        return lines
    find_table(workspace, table)
    return pl.read_parquet(path_of(workspace, table, ""))


def open_rejects(workspace: Workspace, table: str) -> pl.DataFrame:
    """The rows that were left out of a kept table: row, reason, value."""
    return open_left_out(workspace, table).select("row", "reason", "value")


def open_left_out(workspace: Workspace, table: str) -> pl.DataFrame:
    """The same with the cells of every recognised column by place: c0, c3, … where known."""
    find_table(workspace, table)
    return pl.read_parquet(path_of(workspace, table, ".rejects"))


def open_doubts(workspace: Workspace, table: str) -> pl.DataFrame:
    """The rows of a kept table that are used although something is odd: row, reason, value."""
    find_table(workspace, table)
    return pl.read_parquet(path_of(workspace, table, ".doubts"))


def path_of(workspace: Workspace, table: str, suffix: str) -> Path:
    """Where a kept table lies, or what was left out of it."""
    return workspace.home / "tables" / f"{table}{suffix}.parquet"
