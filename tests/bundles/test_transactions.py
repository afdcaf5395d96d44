"""Checked lines become baskets: distinct, without wholesale, with one name and price a product."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles import BundleOptions
from engine.bundles.context.transactions import Baskets, gather_baskets
from engine.errors import TooSmall
from tests.bundles.makers import day_number, line, lines_of, lines_of_orders, quiet

NOON = dt.datetime.fromisoformat("2021-03-31T12:00")
FILLER = [line(f"F{number}", sku) for number in range(12) for sku in ("filler-1", "filler-2")]


def gather(lines: pl.DataFrame, **options: Any) -> Baskets:
    return gather_baskets(lines, BundleOptions(**options), quiet())


def days_ago(days: float) -> dt.datetime:
    return NOON - dt.timedelta(days=days)


def with_filler(*rows: dict[str, Any]) -> pl.DataFrame:
    return lines_of([*rows, *FILLER])


def held(baskets: Baskets) -> list[list[str]]:
    """The codes of each order."""
    rows: list[list[str]] = [[] for _ in range(baskets.orders)]
    for order, item in zip(baskets.order.tolist(), baskets.item.tolist(), strict=True):
        rows[order].append(baskets.products.skus[item])
    return rows


def of_product(baskets: Baskets, sku: str) -> tuple[str, int, str | None]:
    """Title, price and category of a product."""
    products = baskets.products
    place = products.skus.index(sku)
    return products.titles[place], int(products.prices[place]), products.categories[place]


def test_orders_and_products_are_sorted_and_distinct() -> None:
    rows = [
        line("B", "cup"),
        line("A", "tea"),
        line("B", "cup"),
        line("A", "cup"),
        line("B", "jug"),
    ]
    baskets = gather(with_filler(*rows))
    assert held(baskets)[:2] == [["cup", "tea"], ["cup", "jug"]]
    assert baskets.products.skus == ("cup", "filler-1", "filler-2", "jug", "tea")
    assert (baskets.orders, baskets.multi_item_orders) == (14, 14)


def test_an_order_of_one_product_counts_as_an_order_only() -> None:
    baskets = gather(with_filler(line("A", "tea"), line("A", "tea")))
    assert (baskets.orders, baskets.multi_item_orders) == (13, 12)


def test_only_baskets_above_the_wholesale_size_are_left_out() -> None:
    at_limit = [line("limit", f"thing {number}") for number in range(5)]
    above = [line("above", f"thing {number}") for number in range(6)]
    baskets = gather(with_filler(*at_limit, *above, above[0]), wholesale_items=5)
    assert baskets.orders == 13
    assert (baskets.wholesale_orders, baskets.wholesale_lines) == (1, 6)
    assert held(baskets)[-1] == [f"thing {number}" for number in range(5)]
    assert len(baskets.order) == len(baskets.item) == 24 + 5


def test_days_stay_with_their_orders_when_wholesale_is_left_out() -> None:
    rows = [
        *(line("B-big", f"thing {number}", moment=days_ago(9)) for number in range(4)),
        line("A", "tea", moment=days_ago(2)),
        line("C", "tea", moment=days_ago(1)),
    ]
    baskets = gather(with_filler(*rows), wholesale_items=3)
    last = day_number("2021-03-31")
    assert [baskets.days[0], baskets.days[1]] == [last - 2, last - 1]
    assert set(baskets.days[2:].tolist()) == {-1}
    assert baskets.last_day == dt.date(2021, 3, 30)


def test_an_order_is_of_its_earliest_day() -> None:
    rows = [line("A", "tea", moment=days_ago(0)), line("A", "cup", moment=days_ago(3))]
    assert gather(with_filler(*rows)).last_day == dt.date(2021, 3, 28)


def test_until_keeps_all_of_its_day_and_nothing_after_it() -> None:
    rows = [
        line("A", "tea", moment=dt.datetime.fromisoformat("2021-03-30T23:59:59.999999")),
        line("B", "tea", moment=dt.datetime.fromisoformat("2021-03-31T00:00")),
    ]
    baskets = gather(with_filler(*rows), until="2021-03-30")
    assert baskets.last_day == dt.date(2021, 3, 30)
    assert baskets.orders == 13


def test_a_file_without_dates_has_no_last_day() -> None:
    baskets = gather(lines_of(FILLER))
    assert baskets.last_day is None
    assert set(baskets.days.tolist()) == {-1}


def test_the_most_common_title_and_category_name_a_product() -> None:
    rows = [
        line("A", "tea", title="Tea", category="Drinks"),
        line("B", "tea", title="TEA!", category="Drinks"),
        line("C", "tea", title="TEA!", category="Leaves"),
        line("D", "tea", title="Tea", category=None),
        line("E", "tea", title="Tea", category=None),
    ]
    assert of_product(gather(with_filler(*rows)), "tea") == ("Tea", 500, "Drinks")


def test_equally_common_titles_give_the_first_by_alphabet() -> None:
    rows = [line("A", "tea", title="Zebra tea"), line("B", "tea", title="Apple tea")]
    assert of_product(gather(with_filler(*rows)), "tea")[0] == "Apple tea"


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        ([(0, 3.00)], 300),
        ([(0, 3.00), (1, 2.00)], 200),
        ([(0, 9.00), (1, 2.00), (2, 3.00)], 300),
        ([(0, 9.00), (1, 2.00), (2, 3.00), (3, 4.00)], 300),
        ([(0, 5.00), (60, 3.00), (60, 4.00)], 400),
        ([(0, 5.00), (60.001, 3.00), (60.001, 4.00)], 500),
        ([(200, 5.00), (259, 3.00), (261, 1.00), (261, 1.00)], 300),
        ([(0, 19.99)], 1999),
        ([(0, 0.29)], 29),
        ([(0, 1.15)], 115),
        ([(0, 10.004)], 1000),
    ],
)
def test_the_typical_price_is_the_lower_median_of_a_products_last_60_days(
    paid: list[tuple[float, float]], expected: int
) -> None:
    rows = [
        line(f"A{number}", "tea", unit_price=price, moment=days_ago(days))
        for number, (days, price) in enumerate(paid)
    ]
    assert of_product(gather(with_filler(*rows)), "tea")[1] == expected


def test_a_product_without_any_price_has_none() -> None:
    rows = [line("A", "tea", unit_price=None), line("B", "cup", unit_price=4.0)]
    baskets = gather(with_filler(*rows))
    assert [of_product(baskets, sku)[1] for sku in ("tea", "cup")] == [-1, 400]
    table = baskets.products.as_table()
    assert table.filter(pl.col("sku") == "tea")["unit_price"].to_list() == [None]
    assert table.columns == ["sku", "title", "unit_price", "category"]


def test_an_unpriced_line_does_not_move_the_60_days() -> None:
    rows = [
        line("A", "tea", unit_price=None, moment=days_ago(0)),
        line("B", "tea", unit_price=7.0, moment=days_ago(100)),
    ]
    assert of_product(gather(with_filler(*rows)), "tea")[1] == 700


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000), until=st.sampled_from([None, "2021-02-14"]))
def test_the_order_of_rows_changes_nothing(seed: int, until: str | None) -> None:
    draw = random.Random(seed)
    rows = [_random_line(draw) for _ in range(60)]
    plain = gather(with_filler(*rows), until=until)
    draw.shuffle(rows)
    _same(plain, gather(with_filler(*rows), until=until))


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000))
def test_a_file_written_twice_over_changes_nothing(seed: int) -> None:
    draw = random.Random(seed)
    rows = [_random_line(draw) for _ in range(60)]
    _same(gather(lines_of(rows)), gather(lines_of([*rows, *rows])))


def _random_line(draw: random.Random) -> dict[str, Any]:
    return line(
        f"A{draw.randrange(15)}",
        draw.choice("abcdef"),
        title=draw.choice(["One", "one", "Two"]),
        category=draw.choice([None, "X", "Y"]),
        unit_price=draw.choice([None, 1.0, 1.5, 2.25, 7.0]),
        moment=draw.choice([None, days_ago(draw.randrange(150))]),
    )


def _same(one: Baskets, other: Baskets) -> None:
    for name in ("order", "item", "days"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    for name in ("orders", "wholesale_orders", "wholesale_lines", "last_day", "multi_item_orders"):
        assert getattr(one, name) == getattr(other, name), name
    assert one.products.as_table().equals(other.products.as_table())


REFUSED: list[tuple[Callable[[], pl.DataFrame], str]] = [
    (lambda: lines_of_orders([["a", "b"]] * 9 + [["a"]]), "19 usable order lines"),
    (lambda: lines_of_orders([[f"p{number}" for number in range(25)]]), "one order"),
    (lambda: lines_of_orders([["a"]] * 25), "two different products"),
    (lambda: lines_of_orders([["a", "a"]] * 25), "two different products"),
]


@pytest.mark.parametrize(("make", "words"), REFUSED, ids=["19 lines", "one", "single", "twice"])
def test_files_that_cannot_tell_are_refused(make: Callable[[], pl.DataFrame], words: str) -> None:
    with pytest.raises(TooSmall, match=words):
        gather(make())


def test_a_file_whose_orders_are_all_wholesale_is_refused() -> None:
    lines = lines_of_orders([[f"p{number}" for number in range(10)]] * 3)
    with pytest.raises(TooSmall):
        gather(lines, wholesale_items=9)


def test_lines_after_until_do_not_count_towards_the_least_size() -> None:
    days = ["2021-01-01"] * 9 + ["2021-02-01"] * 9
    lines = lines_of_orders([["a", "b"]] * 18, days=days)
    assert gather(lines).orders == 18
    with pytest.raises(TooSmall, match="18 usable order lines"):
        gather(lines, until="2021-01-31")
