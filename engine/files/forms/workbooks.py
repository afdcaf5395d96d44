"""A workbook of any kind → the sheet that looks most like a table, as cells of text."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from engine.errors import FileRefused, OptionRefused
from engine.files.forms.header import Header, find_header
from engine.files.forms.zips import zip_faults

MOST_CELLS = 50_000_000
"""A sheet is laid out in memory from its first to its last used cell, at 32 bytes a cell."""
_CELL = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_ROW = re.compile(rb"""\br=["'](\d{1,7})["']""")
_CHUNK = 1 << 20
_DAMAGED = "The workbook cannot be opened; save it again as .xlsx."


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook.

    Attributes:
        name: As the workbook has it.
        rows: Rows below its headings.
        hidden: Whether the workbook shows it to nobody.
    """

    name: str
    rows: int
    hidden: bool = False


@dataclass(frozen=True)
class OpenSheet:
    """The sheet that was read.

    Attributes:
        cells: All its rows, titles and headings too, as text.
        header: Where the headings are.
        sheets: Every sheet of the workbook.
        name: Which of them this is.
    """

    cells: pl.DataFrame
    header: Header
    sheets: tuple[Sheet, ...]
    name: str


def open_workbook(path: Path, name: str | None = None) -> OpenSheet:
    """Read one sheet of a workbook, XLSX, XLS or ODS.

    Args:
        path: The workbook.
        name: The sheet; by default the visible one with most rows that are filled under headings.

    Raises:
        FileRefused: The workbook is damaged, locked, empty or too large.
        OptionRefused: It has no sheet of that name.
    """
    # Needed for workbooks only.
    import fastexcel  # noqa: PLC0415

    _check_extent(path)
    try:
        return _chosen(fastexcel.read_excel(path), name)
    except BaseException as error:  # a panic inside the reader is no Exception
        if not isinstance(error, fastexcel.FastExcelError) and not _is_panic(error):
            raise
        words = str(error).lower()
        if "password" in words or "encrypt" in words:
            raise FileRefused(
                "The workbook is locked with a password; save it without one and drop it again."
            ) from error
        raise FileRefused(_DAMAGED) from error


def is_xlsx(path: Path) -> bool:
    """Whether a workbook is a zip that holds XLSX."""
    if not zipfile.is_zipfile(path):
        return False
    with zip_faults(_DAMAGED), zipfile.ZipFile(path) as archive:
        return "xl/workbook.xml" in archive.namelist()


def _is_panic(error: BaseException) -> bool:
    return type(error).__name__ == "PanicException"


def _chosen(workbook: Any, name: str | None) -> OpenSheet:
    if name is not None and name not in workbook.sheet_names:
        listed = ", ".join(map(repr, workbook.sheet_names))
        raise OptionRefused(f"There is no sheet {name!r}; sheets are {listed}.")
    sheets: list[Sheet] = []
    best: tuple[tuple[bool, bool, int], str, pl.DataFrame, Header] | None = None
    for each in workbook.sheet_names:
        loaded = workbook.load_sheet(each, header_row=None, dtypes="string")
        cells = loaded.to_polars()
        hidden = loaded.visible != "visible"
        if not cells.height:
            sheets.append(Sheet(each, 0, hidden))
            continue
        header = find_header(first_rows(cells))
        sheets.append(Sheet(each, cells.height - header.place - bool(header.cells), hidden))
        rank = (each == name, not hidden, _filled_rows(cells, header))
        if best is None or rank > best[0]:
            best = rank, each, cells, header
    if best is None or (name is not None and best[1] != name):
        empty = "The workbook is empty: none of its sheets has rows."
        raise FileRefused(empty if name is None else f"The sheet {name!r} is empty.")
    return OpenSheet(best[2], best[3], tuple(sheets), best[1])


def first_rows(cells: pl.DataFrame) -> list[tuple[str, ...]]:
    """The first rows as text, an empty cell as an empty word."""
    return [tuple(str(cell or "") for cell in row) for row in cells.head(200).iter_rows()]


def _filled_rows(cells: pl.DataFrame, header: Header) -> int:
    """Rows below the headings that are at least half as full as those."""
    below = cells.slice(header.place + bool(header.cells))
    full = below.select(pl.sum_horizontal(pl.all().is_not_null()).alias("full"))["full"]
    wanted = max(2, sum(map(bool, header.cells or header.headings)) / 2)
    return int((full >= wanted).sum())


def _check_extent(path: Path) -> None:
    """Refuse a sheet whose used cells lie so far apart that it cannot be laid out."""
    if not is_xlsx(path):
        return
    with zip_faults(_DAMAGED), zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                _check_sheet(archive, part)


def _check_sheet(archive: zipfile.ZipFile, part: str) -> None:
    columns: set[bytes] = set()
    first, last, tail = 1 << 30, 0, b""
    with archive.open(part) as source:
        while chunk := source.read(_CHUNK):
            data = tail + chunk
            tail = data[-64:]
            found = _CELL.findall(data)
            columns.update(column for column, _ in found)
            # Rows count up, so the ends of each chunk hold its extremes but for a forged file.
            rows = [int(row) for row in {*(row for _, row in found), *_ROW.findall(data)}]
            first, last = min([first, *rows]), max([last, *rows])
    numbers = [_number(column) for column in columns]
    if columns and (last - first + 1) * (max(numbers) - min(numbers) + 1) > MOST_CELLS:
        raise FileRefused(
            "A sheet of the workbook has cells so far apart that it cannot be laid out; delete "
            "the cells outside the table and drop it again."
        )


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
