"""Order lines of other sources: totals of lines, adjustments, refunds."""

import random
from collections import defaultdict
from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ColumnsMissing
from engine.files import Reading
from engine.files.cells.words import words_of
from engine.files.check.again import orders_again

Read = Callable[..., Reading]
WOO = (
    "order_id,date,status,order_currency,item_name,item_sku,item_quantity,item_subtotal,"
    "order_total\n"
)


def test_a_line_s_total_by_its_quantity_is_the_price(read: Read) -> None:
    reading = read(
        WOO + "1,2024-01-02,completed,EUR,Mug,M1,3,12.30,18.30\n"
        "1,2024-01-02,completed,EUR,Cup,C1,1,6.00,18.30\n"
    )
    assert reading.table["unit_price"].to_list() == [4.1, 6]
    assert any("the line's total by its quantity" in note for note in reading.notes)


def test_an_order_s_total_is_never_a_price(read: Read) -> None:
    reading = read("order_id,item_sku,quantity,order_total\n1,A1,1,18.30\n1,A2,2,18.30\n")
    assert reading.table["unit_price"].null_count() == 2


SQUARE = "Date,Time,Category,Item,Qty,Price Point Name,SKU,Gross Sales,Transaction ID\n"


def test_square_s_amounts_and_refunds(read: Read) -> None:
    rows = (
        '2024-01-02,10:00:00,Drinks,Tea,"1,0",Regular,T1,$165.00 ,X1\n'
        '2024-01-02,10:00:00,Drinks,Mug,"2,0",Regular,M1,"$1,017.00",X1\n'
        '2024-01-03,11:00:00,Drinks,Tea,"1,0",Regular,T1,($8.50),X2\n'
        '2024-01-03,11:00:00,Drinks,Tea,"-1,0",Regular,T1,($8.50),X3\n'
    )
    reading = read(SQUARE + rows)
    assert reading.table["unit_price"].to_list() == [165, 508.5]
    assert reading.table["moment"].dt.hour().to_list() == [10, 10]
    assert reading.rejects.select("reason", "value").rows() == [
        ("return", "($8.50)"), ("return", "-1,0"),
    ]  # fmt: skip


def test_without_a_transaction_there_is_no_basket(read: Read) -> None:
    rows = "".join(f"2024-01-0{n},10:00:00,Drinks,Tea,1,Regular,T1,$3.50\n" for n in range(1, 9))
    with pytest.raises(ColumnsMissing, match="no way to form baskets"):
        read(SQUARE.replace(",Transaction ID", "") + rows)


def test_adjustments_of_online_retail_are_no_products(read: Read) -> None:
    rows = "".join(f"5365{n},8512{n},Holder,1,01/12/2009 08:26,2.55,1\n" for n in range(10, 30))
    rows += "A506401,B,Adjust bad debt,1,29/04/2010 13:36,-53594.36,\n"
    rows += "A563185,B,Adjust bad debt,1,12/08/2011 14:50,11062.06,\n"
    head = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID\n"
    assert read(head + rows).rejected == {"not_a_product": 2}


@settings(max_examples=30, deadline=None, derandomize=True)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["", "1", "2", "3"]), st.integers(0, 1), st.integers(0, 1),
                  st.integers(0, 1)),
        max_size=14,
    )
)  # fmt: skip
def test_orders_that_come_again_are_those_the_oracle_finds(
    rows: list[tuple[str, int, int, int]],
) -> None:
    order = words_of(pl.Series([row[0] or None for row in rows], dtype=pl.String))
    parts = [np.array([row[k] for row in rows], dtype=np.int64) for k in (1, 2)]
    copies = np.array([row in rows[:at] for at, row in enumerate(rows)], dtype=bool)
    again = orders_again(order, parts, copies)
    assert set(np.flatnonzero(again).tolist()) == _again(rows, copies.tolist())


def _again(rows: list[tuple[str, int, int, int]], copies: list[bool]) -> set[int]:
    """Row by row: blocks of each order, and those that the last one repeats."""
    blocks: dict[str, list[list[int]]] = defaultdict(list)
    before = None
    for at, row in enumerate(rows):
        if not row[0]:
            continue
        if row[0] != before:
            blocks[row[0]].append([])
        blocks[row[0]][-1].append(at)
        before = row[0]
    found: set[int] = set()
    for runs in blocks.values():
        lines = [sorted(rows[at][1:3] for at in run) for run in runs]
        fresh = any(not copies[at] for run in runs[1:] for at in run)
        if fresh and all(told == lines[-1] for told in lines):
            found.update(at for run in runs[:-1] for at in run)
    return found


def test_many_orders_told_again_are_found_in_any_sorting() -> None:
    numbers = list(range(2000))
    random.Random(7).shuffle(numbers)
    told = [(str(n), n % 5, line) for n in numbers for line in range(3)]
    order = words_of(pl.Series([row[0] for row in told * 2]))
    parts = [np.array([row[k] for row in told * 2]) for k in (1, 2)]
    again = orders_again(order, parts, np.zeros(len(told) * 2, dtype=bool))
    assert again.tolist() == [True] * len(told) + [False] * len(told)
