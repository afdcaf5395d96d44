"""Columns are found by their headings and contents, or chosen by hand; all cells are only data."""

from collections.abc import Callable

import pytest

from engine.errors import ColumnsMissing, OptionRefused
from engine.files import KINDS, Reading

Read = Callable[..., Reading]
Write = Callable[..., bytes]


def mapping(reading: Reading) -> dict[str, str]:
    """Field → heading."""
    return {column.field: column.heading for column in reading.columns}


def test_known_headings_are_found_whatever_their_spelling(read: Read) -> None:
    reading = read(
        "Invoice No.,STOCK_CODE,Description,Qty,Unit Price,Customer ID\n1,A1,Mug,1,2,7\n"
    )
    assert mapping(reading) == {
        "order_id": "Invoice No.", "sku": "STOCK_CODE", "product": "Description",
        "quantity": "Qty", "unit_price": "Unit Price", "customer": "Customer ID",
    }  # fmt: skip
    assert all(column.confidence == 1 for column in reading.columns)


def test_a_heading_whose_cells_do_not_fit_is_not_taken(read: Read) -> None:
    reading = read("order_id,sku,price,item price\n1,A1,cheap,2.50\n2,A2,dear,9.00\n")
    assert mapping(reading)["unit_price"] == "item price"
    assert reading.table["unit_price"].to_list() == [2.5, 9]


def test_the_only_repeating_code_is_taken_for_the_product(read: Read) -> None:
    rows = "".join(f"{n},{n // 2},classic_{n % 3}\n" for n in range(1, 13))
    reading = read("order_details_id,order_id,pizza_id\n" + rows)
    assert mapping(reading)["sku"] == "pizza_id"
    assert next(c for c in reading.columns if c.field == "sku").confidence < 1


def test_a_plain_name_is_a_product_s_unless_line_items_stand_beside_it(read: Read) -> None:
    with pytest.raises(ColumnsMissing):
        read("Name,Quantity\nMug,1\nCup,1\n", kind="orders")
    reading = read("Name,Lineitem name,Lineitem quantity\n#1,Mug,1\n#1,Cup,1\n")
    assert mapping(reading)["order_id"] == "Name"


def test_columns_chosen_by_hand_replace_the_recognised_ones(read: Read) -> None:
    text = "order_id,till,sku,label\n1,A,X1,Mug\n2,B,X2,Cup\n"
    by_hand = {"order_id": "till", "product": "label"}
    reading = read(text, by_hand)
    assert mapping(reading) == {"order_id": "till", "sku": "sku", "product": "label"}
    assert reading.table["order_id"].to_list() == ["A", "B"]
    assert reading.table["title"].to_list() == ["Mug", "Cup"]
    assert {column.evidence for column in reading.columns if column.field in by_hand} == {
        "chosen by hand"
    }


def test_a_field_may_be_left_out_by_hand(read: Read) -> None:
    text = "order_id,sku,price\n1,A1,2\n2,A2,0\n"
    assert read(text).rejected == {"zero_or_negative_price": 1}
    reading = read(text, {"unit_price": ""})
    assert reading.rejected == {}
    assert reading.table["unit_price"].to_list() == [None, None]


def test_an_unknown_field_by_hand_lists_the_known_ones(read: Read) -> None:
    with pytest.raises(OptionRefused) as caught:
        read("order_id,sku\n1,A1\n", {"colour": "sku"})
    assert "'colour'" in str(caught.value)
    assert all(field.name in str(caught.value) for field in KINDS["orders"].fields)


def test_an_unknown_column_by_hand_lists_the_existing_ones(read: Read) -> None:
    with pytest.raises(
        OptionRefused, match="There is no column 'nope'; columns are 'order_id', 'sku'"
    ):
        read("order_id,sku\n1,A1\n", {"sku": "nope"})


def test_codes_and_order_numbers_stay_text(read: Read) -> None:
    reading = read("order_id,sku\n00012,007\n1e5,1E3\n0012,7.0\n")
    assert reading.table["order_id"].to_list() == ["00012", "1e5", "0012"]
    assert reading.table["sku"].to_list() == ["007", "1E3", "7.0"]


def test_codes_are_one_whatever_their_capitals_and_names_whatever_their_white_space(
    read: Read,
) -> None:
    reading = read('order_id,sku,product\n1,ab1, Blue   mug \n2,AB1,"Blue\n\tmug"\n')
    assert reading.table["sku"].to_list() == ["AB1", "AB1"]
    assert reading.table["title"].to_list() == ["Blue mug", "Blue mug"]


HOSTILE = [
    "'); drop table lines; --",
    'say "hi"; select 1',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(1+1)",
    "-2+3",
    "{{7*7}} ${7*7} {0}",
    "<script>alert(1)</script>",
    "c0",
    "row",
    "$path",
    "%s?:x",
    "a\\b'c",
    "Ω≈ç√ 名前 🎁",
]


def test_hostile_cells_are_only_data(read: Read, as_csv: Write) -> None:
    rows = [(cell, f"A-{cell}", cell, cell) for cell in HOSTILE]
    reading = read(as_csv([("order_id", "sku", "product", "category"), *rows]))
    assert reading.used == len(HOSTILE)
    assert reading.table["order_id"].to_list() == HOSTILE
    assert reading.table["title"].to_list() == HOSTILE
    assert reading.table["category"].to_list() == HOSTILE


def test_hostile_headings_are_only_data(read: Read, as_csv: Write) -> None:
    by_hand = {"order_id": HOSTILE[0], "sku": HOSTILE[1], "product": HOSTILE[2]}
    row = tuple(f"cell {n}" for n in range(len(HOSTILE)))
    reading = read(as_csv([tuple(HOSTILE), row]), by_hand)
    assert list(reading.table.select("order_id", "sku", "title").iter_rows()) == [
        ("cell 0", "CELL 1", "cell 2")
    ]
    assert mapping(reading) == by_hand


SHOPIFY = """\
Name,Email,Financial Status,Currency,Created at,Notes,Lineitem quantity,Lineitem name,\
Lineitem price,Lineitem sku,Cancelled at
#1001,anna@example.com,paid,EUR,2024-03-01 10:00:00 +0100,"ring
twice",1,Mug - red,12.00,MUG-1,
#1001,,,,,,2,Plate - blue,8.00,PLT-2,
#1002,ben@example.com,paid,EUR,2024-03-02 11:00:00 +0100,,1,Mug - red,12.00,MUG-1,\
2024-03-03 09:00:00 +0100
#1002,,,,,,1,Plate - blue,8.00,PLT-2,
#1003,anna@example.com,refunded,EUR,2024-03-04 12:00:00 +0100,,1,Bowl,9.00,,
#1003,,,,,,1,Gift card,25.00,,
#1004,cleo@example.com,partially_refunded,EUR,2024-03-05 12:00:00 +0100,,1,Bowl,9.00,,
#1004,,,,,,1,Gift card,25.00,,
"""


def test_line_item_exports_are_understood(read: Read) -> None:
    reading = read(SHOPIFY)
    assert (reading.read, reading.used) == (8, 3)
    assert reading.rejected == {"cancelled_order": 4, "not_a_product": 1}
    assert reading.rejects["row"].to_list() == [3, 4, 5, 6, 8]
    assert list(reading.table.select("order_id", "sku", "title", "quantity").iter_rows()) == [
        ("#1001", "MUG-1", "Mug - red", 1),
        ("#1001", "PLT-2", "Plate - blue", 2),
        ("#1004", "Bowl", "Bowl", 1),
    ]
