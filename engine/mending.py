"""The work of reading mended rows: they are added to the table they were left out of."""

from __future__ import annotations

from engine.errors import FileRefused, NotFound
from engine.files import SCALES, Column, Origin, RawTable, ReadingRoom, ReadOptions, mend, origin_of
from engine.steps import Step
from engine.workspace import (
    CheckedTable,
    Upload,
    Workspace,
    find_table,
    keep_mended,
    open_doubts,
    open_left_out,
    open_lines,
)


def read_mended(
    workspace: Workspace, table: str, upload: Upload, raw: RawTable, room: ReadingRoom, step: Step
) -> CheckedTable:
    """Add the rows of a file of corrections to a copy of the table they come from.

    Raises:
        FileRefused: That table is no longer in the workspace.
    """
    try:
        origin = find_table(workspace, origin_of(raw))
    except NotFound as missing:
        raise FileRefused(
            "These rows were left out of a file that is no longer in the workspace; mend them in "
            "the file itself and drop that."
        ) from missing
    with step("Check every row", unit="rows") as inner, inner.interruptible(room.cursor.interrupt):
        mended = mend(_origin(workspace, origin), raw, room.cursor, inner)
    with step("Keep the checked table"):
        return keep_mended(workspace, table, upload, origin, mended)


def _scale(table: CheckedTable) -> dict[str, str]:
    """The scale that all scores of a survey told; a few rows alone might not."""
    scale = table.facts.get("scale") or {}
    name = scale.get("name", "")
    return {"scale": name} if name in SCALES and not scale.get("mixed") else {}


def _origin(workspace: Workspace, table: CheckedTable) -> Origin:
    told = table.told
    ways = dict(table.facts.get("ways", {})) | _scale(table)
    options = ReadOptions.of(told["options"] | ways)
    return Origin(
        id=table.id,
        kind=table.kind,
        columns=tuple(
            Column(**column | {"samples": tuple(column["samples"])}) for column in table.columns
        ),
        headings=tuple(told["headings"]),
        options=options,
        read=table.read,
        table=open_lines(workspace, table.id),
        left_out=open_left_out(workspace, table.id),
        doubts=open_doubts(workspace, table.id),
        facts=table.facts,
        notes=table.notes,
    )
