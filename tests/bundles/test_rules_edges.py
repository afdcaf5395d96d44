"""Rules where rounding, certainty or a product of every order could mislead."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bundles.oracles import orders_with
from tests.bundles.test_rules import rules_of, sides


def test_a_product_of_every_order_is_a_certain_consequent() -> None:
    rules = rules_of([{0, 1}] * 3 + [{1}] * 2)
    by_sides = {sides(row): row["conviction"] for row in rules.rows(named=True)}
    assert by_sides[(0,), (1,)] == float("inf")


@pytest.mark.parametrize(("count", "total"), [(7, 25), (15, 29), (29, 35), (14, 25), (15, 22)])
def test_a_certain_rule_is_certain_whatever_the_counts(count: int, total: int) -> None:
    rules = rules_of([{0, 1}] * count + [{2}] * (total - count))
    assert rules["confidence"].to_list() == [1.0, 1.0]
    assert rules["conviction"].to_list() == [float("inf")] * 2


@settings(deadline=None, max_examples=30)
@given(orders=st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=3, max_size=30))
def test_rules_of_equal_lift_stand_by_orders_then_codes(orders: list[set[int]]) -> None:
    rows = rules_of([*orders, {9}]).rows(named=True)
    keys = [_exact_key([*orders, {9}], row) for row in rows]
    assert keys == sorted(keys)


def _exact_key(orders: list[set[int]], row: dict[str, Any]) -> tuple[Fraction, int, str, str]:
    left, right = sides(row)
    first, second, both = (len(orders_with(orders, s)) for s in (left, right, left + right))
    lift = Fraction(both * len(orders), first * second)
    return -lift, -both, row["antecedent"], row["consequent"]
