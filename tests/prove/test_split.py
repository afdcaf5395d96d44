"""Cutting a file's period: nothing is lost, nothing is in both parts."""

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.bundles.context.transactions import Baskets
from engine.bundles.prove.reach import LaterOrders
from engine.bundles.prove.split import split_by_time
from tests.bundles.makers import baskets_of

ORDERS = st.lists(
    st.tuples(st.integers(-1, 40), st.sets(st.integers(0, 6), min_size=1, max_size=4)), min_size=1
)


def as_sets(part: Baskets | LaterOrders) -> list[set[int]]:
    orders: list[set[int]] = [set() for _ in range(part.orders)]
    for order, item in zip(part.order.tolist(), part.item.tolist(), strict=True):
        orders[order].add(item)
    return orders


@given(ORDERS)
def test_every_dated_order_is_in_one_part_and_in_the_right_one(
    orders: list[tuple[int, set[int]]],
) -> None:
    baskets = baskets_of([items for _, items in orders], days=[day for day, _ in orders])
    split = split_by_time(baskets)
    days = [day for day, _ in orders if day >= 0]
    if len(set(days)) < 2:
        assert split is None
        return
    assert split is not None
    until = min(days) + int((max(days) - min(days)) * 0.7)
    assert as_sets(split.first) == [items for day, items in orders if 0 <= day <= until]
    assert as_sets(split.later) == [items for day, items in orders if day > until]
    assert split.until == dt.date(1970, 1, 1) + dt.timedelta(until)
    assert split.undated == sum(day < 0 for day, _ in orders)
    assert int(split.first.days.max()) <= until
    assert split.later.orders > 0


def test_without_dates_there_is_nothing_to_cut() -> None:
    assert split_by_time(baskets_of([{0, 1}] * 5)) is None


def test_products_keep_their_numbers() -> None:
    baskets = baskets_of([{0, 3}, {2, 5}], days=[0, 10])
    split = split_by_time(baskets)
    assert split is not None
    assert split.first.item.tolist() == [0, 3]
    assert split.later.item.tolist() == [2, 5]
    assert np.array_equal(split.first.products.prices, baskets.products.prices)
