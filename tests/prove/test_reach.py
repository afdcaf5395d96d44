"""Judging bundles on later orders, against plain set arithmetic."""

import math
import random

import numpy as np
import pytest

from engine.bundles.prove.reach import (
    LaterOrders,
    distinct_products,
    hold,
    judge,
    reach,
    reached_orders,
)

Orders = list[set[int]]


def as_later(orders: Orders) -> LaterOrders:
    lines = [(number, item) for number, items in enumerate(orders) for item in items]
    random.Random(len(lines)).shuffle(lines)
    table = np.array(lines, dtype=np.int64).reshape(-1, 2)
    return LaterOrders(table[:, 0], table[:, 1], len(orders))


def plain_hold(bundles: list[set[int]], orders: Orders) -> float:
    def lift_of(bundle: set[int]) -> float:
        alone = [sum(item in order for order in orders) for item in bundle]
        chance = len(orders) * math.prod(count / len(orders) for count in alone)
        return sum(bundle <= order for order in orders) / chance

    return sum(
        sum(bundle <= order for order in orders) >= 5 and lift_of(bundle) >= 2 for bundle in bundles
    ) / len(bundles)


def plain_reach(bundles: list[set[int]], orders: Orders) -> float:
    several = [order for order in orders if len(order) > 1]
    return sum(any(bundle <= order for bundle in bundles) for order in several) / len(several)


def some_orders(seed: int) -> Orders:
    """Ten product pairs that go together now and then, and single products."""
    luck = random.Random(seed)
    orders = []
    for _ in range(400):
        order = {luck.randrange(20) for _ in range(luck.randrange(4))}
        if luck.random() < 0.3:
            first = 2 * luck.randrange(10)
            order |= {first, first + 1}
        orders.append(order)
    return orders


@pytest.mark.parametrize("seed", range(5))
def test_equals_set_arithmetic(seed: int) -> None:
    orders, luck = some_orders(seed), random.Random(seed)
    bundles = [set(luck.sample(range(22), luck.choice((2, 2, 3)))) for _ in range(8)]
    bundles += [{2 * k, 2 * k + 1} for k in range(5)]
    proof = judge([sorted(bundle) for bundle in bundles], as_later(orders))
    assert proof.hold == pytest.approx(plain_hold_of(bundles, orders))
    assert proof.reach == pytest.approx(plain_reach(bundles, orders))
    assert proof.products == len(set().union(*bundles))
    assert proof.judged == sum(len(order) > 1 for order in orders)
    assert 0 < proof.hold < 1
    assert 0 < proof.reach < 1


def plain_hold_of(bundles: list[set[int]], orders: Orders) -> float:
    """Bundles with a product nobody bought do not hold; their chance would be zero."""
    sold = set().union(*orders)
    share = [plain_hold([bundle], orders) if bundle <= sold else 0.0 for bundle in bundles]
    return sum(share) / len(share)


def test_four_orders_are_too_few_and_five_are_enough() -> None:
    others: Orders = [{7}] * 30
    assert hold([(0, 1)], as_later([{0, 1}] * 4 + others)) == 0
    assert hold([(0, 1)], as_later([{0, 1}] * 5 + others)) == 1


def test_lift_counts_orders_with_one_product_too() -> None:
    # 6 of 12 orders hold each and 6 hold both: lift 2 exactly; one order fewer and it is less.
    assert hold([(0, 1)], as_later([{0, 1}] * 6 + [{7}] * 6)) == 1
    assert hold([(0, 1)], as_later([{0, 1}] * 6 + [{7}] * 5)) == 0


def test_an_order_reached_twice_counts_once() -> None:
    later = as_later([{0, 1, 2, 3}, {0, 1}, {0, 2}, {5}])
    assert reach([(0, 1), (2, 3)], later) == pytest.approx(2 / 3)
    assert reached_orders([(0, 1), (2, 3)], later).tolist() == [True, True, False, False]


def test_a_single_product_reaches_only_orders_with_more() -> None:
    assert reach([(5,)], as_later([{5}, {5, 6}, {6, 7}])) == pytest.approx(1 / 2)


def test_products_that_were_not_sold_later() -> None:
    later = as_later([{0, 1}] * 9)
    assert hold([(0, -1), (0, 99)], later) == 0
    assert reach([(0, -1), (0, 99)], later) == 0


def test_nothing_to_judge() -> None:
    assert judge([], as_later([{0, 1}])).hold == 0
    empty = judge([(0, 1)], as_later([]))
    assert (empty.hold, empty.reach, empty.judged, empty.reach_error) == (0, 0, 0, 0)


def test_products_may_be_codes() -> None:
    assert distinct_products([("A", "B"), ("B", "C")]) == 3


def test_standard_error() -> None:
    proof = judge([(0, 1)], as_later([{0, 1}] * 25 + [{2, 3}] * 75))
    assert proof.reach_error == pytest.approx(math.sqrt(0.25 * 0.75 / 100))
