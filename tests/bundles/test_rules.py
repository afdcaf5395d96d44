"""Rules: every cut of every set, every measure, in an order that does not depend on anything."""

import itertools
import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.context.rules import find_rules
from engine.bundles.context.transactions import Products
from engine.steps import Steps
from tests.bundles.makers import itemsets_of, products_of, quiet, subset_counts
from tests.bundles.oracles import every_frequent_set, orders_with

ORDERS = st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=3, max_size=30).map(
    lambda orders: [*orders, {9}]
)
COLUMNS = [
    "antecedent", "consequent", "support", "confidence", "lift", "leverage", "conviction",
    "orders", "q_value",
]  # fmt: skip
HOSTILE = ['a"b', "c[1]", "d, e", "naïve ☕", "back\\slash", "'", "", "new\nline", "عربي"]


def rules_of(
    orders: Sequence[set[int]],
    *,
    min_count: int = 1,
    products: Products | None = None,
    steps: Steps | None = None,
) -> pl.DataFrame:
    itemsets = itemsets_of(every_frequent_set(orders, min_count, 4), len(orders), min_count, 4)
    products = products or products_of([f"thing {number}" for number in range(10)])
    q_values = tuple(np.arange(len(rows)) / 100 for rows in itemsets.sets[1:])
    return find_rules(itemsets, subset_counts(itemsets), q_values, products, steps or quiet())


def sides(row: dict[str, Any]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Product numbers of both sides."""
    one, other = (json.loads(row[name]) for name in ("antecedent", "consequent"))
    return tuple(int(sku[1:]) for sku in one), tuple(int(sku[1:]) for sku in other)


@settings(deadline=None, max_examples=25)
@given(orders=ORDERS, min_count=st.integers(1, 4))
def test_every_set_is_cut_in_two_in_every_way(orders: list[set[int]], min_count: int) -> None:
    expected = [
        (left, tuple(item for item in members if item not in left))
        for members in every_frequent_set(orders, min_count, 4)
        for taken in range(1, len(members))
        for left in itertools.combinations(members, taken)
    ]
    found = [sides(row) for row in rules_of(orders, min_count=min_count).rows(named=True)]
    assert sorted(found) == sorted(expected)


@settings(deadline=None, max_examples=25)
@given(orders=ORDERS)
def test_every_measure_is_its_formula(orders: list[set[int]]) -> None:
    total = len(orders)
    for row in rules_of(orders).rows(named=True):
        left, right = sides(row)
        first, second = (len(orders_with(orders, side)) for side in (left, right))
        both = len(orders_with(orders, {*left, *right}))
        assert row["orders"] == both
        assert row["support"] == pytest.approx(both / total)
        assert row["confidence"] == pytest.approx(both / first)
        assert row["lift"] == pytest.approx(both * total / (first * second))
        leverage = Fraction(both, total) - Fraction(first, total) * Fraction(second, total)
        assert row["leverage"] == pytest.approx(float(leverage), abs=1e-12)
        if both < first:
            conviction = Fraction(total - second, total) / (1 - Fraction(both, first))
            assert row["conviction"] == pytest.approx(float(conviction))


def test_a_certain_rule_has_infinite_conviction() -> None:
    rules = rules_of([{0, 1}] * 4 + [{1}] * 4 + [{2}] * 8)
    by_sides = {sides(row): row["conviction"] for row in rules.rows(named=True)}
    assert by_sides == {((0,), (1,)): float("inf"), ((1,), (0,)): pytest.approx(0.75 / 0.5)}


def test_each_rule_carries_the_q_value_of_its_whole_set() -> None:
    rules = rules_of([{0, 1, 2}] * 3 + [{9}])
    pairs = {(0, 1): 0.0, (0, 2): 0.01, (1, 2): 0.02}
    for row in rules.rows(named=True):
        members = tuple(sorted(itertools.chain(*sides(row))))
        assert row["q_value"] == pairs.get(members, 0.0)


@settings(deadline=None, max_examples=20)
@given(orders=ORDERS)
def test_the_strongest_lift_comes_first(orders: list[set[int]]) -> None:
    rules = rules_of(orders)
    lifts = rules["lift"].to_list()
    assert lifts == sorted(lifts, reverse=True)
    keys = rules.select("antecedent", "consequent")
    assert keys.is_unique().all()
    assert rules.equals(rules_of(list(reversed(orders))))


def test_rules_of_exactly_equal_lift_stand_by_orders_then_codes() -> None:
    rules = rules_of([{0, 1}, {2, 3}] * 8)
    assert rules["lift"].to_list() == [2.0] * 4
    assert [sides(row) for row in rules.rows(named=True)] == [
        ((0,), (1,)), ((1,), (0,)), ((2,), (3,)), ((3,), (2,)),
    ]  # fmt: skip


def test_hostile_codes_come_back_from_their_json() -> None:
    products = products_of(HOSTILE, skus=HOSTILE)
    everything = set(range(len(HOSTILE)))
    rules = rules_of([everything] * 3 + [set()], min_count=3, products=products)
    for column in ("antecedent", "consequent"):
        read = [json.loads(cell) for cell in rules[column]]
        assert {sku for skus in read for sku in skus} == set(HOSTILE)
    pair = rules.filter(pl.col("antecedent") == json.dumps(["naïve ☕"], ensure_ascii=False))
    assert pair.height > 0


def test_no_sets_give_an_empty_table_with_all_columns() -> None:
    rules = rules_of([{0}, {1}, {2}])
    assert rules.columns == COLUMNS
    assert rules.height == 0
    assert rules.schema["orders"] == pl.Int64
    assert rules.schema["antecedent"] == pl.String


def test_the_step_counts_every_set_once() -> None:
    steps = Steps()
    orders = [{0, 1, 2, 3}] * 5 + [{9}]
    rules_of(orders, steps=steps)
    assert (steps.view().done, steps.view().total) == (11, 11)
