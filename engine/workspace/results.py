"""What runs found, and finished work that later runs may use."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from engine.errors import NotFound
from engine.workspace.owner import Workspace


def keep_results(
    workspace: Workspace,
    run: str,
    documents: Mapping[str, Any],
    tables: Mapping[str, pl.DataFrame],
) -> None:
    """Keep a run's documents (plain values) and tables, all or none."""
    rows: list[list[Any]] = [
        [run, name, "json", json.dumps(document, ensure_ascii=False).encode()]
        for name, document in documents.items()
    ]
    for name, table in tables.items():
        buffer = io.BytesIO()
        table.write_parquet(buffer, compression="zstd")
        rows.append([run, name, "parquet", buffer.getvalue()])
    with workspace.writing() as cursor:
        cursor.execute("delete from results where run = ?", [run])
        for row in rows:
            cursor.execute("insert into results values (?, ?, ?, ?)", row)


def open_document(workspace: Workspace, run: str, name: str) -> Any:
    """A run's document as plain values.

    Raises:
        NotFound: The run kept none of this name.
    """
    return json.loads(_body(workspace, run, name))


def open_result_table(workspace: Workspace, run: str, name: str) -> pl.DataFrame:
    """A run's table.

    Raises:
        NotFound: The run kept none of this name.
    """
    return pl.read_parquet(io.BytesIO(_body(workspace, run, name)))


def keep_beside(workspace: Workspace, run: str, name: str, document: Any) -> None:
    """Keep one more document beside a run's results; it goes when they do."""
    body = json.dumps(document, ensure_ascii=False).encode()
    with workspace.writing() as cursor:
        cursor.execute("delete from results where run = ? and name = ?", [run, name])
        cursor.execute("insert into results values (?, ?, 'json', ?)", [run, name, body])


def result_mark(workspace: Workspace, run: str, name: str) -> int:
    """A number that tells whether a result is still the one that was opened before.

    Raises:
        NotFound: The run kept none of this name.
    """
    with workspace.cursor() as cursor:
        query = "select hash(body) from results where run = ? and name = ?"
        rows = cursor.sql(query, params=[run, name]).fetchall()
    if not rows:
        raise NotFound(f"The run has no result named {name!r}.")
    return int(rows[0][0])


def _body(workspace: Workspace, run: str, name: str) -> bytes:
    with workspace.cursor() as cursor:
        query = "select body from results where run = ? and name = ?"
        rows = cursor.sql(query, params=[run, name]).fetchall()
    if not rows:
        raise NotFound(f"The run has no result named {name!r}.")
    return bytes(rows[0][0])


class KeptUnits:
    """`engine.steps.Units` behind which the workspace stands; the longest unused go first."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def done(self, key: str) -> bytes | None:
        """The kept value, or None."""
        with self._workspace.writing() as cursor:
            rows = cursor.execute(
                "update kept set used = now() where key = ? returning value", [key]
            ).fetchall()
        return bytes(rows[0][0]) if rows else None

    def keep(self, key: str, value: bytes) -> None:
        """Keep a value within the space that settings give; one too large for it is not kept."""
        if len(value) > self._workspace.settings.kept_mb << 20:
            return
        with self._workspace.writing() as cursor:
            cursor.execute(
                "insert or replace into kept values (?, ?, ?, now())", [key, value, len(value)]
            )
            cursor.execute(
                """
                delete from kept where key in (
                    select key from kept
                    qualify sum(bytes) over (order by used desc, key) > ?)
                """,
                [self._workspace.settings.kept_mb << 20],
            )
