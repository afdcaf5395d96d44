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


def to_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with these sheets; the same sheets give the same bytes.

    Numbers that are infinite or none are empty cells, floats but amounts have six significant
    digits, texts are cut at Excel's 32,767 characters.
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
        _write(book.add_worksheet(sheet.name), sheet, styles)
    book.close()
    return buffer.getvalue()


def _write(page: Any, sheet: Sheet, styles: Mapping[str, Any]) -> None:
    table = sheet.table.head(MOST_ROWS)
    page.freeze_panes(1, 0)
    if table.width:
        page.autofilter(0, 0, max(table.height, 1), table.width - 1)
    for column, name in enumerate(table.columns):
        style = styles.get(sheet.forms.get(name, ""), styles["text"])
        page.write_string(0, column, text_of(name), styles["heading"])
        page.set_column(column, column, _width(name, table[name]))
        # Money is exact to its last digit; anything else is rounded as in every other file.
        exact = sheet.forms.get(name, "").endswith("amount")
        values = table[name].to_list() if exact else rounded(table[name].to_list())
        for row, value in enumerate(values, start=1):
            _write_cell(page, row, column, value, style)


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


def _width(name: str, values: pl.Series) -> int:
    """A column wide enough for most of its cells."""
    shown = values.head(_LOOKED_AT).cast(pl.String, strict=False).drop_nulls()
    longest = max([len(name) + 2, *(len(line) for text in shown for line in text.split("\n"))])
    return min(max(longest + 1, _NARROWEST), _WIDEST)
