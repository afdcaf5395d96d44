"""A plain file → the view `raw` in a cursor's own temporary space, every cell as text.

Columns are called c0, c1, … so that no heading ever becomes part of a query, and `row` counts
the data records from 1. Records that cannot be cut to the header's width go to `raw_rejects`.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import fastexcel
import polars as pl

from engine.errors import FileRefused
from engine.files.text import TextLayout, look_at_text, to_utf8

Cursor = duckdb.DuckDBPyConnection


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
    """

    form: str
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    path: Path
    layout: TextLayout | None


def look(path: Path, form: str) -> RawTable:
    """Read a plain file's headings and first records.

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


def load(raw: RawTable, cursor: Cursor) -> None:
    """Create the view `raw` (row, c0, c1, …) and the table `raw_rejects` (row, cells)."""
    cursor.execute("create or replace temp table raw_rejects (row bigint, cells varchar)")
    if raw.layout is None:
        frame = _workbook_frame(raw.path)[0]
        _from_frame(cursor, frame)
        return
    try:
        _from_csv(raw, cursor)
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        _record_by_record(raw, cursor)


def _from_csv(raw: RawTable, cursor: Cursor) -> None:
    assert raw.layout is not None  # noqa: S101 - the caller has seen to it
    columns = ", ".join(f"'c{number}': 'varchar'" for number in range(len(raw.headings)))
    cursor.execute(
        "create or replace temp table cells as select * from read_csv("  # noqa: S608
        "$path, delim = $delimiter, quote = '\"', escape = '\"', header = true, "
        f"columns = {{{columns}}}, auto_detect = false, strict_mode = true, null_padding = false)",
        {"path": str(raw.path), "delimiter": raw.layout.delimiter},
    )
    # Rows keep the file's order, so their place is their number; no column has to hold it.
    _create_view(cursor, "rowid + 1", len(raw.headings))


def _record_by_record(raw: RawTable, cursor: Cursor) -> None:
    """The patient way, for files with records of differing width.

    Short ones are filled up with empty cells; longer ones are kept aside unless what is beyond
    is empty.
    """
    assert raw.layout is not None  # noqa: S101 - the caller has seen to it
    width = len(raw.headings)
    good: list[list[Any]] = []
    bad: list[tuple[int, str]] = []
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with raw.path.open(encoding="utf-8", newline="") as file:
        records = (cells for cells in csv.reader(file, delimiter=raw.layout.delimiter) if cells)
        next(records, None)
        for row, cells in enumerate(records, start=1):
            if any(cells[width:]):
                bad.append((row, raw.layout.delimiter.join(cells)))
            else:
                good.append([row, *[cell or None for cell in cells[:width]]])
    schema: dict[str, Any] = {"row": pl.Int64} | {f"c{n}": pl.String for n in range(width)}
    padded = [record + [None] * (width + 1 - len(record)) for record in good]
    _create(cursor, pl.DataFrame(padded, schema=schema, orient="row"))
    if bad:
        beyond = pl.DataFrame(bad, schema={"row": pl.Int64, "cells": pl.String}, orient="row")
        cursor.register("beyond", beyond)
        cursor.execute("insert into raw_rejects from beyond")
        cursor.unregister("beyond")


def _look_at_workbook(path: Path) -> RawTable:
    frame, notes = _workbook_frame(path)
    sample = tuple(tuple(str(cell or "") for cell in row) for row in frame.head(200).iter_rows())
    return RawTable("workbook", tuple(frame.columns), sample, notes, path, None)


def _workbook_frame(path: Path) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The first sheet that has rows, all cells as text."""
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


def _from_frame(cursor: Cursor, frame: pl.DataFrame) -> None:
    named = frame.rename({old: f"c{number}" for number, old in enumerate(frame.columns)})
    _create(cursor, named.with_row_index("row", offset=1))


def _create(cursor: Cursor, incoming: pl.DataFrame) -> None:
    cursor.register("incoming", incoming)
    cursor.execute(
        "create or replace temp table cells as "
        "select row::bigint as row, * exclude (row) from incoming"
    )
    _create_view(cursor, "row", incoming.width - 1)
    cursor.unregister("incoming")


def _create_view(cursor: Cursor, row: str, width: int) -> None:
    """The view `raw` over the table `cells`: row numbers and trimmed cells."""
    trimmed = ", ".join(f"trim(c{number}) as c{number}" for number in range(width))
    cursor.execute(
        f"create or replace temp view raw as select {row} as row, {trimmed} from cells"  # noqa: S608
    )
