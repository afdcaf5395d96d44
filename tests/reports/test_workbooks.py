"""Workbooks read back with another library: values, kinds, no formulas, the same bytes."""

import io
import math
import zipfile
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reports import Sheet, to_xlsx
from engine.reports.forms import FORMS
from engine.reports.xlsx import text_of


def read_back(written: bytes) -> Any:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(written))


def rows(written: bytes, sheet: str) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in read_back(written)[sheet].iter_rows()]


TABLE = pl.DataFrame(
    {
        "n": [1, None, 10**12],
        "x": [1 / 3, math.nan, -math.inf],
        "money": [12345678.91, 0.1 + 0.2, None],
        "ok": [True, False, None],
        "word": ["é <b> & 茶", "=1+1", None],
    }
)


def test_values_come_back_as_they_were_with_short_numbers_and_exact_money() -> None:
    written = to_xlsx([Sheet("One", TABLE, {"n": "count", "money": "amount"})])
    heading, *told = rows(written, "One")
    assert heading == ("n", "x", "money", "ok", "word")
    assert told[0] == (1, 0.333333, 12345678.91, True, "é <b> & 茶")
    assert told[1][:2] == (None, None)
    assert told[1][2] == pytest.approx(0.3)
    assert told[1][3:] == (False, "'=1+1")
    assert told[2] == (10**12, None, None, None, None)


def test_nothing_in_a_workbook_is_a_formula_or_a_link() -> None:
    words = ["=1+1", "+1", "-1", "@x", "\t=1", "http://x.example", "mailto:a@x.example", "{=1}"]
    page = read_back(to_xlsx([Sheet("S", pl.DataFrame({"=word": words}))]))["S"]
    cells = [cell for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert not any(str(cell.value).startswith(("=", "+", "-", "@", "\t")) for cell in cells)


@given(words=st.lists(st.text(), min_size=1, max_size=5))
def test_any_text_gives_a_workbook_that_can_be_read(words: list[str]) -> None:
    told = rows(to_xlsx([Sheet("S", pl.DataFrame({"w": words}))]), "S")
    for (cell,), word in zip(told[1:], words, strict=True):
        # Excel, like XML, knows one kind of new line.
        assert (cell or "").replace("\r", "\n") == text_of(word).replace("\r", "\n")


def test_texts_are_cut_at_what_a_cell_holds() -> None:
    [_, (cell,)] = rows(to_xlsx([Sheet("S", pl.DataFrame({"w": ["x" * 40_000]}))]), "S")
    assert len(cell) == 32_767


def test_the_same_sheets_give_the_same_bytes_without_todays_date() -> None:
    sheets = [Sheet("One", TABLE), Sheet("Two", TABLE.head(0))]
    written = to_xlsx(sheets)
    assert written == to_xlsx(sheets)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_headings_stay_in_sight_and_can_be_filtered() -> None:
    page = read_back(to_xlsx([Sheet("One", TABLE)]))["One"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:E4"


def test_numbers_have_the_form_of_their_column() -> None:
    table = pl.DataFrame({name: [0.5] for name in FORMS})
    page = read_back(to_xlsx([Sheet("S", table, {name: name for name in FORMS})]))["S"]
    assert [cell.number_format for cell in page[2]] == list(FORMS.values())


def test_a_workbook_may_hold_empty_sheets() -> None:
    assert rows(to_xlsx([Sheet("S", pl.DataFrame())]), "S") in ([], [(None,)])
    assert rows(to_xlsx([Sheet("S", TABLE.head(0))]), "S") == [tuple(TABLE.columns)]
