"""The work of reading an upload: spool → checked table. Whoever asks removes the upload's bytes."""

from __future__ import annotations

import functools
from typing import Any

import polars as pl

from engine.errors import NotFound
from engine.files import ReadingRoom, ReadOptions, check_table, is_corrections, open_table
from engine.jobs import Work, in_thread
from engine.mending import read_mended
from engine.reports import Account, build_manifest, to_csv
from engine.steps import Steps, StepView
from engine.version import version_of
from engine.workspace import (
    Upload,
    Workspace,
    find_run,
    find_table,
    keep_table,
    open_doubts,
    open_left_out,
    open_lines,
    remembered_mapping,
)

# What the settings' way of recognising a survey's columns means.
EXACT = {"flexible": {}, "base": {"survey": ("score", "comment", "date")}}


def reading_work(workspace: Workspace, table: str, upload: Upload, options: ReadOptions) -> Work:
    """The job that reads an upload and keeps the table under `table`; its preview is the look."""

    async def work(steps: Steps) -> None:
        await in_thread(steps, _read, workspace, table, upload, options, steps)

    return work


def _read(
    workspace: Workspace, table: str, upload: Upload, options: ReadOptions, steps: Steps
) -> None:
    steps.plan(
        "Unpack", "Look at the first rows", "Understand the columns", "Read every row",
        "Check every row",
        "Keep the checked table",
    )  # fmt: skip
    with workspace.private_folder() as folder, workspace.cursor() as cursor:
        limit = workspace.settings.upload_limit_mb
        remembered = functools.partial(remembered_mapping, workspace)
        exact = EXACT[workspace.settings.file_parser_mode]
        room = ReadingRoom(folder, cursor, workspace.salt, limit, steps.show, remembered, exact)
        raw = open_table(upload.path, room, steps, options)
        if is_corrections(raw):
            read_mended(workspace, table, upload, raw, room, steps)
            return
        reading = check_table(raw, room, steps, options)
    with steps("Keep the checked table"):
        keep_table(workspace, table, upload, reading)


def left_out_rows(workspace: Workspace, table: str) -> pl.DataFrame:
    """The rows left out of a table, as they stand in the file, with where and why."""
    checked = find_table(workspace, table)
    left = open_left_out(workspace, table)
    where = [
        pl.lit(checked.name).alias("backroom_file"),
        pl.lit(checked.id).alias("backroom_table"),
        *(pl.col(name).alias(f"backroom_{name}") for name in ("row", "reason", "value")),
    ]
    cells = [
        pl.col(f"c{place}").alias(heading)
        for place, heading in enumerate(checked.told["headings"])
        if f"c{place}" in left.columns
    ]
    return left.select(*where, *cells)


def reading_files(workspace: Workspace, table: str) -> dict[str, bytes]:
    """The files of a reading by name."""
    return {
        "table.csv": to_csv(_as_text(open_lines(workspace, table))),
        "left_out.csv": to_csv(left_out_rows(workspace, table)),
        "doubts.csv": to_csv(open_doubts(workspace, table)),
    }


def _as_text(lines: pl.DataFrame) -> pl.DataFrame:
    """Categorical columns as text, so that formulas in them are seen."""
    return lines.with_columns(
        pl.col(name).cast(pl.String)
        for name, kind in lines.schema.items()
        if isinstance(kind, pl.Categorical)
    )


def reading_manifest(workspace: Workspace, table: str) -> dict[str, Any]:
    """What was read, how it was understood, and how long it took."""
    checked = find_table(workspace, table)
    inputs = {
        "file": checked.name,
        "table": checked.id,
        "sha256": checked.content,
        "kind": checked.kind,
        "columns": [
            {name: column[name] for name in ("field", "heading", "confidence", "evidence")}
            for column in checked.columns
        ],
        "notes": list(checked.notes),
        "facts": checked.facts,
        "rows": {"read": checked.read, "used": checked.used, "rejected": checked.rejected},
        **{name: checked.told[name] for name in ("layout", "evidence", "doubted", "personal")},
    }
    try:
        steps = find_run(workspace, table).steps
    except NotFound:
        steps = None
    options = checked.told["options"]
    view, version = steps or StepView("Read", "done"), version_of("files")
    alert_s = workspace.settings.alert_threshold_seconds
    return build_manifest(Account(table, "read", inputs, options, version, view, (), {}, alert_s))
