"""Facts are what loops over the lines find, whatever the order of the rows."""

import dataclasses
import math
import random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.context.facts import ProductFacts
from tests.bundles.context_facts.makers import catalog_of, drawn_shop, gather, joined, moment
from tests.bundles.context_facts.oracles import facts_by_loop, recent_transactions_by_loop
from tests.bundles.makers import SCHEMA, day_number, line, lines_of_orders

COUNTED = (
    "first_sold", "last_sold", "orders", "units", "recent_orders", "velocity", "discount",
    "buyers", "returning",
)  # fmt: skip


def same(one: ProductFacts, other: ProductFacts) -> bool:
    """Whether two facts are equal to the last bit, nan like nan."""
    for field in dataclasses.fields(one):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, np.ndarray):
            if left.dtype != right.dtype or left.tobytes() != right.tobytes():
                return False
        elif left != right:
            return False
    return True


@settings(max_examples=25)
@given(seed=st.integers(0, 100_000), dated=st.booleans(), priced=st.booleans())
def test_facts_are_those_of_a_loop_over_the_lines(seed: int, dated: bool, priced: bool) -> None:
    rows = drawn_shop(seed, dated=dated, priced=priced)
    facts, _, _ = gather(joined(rows))
    assert facts.skus == tuple(sorted({row["sku"] for row in rows}))
    for item, sku in enumerate(facts.skus):
        expected = facts_by_loop(rows, sku)
        for name in COUNTED:
            assert getattr(facts, name)[item] == pytest.approx(expected[name], nan_ok=True), name
    assert facts.recent_transactions == recent_transactions_by_loop(rows)


@settings(max_examples=12)
@given(seed=st.integers(0, 100_000), shuffle=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(seed: int, shuffle: random.Random) -> None:
    rows = drawn_shop(seed)
    plain, _, _ = gather(joined(rows))
    shuffle.shuffle(rows)
    categorical = joined(rows).with_columns(pl.col(pl.String).cast(pl.Categorical))
    assert same(plain, gather(categorical)[0])


@pytest.mark.parametrize("rate", [0.01, 100.0, 7.0])
def test_the_currency_changes_amounts_only(rate: float) -> None:
    rows = drawn_shop(4)
    money = ("unit_price", "list_price", "cost")
    other = [row | {name: row[name] and row[name] * rate for name in money} for row in rows]
    here, there = gather(joined(rows))[0], gather(joined(other))[0]
    assert there.discount == pytest.approx(here.discount, nan_ok=True)
    for name in COUNTED:
        if name != "discount":
            assert (getattr(here, name) == getattr(there, name)).all(), name


def test_a_catalog_tells_prices_costs_stock_makers_and_days() -> None:
    facts, _, _ = gather(joined(drawn_shop(1)))
    place = facts.skus.index("D")
    listed = 4.0 + ord("D") % 7
    assert facts.list_price[place] == round(listed * 100)
    assert facts.cost[place] == round(listed / 3 * 100)
    assert facts.stock[place] == ord("D")
    assert facts.vendors[place] == f"maker {ord('D') % 2}"
    assert facts.created[place] == day_number(f"2024-0{ord('D') % 7 + 1}-03")
    assert math.isnan(facts.stock[facts.skus.index("B")])
    assert facts.cost[facts.skus.index("B")] == -1
    assert facts.list_price[facts.skus.index("A")] == facts.price[facts.skus.index("A")]
    assert math.isnan(facts.discount[facts.skus.index("A")])
    assert facts.has == {
        "prices", "list_prices", "costs", "stock", "dates", "customers", "vendors",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "paid", "price"),
    [(4.0, 5.0, 400), (5.0, 4.0, 400), (0.0, 5.0, 500), (None, 5.0, 500), (4.0, None, 400)],
)
def test_a_price_is_at_most_what_the_catalog_asks_today(
    asked: float | None, paid: float | None, price: int
) -> None:
    rows = [
        line(f"O{k}", sku, unit_price=paid, list_price=asked) for k in range(12) for sku in "ab"
    ]
    assert gather(joined(rows))[0].price.tolist() == [price, price]


