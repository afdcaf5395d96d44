"""Cells and files as people really write them: nothing is guessed, dropped or swallowed."""

import datetime as dt
from collections.abc import Callable

import pytest

from engine.errors import EngineError, FileRefused
from engine.files import Reading

Read = Callable[..., Reading]
Write = Callable[..., bytes]


@pytest.mark.parametrize("cell", ["nan", "inf", "Infinity", "NaN", "-nan"])
@pytest.mark.parametrize("field", ["quantity", "price"])
def test_a_number_that_is_none_is_unreadable(field: str, cell: str, read: Read) -> None:
    reading = read(f"order_id,sku,{field}\n1,A1,2\n2,A1,{cell}\n3,A1,3\n")
    assert reading.rejects["row"].to_list() == [2]
    assert set(reading.rejected) <= {"unreadable_quantity", "unreadable_price"}


@pytest.mark.parametrize("cell", ["1e3", "1E+3"])
def test_a_number_means_the_same_whatever_stands_in_other_rows(cell: str, read: Read) -> None:
    rows = f"1,A1,{cell}\n" + "".join(f"{n},A2,2.5\n" for n in range(2, 9))
    plain = read("order_id,sku,price\n" + rows)
    beside_a_defect = read("order_id,sku,price\n" + rows + "9,A3,free\n")
    assert plain.table["unit_price"].to_list()[:2] == [1000, 2.5]
    assert beside_a_defect.table["unit_price"].to_list()[:2] == [1000, 2.5]


@pytest.mark.parametrize("cell", ["\N{MINUS SIGN}5", "3/4", "2 of 12"])
def test_signs_that_are_not_understood_are_not_dropped(cell: str, read: Read) -> None:
    reading = read(f"order_id,sku,quantity\n1,A1,2\n2,A1,{cell}\n3,A1,3\n")
    assert reading.rejects["row"].to_list() == [2]


def test_personal_cells_of_a_ragged_row_are_not_kept(read: Read) -> None:
    reading = read("order_id,sku,email\n1,A1,a@x.org\n2,A1,secret@x.org,more\n")
    assert reading.rejected == {"ragged_row": 1}
    assert not any("secret" in str(row) for row in reading.rejects.iter_rows())


def test_a_heading_that_begins_with_pk_is_no_zip(read: Read) -> None:
    assert read("PK,order_id,sku\n1,2,A1\n").used == 1


def test_compact_dates_are_read_as_dates(read: Read) -> None:
    reading = read("order_id,sku,date\n1,A1,20111208\n2,A2,20111209\n")
    years = reading.table["moment"].dt.year().to_list()
    assert years == [2011, 2011]


def test_day_month_name_year_with_dashes_is_a_date(read: Read) -> None:
    reading = read("order_id,sku,date\n1,A1,31-Mar-2024\n2,A2,1-Apr-2024\n")
    days = reading.table["moment"].dt.date().to_list()
    assert days == [dt.date(2024, 3, 31), dt.date(2024, 4, 1)]


def test_large_numbers_chosen_as_dates_are_no_fault(read: Read) -> None:
    with pytest.raises(EngineError):
        read("order_id,sku,x\n1,A1,99999999999\n2,A2,88888888888888\n", {"date": "x"})


def test_continuation_lines_have_their_order_s_currency(read: Read) -> None:
    reading = read(
        "Name,Currency,Lineitem quantity,Lineitem name,Lineitem price\n"
        "#1,EUR,1,Mug,5.00\n#1,,2,Cup,6.00\n#2,USD,1,Mug,5.50\n#2,,2,Cup,6.50\n#3,EUR,1,Mug,5.00\n"
    )
    assert reading.rejected == {"other_currency": 2}
    assert reading.rejects["row"].to_list() == [3, 4]


def test_continuation_lines_have_their_order_s_date_and_customer(read: Read) -> None:
    reading = read(
        "Name,Email,Created at,Lineitem quantity,Lineitem name\n"
        "#1,a@x.org,2024-03-01 10:00:00 +0100,1,Mug\n#1,,,2,Cup\n"
        "#2,b@x.org,2024-03-02 10:00:00 +0100,1,Mug\n"
    )
    assert reading.table["moment"].null_count() == 0
    assert reading.table["customer"].null_count() == 0


def test_the_main_currency_of_a_tie_does_not_hang_on_the_order_of_the_rows(read: Read) -> None:
    rows = ["1,A1,EUR\n", "2,A2,EUR\n", "3,A1,USD\n", "4,A2,USD\n"]
    head = "order_id,sku,currency\n"
    one, other = read(head + "".join(rows)), read(head + "".join(reversed(rows)))
    assert sorted(one.table["order_id"]) == sorted(other.table["order_id"])


def test_a_quote_that_is_never_closed_does_not_swallow_the_file(read: Read) -> None:
    rows = "".join(f"{n},A{n},Thing,1\n" for n in range(3, 50))
    data = 'order_id,sku,product,quantity\n1,A1,Mug,1\n2,A2,"Big box,1\n' + rows
    with pytest.raises(FileRefused, match="opens in data row 2 is never closed"):
        read(data)


def test_rows_of_white_space_alone_are_empty(read: Read) -> None:
    assert read("order_id,sku\n1,A1\n  , \n").rejected == {"empty_row": 1}


def test_a_zip_with_nonsense_in_its_directory_is_refused(read: Read, as_zip: Write) -> None:
    data = bytearray(as_zip({"orders.csv": b"order_id,sku\n1,A1\n"}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 6] = 175  # the version needed to extract
    with pytest.raises(FileRefused):
        read(bytes(data))


def test_lines_that_end_in_a_carriage_return_alone_are_not_called_empty(read: Read) -> None:
    data = "order_id,sku\r1,A1\r2,A2\r"
    assert read(data).used == 2


def test_many_blank_lines_before_the_header_are_passed_over(read: Read) -> None:
    assert read("\n" * 5000 + "order_id,sku\n1,A1\n").used == 1
