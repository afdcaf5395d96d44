"""Numbers and dates as people write them, decided over the whole column."""

from collections.abc import Callable, Iterable

import duckdb
import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.files import Reading
from engine.files.cells.numbers import Numbers, read_closely
from engine.files.cells.words import words_of

Read = Callable[..., Reading]


def column(read: Read, heading: str, cells: list[str], field: str) -> list[object]:
    """What a column of cells is read as; all rows must be used."""
    rows = [f'{n},A{n},"{cell}"' for n, cell in enumerate(cells, start=1)]
    reading = read("\n".join([f"order_id,sku,{heading}", *rows, ""]))
    assert reading.used == len(cells), reading.rejects
    return reading.table[field].to_list()


def moments(values: Iterable[object]) -> list[str]:
    """Moments as ISO words, midnight left away."""
    return [str(moment).removesuffix(" 00:00:00") for moment in values]


@pytest.mark.parametrize(
    ("cells", "prices"),
    [
        (["2.50", "3", "1000"], [2.5, 3, 1000]),
        (["2,50", "3", "1.234,00"], [2.5, 3, 1234]),
        (["1,234.00", "3.5", "12,345,678.9"], [1234, 3.5, 12_345_678.9]),
        (["$2.50", "€3.00", "£ 1,200.00"], [2.5, 3, 1200]),
        (["2,50 €", "3,00 €", "1.200,00 €"], [2.5, 3, 1200]),
        (["GBP 2.50", "EUR3.10", "4.00 USD"], [2.5, 3.1, 4]),
        (["$165.00 ", " 2.50", "1"], [165, 2.5, 1]),
        (["1,000", "2,500", "10"], [1000, 2500, 10]),
        (["1e3", "2.5", "3"], [1000, 2.5, 3]),
        (["1'234.50", "2.50", "3.00"], [1234.5, 2.5, 3]),
        (["1 234,50", "R$ 10,00", "kr 99"], [1234.5, 10, 99]),
        (["1,23,456.00", "Rs. 500", "Rs.500"], [123_456, 500, 500]),
        (["€12,50", "12,50 EUR", "1.234.567"], [12.5, 12.5, 1_234_567]),
        (["US$ 5.00", "4.10 zł", "0.99"], [5, 4.1, 0.99]),
    ],
    ids=lambda value: str(value[0]),
)
def test_prices(cells: list[str], prices: list[float], read: Read) -> None:
    assert column(read, "unit_price", cells, "unit_price") == prices


def test_a_quantity_with_a_decimal_comma(read: Read) -> None:
    assert column(read, "qty", ["1,0", "2,5", "3"], "quantity") == [1, 2.5, 3]


def test_brackets_are_a_minus(read: Read) -> None:
    reading = read("order_id,sku,price\n1,A1,$8.50\n2,A2,($8.50)\n3,A3,(1.00)\n")
    assert reading.rejected == {"zero_or_negative_price": 2}


@pytest.mark.parametrize(
    ("cells", "first", "second"),
    [
        (["2024-03-31", "2024-04-01"], "2024-03-31", "2024-04-01"),
        (["2024-03-31 08:26", "2024-04-01T09:00:30"],
         "2024-03-31 08:26:00", "2024-04-01 09:00:30"),
        (["31/03/2024", "01/04/2024"], "2024-03-31", "2024-04-01"),
        (["31.03.2024 08:26", "01.04.2024 09:00"],
         "2024-03-31 08:26:00", "2024-04-01 09:00:00"),
        (["03/31/2024", "04/01/2024"], "2024-03-31", "2024-04-01"),
        (["03/31/2024 8:26 AM", "04/01/2024 9:00 PM"],
         "2024-03-31 08:26:00", "2024-04-01 21:00:00"),
        (["31 Mar 2024", "1 Apr 2024"], "2024-03-31", "2024-04-01"),
        (["March 31, 2024", "April 1, 2024"], "2024-03-31", "2024-04-01"),
    ],
    ids=["iso", "iso with time", "day first", "day first with points", "month first",
         "month first with am and pm", "named", "named, month first"],
)  # fmt: skip
def test_dates(cells: list[str], first: str, second: str, read: Read) -> None:
    assert moments(column(read, "date", cells, "moment")) == [first, second]


def test_excel_day_numbers_are_read_and_said(read: Read) -> None:
    reading = read("order_id,sku,date\n1,A1,40513\n2,A2,40514.5\n")
    assert moments(reading.table["moment"]) == ["2010-12-01", "2010-12-02 12:00:00"]
    assert "Dates were read as Excel day numbers." in reading.notes


@pytest.mark.parametrize(
    ("cells", "months", "word"),
    [
        (["01/02/2024", "05/02/2024", "01/03/2024"], [2, 2, 3], "day"),
        (["02/01/2024", "02/05/2024", "03/01/2024"], [2, 2, 3], "month"),
    ],
    ids=["day first", "month first"],
)
def test_dates_that_fit_both_ways_go_by_the_files_order_and_it_is_said(
    cells: list[str], months: list[int], word: str, read: Read
) -> None:
    rows = "".join(f"{n},A{n},{cell}\n" for n, cell in enumerate(cells))
    reading = read("order_id,sku,date\n" + rows)
    assert reading.table["moment"].dt.month().to_list() == months
    assert any(f"with the {word} first" in note for note in reading.notes)


def test_date_and_time_may_stand_apart(read: Read) -> None:
    reading = read("order_id,sku,Date,Time\n1,A1,2016-10-30,09:58:11\n2,A2,2016-10-31,10:05:34\n")
    assert moments(reading.table["moment"]) == [
        "2016-10-30 09:58:11",
        "2016-10-31 10:05:34",
    ]