def test_a_plain_file_tells_of_nothing_else() -> None:
    facts, _, _ = gather(lines_of_orders([["a", "b"]] * 12))
    assert facts.has == {"prices"}
    assert (facts.cost == -1).all()
    assert np.isnan(facts.stock).all()
    assert np.isnan(facts.velocity).all()
    assert np.isnan(facts.discount).all()
    assert (facts.created == -1).all()
    assert facts.last_day == -1
    assert facts.recent_transactions == 12


def test_where_lines_disagree_the_highest_amounts_and_the_earliest_day_count() -> None:
    told = [
        {"list_price": 4.0, "cost": 2.0, "stock": 9.0, "vendor": "Zed", "tags": "b",
         "created_at": moment("2025-02-01")},
        {"list_price": 5.0, "cost": None, "stock": None, "vendor": None, "tags": "a",
         "created_at": moment("2025-01-01")},
    ]  # fmt: skip
    rows = [line(f"O{k}", sku, **told[k % 2]) for k in range(12) for sku in "ab"]
    for lines in (joined(rows), joined(rows[::-1])):
        facts, _, _ = gather(lines)
        assert (facts.list_price[0], facts.cost[0], facts.stock[0]) == (500, 200, 9)
        assert (facts.vendors[0], facts.words[0]) == ("Zed", "a")
        assert facts.created[0] == day_number("2025-01-01")


def test_lines_after_the_last_day_count_for_nothing() -> None:
    rows = [line(f"O{k}", sku, moment=moment(f"2025-01-{k + 1:02}")) for k in range(20)
            for sku in "ab"]  # fmt: skip
    late = [line("P1", sku, moment=moment("2025-03-01"), cost=3.0) for sku in "abc"]
    here, there = gather(joined(rows)), gather(joined([*rows, *late]), until="2025-01-31")
    assert same(here[0], there[0])


def test_products_never_sold_come_last_and_say_so() -> None:
    rows = [line(f"O{k}", sku, moment=moment("2025-03-01")) for k in range(12) for sku in "ab"]
    catalog = catalog_of(
        {"sku": "a", "title": "a"},
        {"sku": "NEW", "title": "Lamp", "variant_title": "Red", "price": 12.5, "cost": 4.0,
         "stock": 30.0, "vendor": "Zed", "tags": "gift", "category": "Light",
         "created_at": moment("2025-02-20")},
    )  # fmt: skip
    facts, sales, baskets = gather(joined(rows), catalog)
    assert (facts.sold, len(facts), len(baskets.products.skus)) == (2, 3, 2)
    assert facts.skus[2:] == ("NEW",)
    assert facts.titles[2:] == ("Lamp - Red",)
    assert (facts.categories[2], facts.vendors[2], facts.words[2]) == ("Light", "Zed", "gift")
    assert (facts.price[2], facts.list_price[2], facts.cost[2]) == (1250, 1250, 400)
    assert (facts.stock[2], facts.velocity[2], facts.orders[2], facts.first_sold[2]) == (
        30, 0, 0, -1,
    )  # fmt: skip
    assert math.isnan(facts.discount[2])
    assert facts.created[2] == day_number("2025-02-20")
    assert "catalog" in facts.has
    assert sales.item.max() == 1


def test_every_array_has_one_element_a_product(check_lines: pl.DataFrame) -> None:
    facts, _, _ = gather(check_lines)
    for field in dataclasses.fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, np.ndarray | tuple):
            assert len(value) == len(facts), field.name


@pytest.fixture
def check_lines() -> pl.DataFrame:
    """Lines without any of a catalog's columns."""
    return joined(drawn_shop(3)).select(list(SCHEMA))
