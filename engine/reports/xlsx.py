"""Sheets of tables → an Excel workbook in which nothing can run.

Texts are written as texts, whatever they look like, and those that begin like a formula get the
same apostrophe as in a CSV file, so that a copy that somebody saves as CSV is harmless as well.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.reports.csv import harmless
from engine.reports.forms import FORMS
from engine.reports.rounding import rounded

MOST_ROWS = 1_048_575
_MOST_SIGNS = 32_767
_WIDEST, _NARROWEST, _LOOKED_AT = 60, 8, 200
_LINE, _MOST_LINES = 15, 12  # points of a line, and most lines that are shown of a cell
_A4, _MOST_OF_FOOT = 9, 230
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook.

    Attributes:
        name: 31 characters at most; no brackets, slashes, colons, asterisks, question marks.
        table: Flat: numbers, texts, booleans; rows beyond Excel's last are left out.
        forms: Column → how its numbers are written, of `FORMS`.
    """

    name: str
    table: pl.DataFrame
    forms: Mapping[str, str] = field(default_factory=dict)


def to_xlsx(sheets: Sequence[Sheet], foot: str = "") -> bytes:
    """A workbook with these sheets; the same sheets give the same bytes.

    Numbers that are infinite or none are empty cells, floats but amounts have six significant
    digits, texts are cut at Excel's 32,767 characters. Printed, a sheet is as wide as a page and
    has its headings and the foot on each.

    Args:
        sheets: In their order.
        foot: What stands at the foot of printed pages.
    """
    import xlsxwriter  # noqa: PLC0415 - costly

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "nan_inf_to_errors": False})
    # Excel writes when a workbook was made; a fixed moment keeps equal results equal.
    book.set_properties({"created": _MADE})
    styles = {name: book.add_format({"num_format": form, "valign": "top"})
              for name, form in FORMS.items()}  # fmt: skip
    styles["heading"] = book.add_format({"bold": True, "valign": "top", "bottom": 1})
    styles["text"] = book.add_format({"valign": "top", "text_wrap": True})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        _lay_out(page, foot)
        _write(page, sheet, styles)
    book.close()
    return buffer.getvalue()


def _lay_out(page: Any, foot: str) -> None:
    """How a sheet is printed."""
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    # An ampersand begins an order in a foot, two are one that is printed.
    told = _CONTROLS.sub("", foot).replace("&", "&&")[:_MOST_OF_FOOT].rstrip("&")
    page.set_footer(f"&L&8 {told}&R&8 &P / &N")


def _write(page: Any, sheet: Sheet, styles: Mapping[str, Any]) -> None:
    table = sheet.table.head(MOST_ROWS)
    page.freeze_panes(1, 0)
    if table.width:
        page.autofilter(0, 0, max(table.height, 1), table.width - 1)
    lines: dict[int, int] = {}
    for column, name in enumerate(table.columns):
        page.write_string(0, column, text_of(name), styles["heading"])
        form = sheet.forms.get(name, "")
        # Money is exact to its last digit; anything else is rounded as in every other file.
        values = table[name].to_list()
        values = values if form.endswith("amount") else rounded(values)
        width = _width(name, table[name])
        page.set_column(column, column, width)
        for row, value in enumerate(values, start=1):
            _write_cell(page, row, column, value, styles.get(form, styles["text"]))
            if isinstance(value, str) and len(value) > width:
                lines[row] = max(lines.get(row, 1), _lines(value, width))
    for row, many in sorted(lines.items()):
        page.set_row(row, _LINE * min(many, _MOST_LINES))


def _write_cell(page: Any, row: int, column: int, value: object, style: object) -> None:
    if isinstance(value, bool):
        page.write_boolean(row, column, value, style)
    elif isinstance(value, int | float):
        if math.isfinite(value):
            page.write_number(row, column, value, style)
    elif value is not None:
        page.write_string(row, column, text_of(value), style)


def text_of(value: object) -> str:
    """A text as a cell holds it: no formula, nothing XML cannot hold, not longer than Excel's."""
    return harmless(_CONTROLS.sub("", str(value)))[:_MOST_SIGNS]


def _lines(text: str, width: int) -> int:
    """Lines that a wrapped text takes, roughly."""
    return sum(1 + max(0, len(line) - 1) // width for line in text.split("\n"))


def _width(name: str, values: pl.Series) -> int:
    """A column wide enough for most of its cells."""
    shown = values.head(_LOOKED_AT).cast(pl.String, strict=False).drop_nulls()
    longest = max([len(name) + 2, *(len(line) for text in shown for line in text.split("\n"))])
    return min(max(longest + 1, _NARROWEST), _WIDEST)
