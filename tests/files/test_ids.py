"""Ids stay the text they are, and what a spreadsheet did to them is told."""

from collections.abc import Callable

import polars as pl
import pytest

from engine.files import Reading
from engine.files.cells.ids import damaged_ids, whole_ids
from engine.files.cells.words import words_of

Read = Callable[..., Reading]


@pytest.mark.parametrize("number", ["007", "5703061234567890123", "gid://shopify/Order/570306"])
def test_an_id_stays_whole(number: str, read: Read) -> None:
    reading = read(f"order_id,sku,variant_id\n{number},0012,{number}\n2,0013,9\n")
    assert reading.table["order_id"].to_list() == [number, "2"]
    assert reading.table["sku"].to_list() == ["0012", "0013"]
    assert reading.table["variant_id"].to_list() == [number, "9"]
    assert reading.doubted == {}


def test_decimals_are_taken_off_where_the_whole_column_has_them(read: Read) -> None:
    reading = read("order_id,sku,customer\n1.0,A1,17850.0\n1,A2,17850\n2.0,A1,n/a\n")
    assert reading.table["order_id"].to_list() == ["1", "1", "2"]
    assert reading.table["customer"].n_unique() == 2  # one customer and none
    assert "'order_id': numbers ending in .0 were read whole." in reading.notes
    assert "'customer': numbers ending in .0 were read whole." in reading.notes


def test_decimals_stay_where_another_id_is_no_number(read: Read) -> None:
    reading = read("order_id,sku\n1.0,A1\n1,A2\nX7,A1\n")
    assert reading.table["order_id"].to_list() == ["1.0", "1", "X7"]
    assert not any("read whole" in note for note in reading.notes)


@pytest.mark.parametrize(
    ("cells", "whole", "pointed"),
    [
        (["1.0", "2", None], ["1", "2", None], "1.0"),
        (["10.00", "2.0"], ["10", "2"], "2.0"),
        (["1.50", "2.0"], ["1.50", "2.0"], ""),
        (["1", "2"], ["1", "2"], ""),
        (["v1.0", "2.0"], ["v1.0", "2.0"], ""),
    ],
)
def test_whole_ids(cells: list[str | None], whole: list[str | None], pointed: str) -> None:
    words, said = whole_ids(words_of(pl.Series(cells, dtype=pl.String)))
    assert words.distinct.gather(words.place).to_list() == whole
    assert said == pointed


def test_damaged_ids() -> None:
    cells = ["5.70306E+17", "5,70306e+17", "4E+12", "12E10", "E+10", "5.7", "1E5", None]
    damaged = damaged_ids(pl.Series(cells, dtype=pl.String)).to_list()
    assert damaged == [True, True, True, False, False, False, False, False]


def test_a_damaged_id_is_a_doubt(read: Read) -> None:
    reading = read("order_id,sku\n1,4.00638E+12\n2,A2\n3,A3\n")
    assert reading.doubts.rows() == [(1, "damaged_id", "4.00638E+12")]
    assert not any("cut short" in note for note in reading.notes)


def test_orders_that_a_spreadsheet_made_one_are_told(read: Read) -> None:
    rows = "".join(f"5.70306E+17,A{n},2024-01-0{n % 3 + 1}\n" for n in range(6))
    reading = read("order_id,sku,date\n" + rows + "7,A1,2024-01-01\n")
    assert reading.doubted == {"damaged_id": 6}
    assert any("Most of the order numbers were cut short" in note for note in reading.notes)
    assert any(note.startswith("1 damaged order number") for note in reading.notes)


def test_damaged_orders_that_are_still_one_each_are_not_called_several(read: Read) -> None:
    reading = read("order_id,sku,date\n5.70306E+17,A1,2024-01-01\n5.70306E+17,A2,2024-01-01\n")
    assert any("Most of the order numbers were cut short" in note for note in reading.notes)
    assert not any("several orders each" in note for note in reading.notes)
