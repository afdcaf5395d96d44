"""Evidence of any set, frequent or not, sold or not: exact, against plain counting."""

import itertools
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.candidates import holders as holders_room
from engine.bundles.candidates.pool import Pool
from engine.bundles.candidates.pool_context import PoolContext
from engine.bundles.candidates.sets import Union
from engine.bundles.candidates.weigh import weigh_pool
from tests.bundles.makers import quiet
from tests.bundles.oracles import (
    best_rule,
    chance_and_lift,
    largest_p_given_the_rest,
    log_fraction,
    orders_with,
    orders_with_any,
    trend_by_loop,
)
from tests.bundles.pool_makers import holders_of, rows_of, shop_of, vectors_of

ITEMS = 5
UNSOLD = 2
EVERY = [
    items for size in (2, 3, 4) for items in itertools.combinations(range(ITEMS + UNSOLD), size)
]
ORDERS = st.lists(st.sets(st.integers(0, ITEMS - 1), min_size=1), min_size=4, max_size=40)


def weighed(context: PoolContext, sets: Any = EVERY) -> Pool:
    rows = rows_of(sorted(sets, key=lambda items: rows_of([items]).tolist()))
    nothing = np.zeros(len(rows), dtype=np.int64)
    union = Union(rows, nothing, nothing)
    return weigh_pool(union, context, holders_of(context.baskets, UNSOLD), quiet())


def shop(orders: list[set[int]], **rest: Any) -> PoolContext:
    # The last product is always sold, so that the numbers of those never sold follow it.
    return shop_of([*orders, {ITEMS - 1}], unsold=UNSOLD, **rest)


def of(pool: Pool, items: tuple[int, ...]) -> dict[str, Any]:
    row = pool.items.tolist().index(rows_of([items])[0].tolist())
    return {name: values[row] for name, values in vars(pool).items()}


@settings(deadline=None, max_examples=20)
@given(orders=ORDERS, min_count=st.integers(1, 6))
def test_counts_are_those_of_plain_counting_whatever_was_mined(
    orders: list[set[int]], min_count: int
) -> None:
    pool = weighed(shop(orders, min_count=min_count))
    orders = [*orders, {ITEMS - 1}]
    sold = set().union(*orders)
    for items in EVERY:
        row = of(pool, items)
        assert row["together"] == len(orders_with(orders, items))
        assert row["either"] == len(orders_with_any(orders, items))
        if not set(items) <= sold:
            assert row["chance"] == 0
            assert all(np.isnan(row[name]) for name in ("lift", "lift_now", "log_p", "q_value"))
            continue
        chance, lift = chance_and_lift(orders, items)
        assert row["chance"] == pytest.approx(float(chance))
        assert row["lift"] == pytest.approx(float(lift))
        assert row["log_p"] == pytest.approx(
            log_fraction(largest_p_given_the_rest(orders, items)), abs=1e-9
        )
        frequent = len(orders_with(orders, items)) >= min_count
        assert np.isnan(row["q_value"]) == (not frequent)


@settings(deadline=None, max_examples=15)
@given(orders=ORDERS)
def test_the_best_rule_is_over_what_was_bought(orders: list[set[int]]) -> None:
    pool = weighed(shop(orders))
    orders = [*orders, {ITEMS - 1}]
    for items in EVERY:
        row = of(pool, items)
        possible = [item for item in items if orders_with(orders, set(items) - {item})]
        if not possible:
            assert (math.isnan(row["confidence"]), row["to"]) == (True, -1)
            continue
        rules = {
            item: len(orders_with(orders, items)) / len(orders_with(orders, set(items) - {item}))
            for item in possible
        }
        assert row["confidence"] == pytest.approx(max(rules.values()))
        assert row["to"] == min(item for item in rules if rules[item] == max(rules.values()))
        if len(possible) == len(items) and row["together"]:
            assert row["to"] == best_rule(orders, items)[1]


@settings(deadline=None, max_examples=15)
@given(orders=ORDERS, data=st.data())
def test_lift_under_the_orders_weights_and_life_by_trend(
    orders: list[set[int]], data: st.DataObject
) -> None:
    many = len(orders) + 1
    days = data.draw(st.lists(st.integers(0, 200), min_size=many, max_size=many))
    context = shop(orders, days=days)
    pool = weighed(context)
    orders, weight = [*orders, {ITEMS - 1}], context.weights.order
    for items in EVERY:
        row, together = of(pool, items), sorted(orders_with(orders, items))
        shares = [sum(weight[sorted(orders_with(orders, [item]))]) / many for item in items]
        if min(shares) > 0:
            expected = sum(weight[together]) / (many * math.prod(shares))
            assert row["lift_now"] == pytest.approx(expected)
        trends = [
            trend_by_loop(orders, days, 60, item) if orders_with(orders, [item]) else 1.0
            for item in items
        ]
        bundle = [{0} if number in together else set() for number in range(many)]
        own = trend_by_loop(bundle, days, 60, 0) if together else 1.0
        mean = math.prod(trends) ** (1 / len(items))
        assert row["alive"] == pytest.approx(min(1.0, mean) * min(1.0, own))


def test_likeness_is_the_mean_over_pairs_and_unknown_without_a_vector() -> None:
    context = shop([{0, 1}, {2, 3}])
    vectors = vectors_of([[1, 0], [0, 1], [1, 1], [], [3, 0]])
    pool = weighed(replace(context, vectors=vectors), [(0, 1), (0, 2), (0, 1, 2), (0, 3), (0, 6)])
    half = math.sqrt(0.5)
    assert of(pool, (0, 1))["likeness"] == 0.0
    assert of(pool, (0, 2))["likeness"] == pytest.approx(half, abs=1e-6)
    assert of(pool, (0, 1, 2))["likeness"] == pytest.approx(2 * half / 3, abs=1e-6)
    assert np.isnan(of(pool, (0, 3))["likeness"])
    assert np.isnan(of(pool, (0, 6))["likeness"])
    assert np.isnan(weighed(context).likeness).all()


def test_twins_are_told_also_among_what_was_never_sold() -> None:
    context = shop([{0, 1}, {2, 3}])
    same = replace(context.likeness, name=np.array([0, 1, 2, 3, 4, 0, 6]))
    pool = weighed(replace(context, likeness=same), [(0, 1), (0, 5), (0, 1, 5)])
    assert [bool(of(pool, items)["twins"]) for items in ((0, 1), (0, 5), (0, 1, 5))] == [
        False, True, True,
    ]  # fmt: skip


def test_small_blocks_count_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    context = shop([{0, 1, 2}, {1, 2, 3}, {0, 4}, {1, 2}] * 8, days=list(range(33)))
    whole = weighed(context)
    monkeypatch.setattr(holders_room, "ORDERS_AT_ONCE", 7)
    for name, values in vars(weighed(context)).items():
        assert np.array_equal(values, vars(whole)[name], equal_nan=values.dtype.kind == "f")


def test_no_sets_are_an_empty_pool() -> None:
    pool = weighed(shop([{0, 1}]), [])
    assert len(pool) == 0
    assert pool.items.shape == (0, 4)
