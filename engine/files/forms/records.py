"""A text table → its records as columns of cells.

Where quotation marks stand only at the edges of cells, all readers of CSV agree, and polars is
the fastest of them. Anything else goes to DuckDB, and what that refuses to the patient way.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import duckdb
import numpy as np
import polars as pl

from engine.errors import FileRefused
from engine.files.cells.memory import give_back
from engine.files.cells.pieces import WordPieces
from engine.files.cells.words import Words, words_of
from engine.files.forms.quoting import IrregularText, has_empty_lines, regular_pieces
from engine.steps import Progress

Cursor = duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Cut:
    """How a text table is cut: `path` in UTF-8, its delimiter, and the header's width."""

    path: Path
    delimiter: str
    width: int


@dataclass(frozen=True)
class Records:
    """The data records of a table.

    Attributes:
        cells: The columns by place, as they stand in the file; no word where a cell is empty.
        row: Each record's number in the file, from 1.
        left_out: row, reason, value; records that cannot be cut to the header's width, and how
            many cells they have (what stands in them may tell a person), and rows that are none.
    """

    cells: tuple[Words, ...]
    row: pl.Series
    left_out: pl.DataFrame


def read_records(cut: Cut, cursor: Cursor, step: Progress) -> Records:
    """Read a text table, in the fastest way that is right for it."""
    columns = _regular(cut, step)
    if columns is not None:
        return _all(columns)
    try:
        return all_records(_irregular(cut, cursor))
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        return _record_by_record(cut, step)


def all_records(cells: pl.DataFrame) -> Records:
    """Records of which none was left out; `cells` holds one a row, whatever its columns' names."""
    return _all(map(words_of, cells))


def _all(columns: Iterable[Words]) -> Records:
    cells = tuple(columns)
    give_back(len(cells[0]))
    row = pl.Series("row", np.arange(1, len(cells[0]) + 1), dtype=pl.Int64)
    return Records(cells, row, pl.DataFrame(schema=_LEFT_OUT))


_LEFT_OUT = {"row": pl.Int64, "reason": pl.String, "value": pl.String}


def _regular(cut: Cut, step: Progress) -> Iterator[Words] | None:
    """The cells, or None where readers may disagree on how the text is cut."""
    columns = [WordPieces() for _ in range(cut.width)]
    pieces = _pieces(cut, step)
    try:
        with ThreadPoolExecutor(1) as beside, ThreadPoolExecutor(2) as adding:
            coming = beside.submit(next, pieces, None)
            while (cells := coming.result()) is not None:
                coming = beside.submit(next, pieces, None)
                list(adding.map(WordPieces.add, columns, cells))
    except (IrregularText, pl.exceptions.PolarsError):
        return None
    # Column by column, so that no more than one is held twice.
    return (columns.pop(0).words() for _ in range(cut.width))


def _pieces(cut: Cut, step: Progress) -> Iterator[pl.DataFrame]:
    """The cells of a regular text, piece by piece."""
    schema = {f"c{number}": pl.String for number in range(cut.width)}
    step.expect(cut.path.stat().st_size)
    for records in regular_pieces(cut.path, cut.delimiter, step):
        cells = pl.read_csv(records, has_header=False, schema=schema, separator=cut.delimiter)
        if _may_skip_lines(cells, records):
            raise IrregularText
        step.advance(len(records))
        yield cells


def _may_skip_lines(cells: pl.DataFrame, records: bytes) -> bool:
    """An empty line is no record, but polars makes one of it."""
    if not all(column.null_count() for column in cells):
        return False
    empty = cells.select(pl.all_horizontal(pl.all().is_null()).any()).item()
    return bool(empty) and has_empty_lines(records)


def _irregular(cut: Cut, cursor: Cursor) -> pl.DataFrame:
    columns = ", ".join(f"'c{number}': 'varchar'" for number in range(cut.width))
    cursor.execute(
        "create or replace temp table cells as select * from read_csv("  # noqa: S608
        "$path, delim = $delimiter, quote = '\"', escape = '\"', header = true, "
        f"columns = {{{columns}}}, auto_detect = false, strict_mode = true, null_padding = false)",
        {"path": str(cut.path), "delimiter": cut.delimiter},
    )
    cells = pl.DataFrame(cursor.sql("from cells"))
    cursor.execute("drop table cells")
    return cells


def _record_by_record(cut: Cut, step: Progress) -> Records:
    """The patient way, for files with records of differing width.

    Short ones are filled up with empty cells; longer ones are kept aside unless what is beyond
    is empty.
    """
    good: list[list[Any]] = []
    bad: list[tuple[int, str, str]] = []
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with cut.path.open(encoding="utf-8", newline="") as file:
        lines = _Remembered(file)
        records = (cells for cells in csv.reader(lines, delimiter=cut.delimiter) if cells)
        next(records, None)
        lines.end_of_record(0)
        for row, cells in enumerate(records, start=1):
            lines.end_of_record(row)
            if any(cells[cut.width :]):
                bad.append((row, "ragged_row", f"{len(cells)} cells under {cut.width} headings"))
            else:
                good.append([row, *[cell or None for cell in cells[: cut.width]]])
            if row % 10_000 == 0:
                step.check()
    schema: dict[str, Any] = {"row": pl.Int64} | {f"c{n}": pl.String for n in range(cut.width)}
    padded = [record + [None] * (cut.width + 1 - len(record)) for record in good]
    frame = pl.DataFrame(padded, schema=schema, orient="row")
    left_out = pl.DataFrame(bad, schema=_LEFT_OUT, orient="row")
    return Records(tuple(map(words_of, frame.drop("row"))), frame["row"], left_out)


class _Remembered:
    """Lines of a file that tells when a record ends without having closed its quotation mark."""

    def __init__(self, file: Iterable[str]) -> None:
        self._lines = iter(file)
        self._marks = self._count = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._marks += line.count('"')
        self._count += 1
        return line

    def end_of_record(self, row: int) -> None:
        """Begin to count anew; refuses a record of several lines that an open mark held."""
        if self._marks % 2 and self._count > 1:
            raise FileRefused(
                f"A quotation mark that opens in data row {row} is never closed, so what follows "
                "cannot be told apart; close it and drop the file again."
            )
        self._marks = self._count = 0
