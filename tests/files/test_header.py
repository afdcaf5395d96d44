"""Where a table begins, what its columns are called, and which of its rows are no records."""

import io
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import FileRefused
from engine.files import Reading
from engine.files.forms.header import MOST_COLUMNS, find_header, named

Read = Callable[..., Reading]
Write = Callable[..., bytes]
TITLE = "2 rows above the headings were taken as a title."
HEADLESS = "The file has no headings; its columns were numbered."
BY_HAND = {"order_id": "column 1", "sku": "column 2", "quantity": "column 4"}
HEADER = ("Order", "Item", "Qty", "Price")
ORDERS = [
    ("1001", "Mug", "2", "2.50"),
    ("1001", "Tea", "1", "4.00"),
    ("1002", "Total Care", "1", "9.00"),
    ("1003", "Mug", "3", "2.50"),
]


def workbook(rows: list[tuple[str, ...]]) -> bytes:
    """Rows as the only sheet of a workbook, a text of digits as a number."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return out.getvalue()


def used(reading: Reading) -> list[tuple[object, ...]]:
    """The used lines, as far as these tests compare them."""
    return list(reading.table.select("row", "order_id", "quantity").iter_rows())


@pytest.mark.parametrize("form", ["text", "padded", "workbook"])
def test_titles_above_the_headings(form: str, read: Read, as_csv: Write) -> None:
    titles = [("Sales report",), ("Jan 2024",), ()]
    if form == "padded":
        titles = [(*title, *[""] * (4 - len(title))) for title in titles]
    rows = [*titles, HEADER, *ORDERS]
    reading = read(workbook(rows) if form == "workbook" else as_csv(rows))
    assert used(reading) == used(read(as_csv([HEADER, *ORDERS])))
    assert (reading.read, reading.used) == (4, 4)
    assert reading.notes[0] == TITLE if form == "text" else "above the headings" in reading.notes[0]


def test_a_title_may_hold_the_delimiter(read: Read, as_csv: Write) -> None:
    rows = [("Shop: Ulm", "from 2024-01-01"), HEADER, *ORDERS]
    assert read(as_csv(rows, ";")).used == 4


@pytest.mark.parametrize("first", ["sep=;\n", '"sep=;"\r\n', "SEP=;\n"])
def test_a_delimiter_that_the_file_names(first: str, read: Read) -> None:
    text = "order_id;sku;note\n1;A1;a, b, c\n2;A2;a, b, c\n"
    assert used(read(first + text)) == [(1, "1", 1.0), (2, "2", 1.0)]
    odd = first.replace(";", "^") + text.replace(";", "^")
    assert used(read(odd)) == [(1, "1", 1.0), (2, "2", 1.0)]


def test_a_file_without_headings(read: Read, as_csv: Write) -> None:
    rows = [(order, f"A{n}", "Mug", "2", "2.50", f"2024-03-0{n}") for n, (order, *_) in
            enumerate(ORDERS, start=1)]  # fmt: skip
    reading = read(as_csv(rows), BY_HAND)
    assert (reading.read, reading.used) == (4, 4)
    assert reading.table["row"].to_list() == [1, 2, 3, 4]
    assert HEADLESS in reading.notes
    assert used(read(workbook(rows), BY_HAND)) == used(reading)


@pytest.mark.parametrize(
    ("rows", "headings"),
    [
        ([("Product", "2019", "2020"), ("Mug", "4", "5")], ("Product", "2019", "2020")),
        ([("", "1", "2", "3"), ("Mug", "4", "5", "6")], ("column 1", "1", "2", "3")),
        ([("id", "nps"), ("1", "9")], ("id", "nps")),
        ([("", "id"), ("1", "9")], ("column 1", "id")),
        ([("name", "name", "", " name "), ("a", "b", "c", "d")],
         ("name", "name (2)", "column 3", "name (3)")),
        ([("red", "green"), ("blue", "white")], ("red", "green")),
        ([("1", "Mug", "2.50"), ("2", "Tea", "4")], ("column 1", "column 2", "column 3")),
        ([("Mug", "$2.50"), ("Tea", "$4.00")], ("column 1", "column 2")),
        ([("id", "nps"), ("1", "77", "9"), ("2", "78", "10")], ("column 1", "id", "nps")),
        ([("id", "nps"), ("5", "77", "9"), ("9", "78", "10")], ("id", "nps")),
    ],
    ids=["years", "months", "plain", "index", "equal", "words", "no headings", "prices",
         "unnamed numbers", "longer rows"],
)  # fmt: skip
def test_headings(rows: list[tuple[str, ...]], headings: tuple[str, ...]) -> None:
    assert find_header(rows).headings == headings


def test_numbers_of_rows_without_a_heading(read: Read) -> None:
    text = "order_id,sku\n" + "".join(f"{n},{1000 + n // 2},A{n}\n" for n in range(1, 40))
    reading = read(text)
    assert reading.used == 39
    assert reading.table["order_id"][0] == "1000"


@given(st.lists(st.sampled_from(["", " ", "a", "a (2)", "column 2", "b"]), max_size=9))
@settings(max_examples=20, derandomize=True, deadline=None)
def test_names_are_distinct_and_filled(cells: list[str]) -> None:
    found = named(cells)
    assert len(found) == len(set(found)) == len(cells)
    assert all(found)
    for cell, name in zip(cells, found, strict=True):
        assert name.startswith(cell.strip())


def test_tables_beyond_all_width_are_refused(read: Read) -> None:
    wide = ",".join(f"c{n}" for n in range(MOST_COLUMNS + 1))
    with pytest.raises(FileRefused, match=f"{MOST_COLUMNS + 1:,} columns"):
        read(f"{wide}\n{wide}\n", limit_mb=8)
    most = ["order_id", "sku", *(f"c{n}" for n in range(MOST_COLUMNS - 2))]
    assert read(",".join(most) + "\n" + ",".join(["1"] * MOST_COLUMNS) + "\n").used == 1


SUMS = ["Total", "TOTAL:", "Grand total", "Sub-total", "Summe", "Gesamtsumme", "Total général",
        "Sous-total", "Total geral", "Suma", "Soma", "Totales"]  # fmt: skip


@pytest.mark.parametrize("form", ["text", "workbook"])
@pytest.mark.parametrize("word", SUMS)
def test_totals_are_no_records(word: str, form: str, read: Read, as_csv: Write) -> None:
    rows = [HEADER, *ORDERS[:2], (word, "", "3", "6.50"), *ORDERS[2:], ("", word, "7", "")]
    reading = read(workbook(rows) if form == "workbook" else as_csv(rows))
    assert (reading.read, reading.used, reading.rejected) == (6, 4, {"totals_row": 2})
    assert list(reading.rejects.select("row", "reason", "value").iter_rows()) == [
        (3, "totals_row", word),
        (6, "totals_row", word),
    ]
    assert reading.table["row"].to_list() == [1, 2, 4, 5]


@pytest.mark.parametrize(
    "row",
    [("1004", "Total", "1", "2.50"), ("1004", "Total", "1", ""), ("1004", "Total Care", "", ""),
     ("Total", "Mug", "1", "2.50"), ("Totals Ltd", "", "1", ""), ("TOTAL", "Mug", "", "")],
)  # fmt: skip
def test_products_and_orders_called_total_stay(
    row: tuple[str, ...], read: Read, as_csv: Write
) -> None:
    reading = read(as_csv([HEADER, *ORDERS, row]))
    assert "totals_row" not in reading.rejected
    assert reading.read == 5


@pytest.mark.parametrize("form", ["text", "ragged", "workbook"])
def test_headings_that_come_again(form: str, read: Read, as_csv: Write) -> None:
    rows = [HEADER, *ORDERS[:2], HEADER, *ORDERS[2:], HEADER]
    if form == "ragged":
        rows.append((*ORDERS[0], "more"))
    reading = read(workbook(rows) if form == "workbook" else as_csv(rows))
    assert (
        reading.rejected == {"ragged_row": 1, "repeated_header": 2}
        if form == "ragged"
        else {"repeated_header": 2}
    )
    assert reading.rejects["row"].to_list()[:2] == [3, 6]
    assert reading.used == 4


WORDS = st.sampled_from(["", "Total", "Mug", "Order", "Item", "1", "2,50", "total care"])


@settings(max_examples=12, deadline=None, derandomize=True,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(rows=st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS), max_size=12))
def test_every_row_is_a_record_or_left_out(
    rows: list[tuple[str, ...]], read: Read, as_csv: Write
) -> None:
    reading = read(as_csv([HEADER, *ORDERS * 40, *rows]))
    left_out = [
        (row, reason)
        for row, reason in reading.rejects.select("row", "reason").iter_rows()
        if reason in ("totals_row", "repeated_header") and row > 160
    ]
    expected = [(place, "totals_row") for place, row in enumerate(rows, start=161) if _is_sum(row)]
    assert left_out == expected
    assert reading.read == 160 + len(rows) == reading.used + sum(reading.rejected.values())


def _is_sum(row: tuple[str, ...]) -> bool:
    """The rule once more: in these tables a column is seldom empty, so one such cell is enough."""
    filled = [cell for cell in row if cell]
    if not filled or filled[0] != "Total":
        return False
    return len(filled) < 4 and set(filled[1:]) <= {"1", "2,50"}
