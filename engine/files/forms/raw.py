"""A plain file → its headings and first records, and on demand all of its records.

Columns are called c0, c1, … so that no heading ever becomes part of a query, and rows count the
data records from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from engine.errors import FileRefused
from engine.files.forms.documents import DocumentLayout
from engine.files.forms.records import Cut, Records, all_records, read_records
from engine.files.forms.text import TextLayout, look_at_text, to_utf8
from engine.steps import Progress


@dataclass(frozen=True)
class RawTable:
    """What was read before anything was understood.

    Attributes:
        form: `text` or `workbook`.
        headings: One a column, in order; empty for a table without a header.
        sample: The first data records as cells, at most 200.
        notes: What was noticed, in sentences.
        path: The plain file, UTF-8 where it is text.
        layout: How a text table is cut, None for a workbook.
        layout_name: The document layout that fitted, None where the file is a plain table.
    """

    form: str
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    path: Path
    layout: TextLayout | None
    layout_name: str | None = None


def look(path: Path, form: str, *, documents: tuple[DocumentLayout, ...] = ()) -> RawTable:  # noqa: ARG001
    """Read a plain file's headings and first records.

    Args:
        path: The plain file.
        form: What `unpack` said it is.
        documents: Layouts of documents to ask before anything is flattened in the general way.

    Raises:
        FileRefused: There is nothing but a header, or the workbook cannot be opened.
    """
    if form == "workbook":
        return _look_at_workbook(path)
    encoding = to_utf8(path)
    layout = look_at_text(path)
    if not layout.rows:
        raise FileRefused("The file is empty: it has no rows to read.")
    notes = () if encoding == "utf-8" else (f"The text was in {encoding}.",)
    headings = tuple(cell.strip() for cell in layout.rows[0])
    return RawTable("text", headings, layout.rows[1:], notes, path, layout)


def load(raw: RawTable, cursor: duckdb.DuckDBPyConnection, step: Progress) -> Records:
    """Read all data records of a table that was looked at."""
    if raw.layout is None:
        return all_records(_workbook_frame(raw.path)[0])
    return read_records(Cut(raw.path, raw.layout.delimiter, len(raw.headings)), cursor, step)


def _look_at_workbook(path: Path) -> RawTable:
    frame, notes = _workbook_frame(path)
    sample = tuple(tuple(str(cell or "") for cell in row) for row in frame.head(200).iter_rows())
    return RawTable("workbook", tuple(frame.columns), sample, notes, path, None)


def _workbook_frame(path: Path) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The first sheet that has rows, all cells as text."""
    # Needed for workbooks only.
    import fastexcel  # noqa: PLC0415

    try:
        workbook = fastexcel.read_excel(path)
        for name in workbook.sheet_names:
            frame = workbook.load_sheet(name, dtypes="string").to_polars()
            if frame.height:
                others = len(workbook.sheet_names) - 1
                note = f"The sheet {name!r} was read; {others} others were not."
                return frame, (note,) if others else ()
    except fastexcel.FastExcelError as error:
        raise FileRefused("The workbook cannot be opened; save it again as .xlsx.") from error
    raise FileRefused("The workbook is empty: none of its sheets has rows.")
