"""Numbers and dates as people write them, decided over the whole column."""

from collections.abc import Callable, Iterable

import pytest

from engine.files import Reading

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