def test_one_dated_line_dates_its_order(read: Read) -> None:
    reading = read("order_id,sku,date\n1,A1,2024-03-01\n1,A2,\n2,A1,\n")
    assert reading.rejected == {"no_date": 1}
    assert reading.rejects["row"].to_list() == [3]


@pytest.fixture(scope="session")
def look() -> Callable[..., Numbers]:
    """Cells → their numbers, and what was assumed."""
    cursor = duckdb.connect(config={"threads": 1})
    return lambda cells, sign="auto": read_closely(cursor, words_of(pl.Series(cells)), sign)


@pytest.mark.parametrize(
    "cell",
    ["5%", "5k", "2 M", "1,2,3", "2,50", "5-5", "--5", "(-5)", "(5", "5)", "1 23", "3/4", "2 of 12",
     "1,23", "12.34.5", "$", "-", "abc", "12 EURO 5", "0,500", "1e400", "inf", "nan"],
)  # fmt: skip
def test_what_is_no_number_beside_points_is_none(cell: str, look: Callable[..., Numbers]) -> None:
    read = look([cell, "1.25", "2.50", "3.75", "x"])
    assert np.isnan(read.by_row[[0, 4]]).all()
    assert read.by_row[1:4].tolist() == [1.25, 2.5, 3.75]
    assert (read.open, read.sign) == (False, "point")


@pytest.mark.parametrize(
    "cell", ["(8.50)", "($8.50)", "$(8.50)", "8.50-", "-8.50", "-$8.50", "$-8.50", "8.50- EUR",
             "8.50 EUR-", "\N{MINUS SIGN}8.50", "\N{EN DASH}8.50"],
)  # fmt: skip
def test_a_minus_in_every_place(cell: str, look: Callable[..., Numbers]) -> None:
    assert look([cell, "x"]).by_row[0] == -8.5


@pytest.mark.parametrize(
    ("cells", "point", "comma"),
    [
        (["1,500", "2,250", "10"], [1500, 2250, 10], [1.5, 2.25, 10]),
        (["1.500", "2.250", "10"], [1.5, 2.25, 10], [1500, 2250, 10]),
        (["$1.500", "$2,250"], [1.5, 2250], [1500, 2.25]),
    ],
)
def test_numbers_that_fit_both_signs_are_asked_for(
    cells: list[str], point: list[float], comma: list[float], look: Callable[..., Numbers]
) -> None:
    read = look(cells)
    assert read.by_row.tolist() == point
    assert read.open
    assert "fit a decimal comma as well as a decimal point" in read.note
    for sign, expected in (("point", point), ("comma", comma)):
        told = look(cells, sign)
        assert told.by_row.tolist() == expected
        assert (told.open, told.note) == (False, "")


def test_the_user_decides_the_decimal_sign(read: Read) -> None:
    data = 'order_id,sku,qty\n1,A1,"1,500"\n2,A2,"2,250"\n'
    asked, told = read(data), read(data, decimals="comma")
    assert asked.open == ("decimals",)
    assert any(note.startswith("'qty': Numbers such as 1,500 fit") for note in asked.notes)
    assert asked.table["quantity"].to_list() == [1500, 2250]
    assert (told.open, told.table["quantity"].to_list()) == ((), [1.5, 2.25])


def test_another_column_decides_what_one_leaves_open(read: Read) -> None:
    reading = read('order_id,sku,qty,price\n1,A1,"1,500","2,50"\n2,A2,"2,250","3,75"\n')
    assert reading.open == ()
    assert reading.table["quantity"].to_list() == [1.5, 2.25]


def _grouped(whole: int, sign: str) -> str:
    return f"{whole:,}".replace(",", sign)


def _lakhs(whole: int) -> str:
    head, tail = divmod(whole, 1000)
    if not head:
        return str(tail)
    pairs = []
    while head:
        head, pair = divmod(head, 100)
        pairs.append(f"{pair:02}" if head else str(pair))
    return ",".join([*reversed(pairs), f"{tail:03}"])


STYLES: dict[str, Callable[[int, int], str]] = {
    "plain": lambda whole, cents: f"{whole}.{cents:02}",
    "english": lambda whole, cents: f"${_grouped(whole, ',')}.{cents:02}",
    "german": lambda whole, cents: f"{_grouped(whole, '.')},{cents:02} €",
    "french": lambda whole, cents: f"{_grouped(whole, chr(0x202F))},{cents:02}\u00a0EUR",
    "swiss": lambda whole, cents: f"CHF {_grouped(whole, chr(0x2019))}.{cents:02}",
    "indian": lambda whole, cents: f"₹ {_lakhs(whole)}.{cents:02}",
    "brazilian": lambda whole, cents: f"R$ {_grouped(whole, '.')},{cents:02}",
    "accounting": lambda whole, cents: f"(${_grouped(whole, ',')}.{cents:02})",
    "trailing": lambda whole, cents: f"{_grouped(whole, '.')},{cents:02}-",
}


@pytest.mark.parametrize("style", STYLES)
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(amounts=st.lists(st.tuples(st.integers(0, 10**10), st.integers(0, 99)), min_size=1,
                        max_size=30))  # fmt: skip
def test_amounts_in_every_style_read_back_exactly(
    style: str, amounts: list[tuple[int, int]], look: Callable[..., Numbers]
) -> None:
    sign = -1 if style in ("accounting", "trailing") else 1
    read = look([STYLES[style](*amount) for amount in amounts])
    assert read.by_row.tolist() == [sign * float(f"{w}.{c:02}") for w, c in amounts]
    assert not read.open
