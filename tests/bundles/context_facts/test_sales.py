"""Sales hold every line that counts, in an order that the file's rows do not change."""

import random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles import BundleOptions
from engine.bundles.context.facts import Sales
from engine.bundles.context.sales import gather_sales, without_wholesale
from tests.bundles.context_facts.makers import drawn_shop, joined, moment
from tests.bundles.context_facts.oracles import day_of_order
from tests.bundles.makers import day_number, line, lines_of

SKUS = tuple("ABCDEFG")
COLUMNS = ("order", "item", "quantity", "paid", "day", "customer")


def sales_of(lines: pl.DataFrame, skus: tuple[str, ...] = SKUS, **options: str) -> Sales:
    return gather_sales(lines, BundleOptions(**options), skus)  # type: ignore[arg-type]


@settings(max_examples=20)
@given(seed=st.integers(0, 100_000), shuffle=st.randoms(use_true_random=False))
def test_every_line_is_there_whatever_the_order_of_rows(seed: int, shuffle: random.Random) -> None:
    rows = drawn_shop(seed)
    rows += rows[:5]
    sales = sales_of(joined(rows))
    orders, days = sorted({row["order_id"] for row in rows}), day_of_order(rows)
    customers = sorted({row["customer"] for row in rows} - {None})
    expected = sorted(
        (
            orders.index(row["order_id"]), SKUS.index(row["sku"]), row["quantity"],
            round(row["unit_price"] * 100, 2), days.get(row["order_id"], -1),
            customers.index(row["customer"]) if row["customer"] else -1,
        )
        for row in rows
    )  # fmt: skip
    columns = (getattr(sales, name).tolist() for name in COLUMNS)
    assert list(zip(*columns, strict=True)) == expected
    shuffle.shuffle(rows)
    again = sales_of(joined(rows).with_columns(pl.col(pl.String).cast(pl.Categorical)))
    for name in COLUMNS:
        assert getattr(sales, name).tobytes() == getattr(again, name).tobytes(), name


@given(
    lines=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6)), max_size=40),
    most=st.integers(2, 6),
)
def test_orders_of_more_products_than_are_mined_are_left_out(
    lines: list[tuple[int, int]], most: int
) -> None:
    order, item = np.array(lines, dtype=np.int64).reshape(-1, 2).T
    place = np.arange(len(lines))
    sales = Sales(item, order, place, place + 1.0, place + 0.5, -1 - 0 * place)
    products = {number: {i for o, i in lines if o == number} for number in set(order.tolist())}
    kept = [row for row, (number, _) in enumerate(lines) if len(products[number]) <= most]
    found = without_wholesale(sales, most)
    assert found.day.tolist() == kept
    for name in COLUMNS:
        assert getattr(found, name).tolist() == getattr(sales, name)[kept].tolist(), name


def test_codes_that_are_not_asked_for_and_lines_without_a_quantity_are_left_out() -> None:
    rows = [
        line("1", "a", quantity=2.0), line("1", "b", quantity=0.0), line("2", "b", quantity=-1.0),
        line("3", "c"), line("4", "b", quantity=None), line("5", "b", quantity=3.0),
    ]  # fmt: skip
    sales = sales_of(lines_of(rows), ("a", "b"))
    assert sales.item.tolist() == [0, 1]
    assert sales.quantity.tolist() == [2, 3]


def test_a_line_without_a_price_or_customer_or_day_says_so() -> None:
    rows = [line("1", "a", unit_price=None), line("2", "a", unit_price=7.35, customer="c",
                                                   moment=moment("2025-01-02"))]  # fmt: skip
    sales = sales_of(lines_of(rows), ("a",))
    assert np.isnan(sales.paid[0])
    assert sales.paid[1] == 735.0
    assert sales.customer.tolist() == [-1, 0]
    assert sales.day.tolist() == [-1, day_number("2025-01-02")]


def test_a_last_day_is_kept_to() -> None:
    rows = [line("1", "a", moment=moment("2025-01-02")), line("2", "a"),
            line("3", "a", moment=moment("2025-01-03"))]  # fmt: skip
    sales = sales_of(lines_of(rows), ("a",), until="2025-01-02")
    assert sorted(sales.day.tolist()) == [-1, day_number("2025-01-02")]


@pytest.mark.parametrize("skus", [(), ("z",)])
def test_nothing_is_sold_of_products_that_are_not_there(skus: tuple[str, ...]) -> None:
    sales = sales_of(lines_of([line("1", "a")]), skus)
    assert [len(getattr(sales, name)) for name in COLUMNS] == [0] * 6
