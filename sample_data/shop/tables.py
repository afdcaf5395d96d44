"""Writes rows to CSV files and workbooks, the same bytes each time."""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped, unused-ignore]

# A workbook carries the moment it was made; a fixed one keeps its bytes the same.
MADE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC).replace(tzinfo=None)

Cell = str | int | float | date | None


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one CSV file: UTF-8, comma, header line, line feeds only.

    Args:
        path: The file to write; replaced when it is there.
        columns: The header, one name per column.
        rows: One sequence per line, as long as ``columns``; numbers come already formatted
            where their decimals matter.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def write_workbook(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write one workbook with a single sheet named "Responses".

    Args:
        path: The .xlsx file to write; replaced when it is there.
        columns: The header, written in bold in the first row.
        rows: One sequence per row, as long as ``columns``; a ``date`` becomes a real
            spreadsheet date, ``None`` an empty cell.
    """
    # Text such as "-" or "=)" must stay text, and never become a formula or a link.
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": "Customer survey", "created": MADE})
        heading = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("Responses")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, 14)
        sheet.write_row(0, 0, columns, heading)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif cell is not None:
                    sheet.write(number, column, cell)
