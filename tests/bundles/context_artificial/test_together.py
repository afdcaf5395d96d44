"""Pairs that are always bought together are those that counting every pair finds."""

import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.context.together import Together, always_together
from tests.bundles.makers import baskets_of


def found(orders: list[set[int]], products: int) -> Together:
    baskets = baskets_of(orders)
    return always_together(baskets.order, baskets.item, products)


def by_loop(orders: list[set[int]], products: int) -> list[tuple[int, int, int]]:
    """first, second, orders that hold both, of pairs with 98 % both ways and ten orders."""
    pairs = []
    for first, second in itertools.combinations(range(products), 2):
        both = sum({first, second} <= order for order in orders)
        most = max(sum(item in order for order in orders) for item in (first, second))
        if both >= 10 and 100 * both >= 98 * most:
            pairs.append((first, second, both))
    return pairs


@settings(max_examples=30)
@given(seed=st.integers(0, 100_000), products=st.integers(2, 12))
def test_every_pair_is_found_and_no_other(seed: int, products: int) -> None:
    """Shops in which some products drag others along, nearly always or always."""
    draw = random.Random(seed)
    loyal = [draw.choice([1.0, 0.99, 0.97, 0.5]) for _ in range(products)]
    orders = []
    for _ in range(draw.choice([8, 12, 60, 220])):
        order = set(draw.sample(range(products), draw.randint(1, 2)))
        for item in sorted(order):
            if item + 1 < products and draw.random() < loyal[item]:
                order.add(item + 1 if item % 2 == 0 else item - 1)
        orders.append(order)
    together = found(orders, products)
    expected = by_loop(orders, products)
    counted = zip(together.pairs.tolist(), together.together.tolist(), strict=True)
    assert [(*pair, both) for pair, both in counted] == expected
    for pair, held in zip(together.pairs.tolist(), together.orders.tolist(), strict=True):
        assert held == [sum(item in order for order in orders) for item in pair]


@pytest.mark.parametrize(
    ("both", "alone", "is_one"),
    [(10, 0, True), (9, 0, False), (49, 1, True), (48, 1, False), (98, 2, True), (97, 3, False)],
)
def test_the_limit_is_98_of_100_both_ways(both: int, alone: int, is_one: bool) -> None:
    for lonely in ({0}, {1}):
        orders = [{0, 1}] * both + [lonely] * alone + [{2, 3}] * 3
        assert (found(orders, 4).pairs.tolist() == [[0, 1]]) is is_one


def test_one_way_is_not_enough() -> None:
    assert found([{0, 1}] * 50 + [{1}] * 5, 2).pairs.tolist() == []


def test_nothing_is_together_in_an_empty_file() -> None:
    nothing = np.empty(0, dtype=np.int64)
    together = always_together(nothing, nothing, 3)
    assert (together.pairs.shape, together.orders.shape) == ((0, 2), (0, 2))


def test_thousands_of_products_are_told_apart_too() -> None:
    orders = [{k % 70_000, 70_000} for k in range(0, 70_000, 700)] + [{69_999, 1}] * 12
    assert found(orders, 70_001).pairs.tolist() == [[1, 69_999]]
