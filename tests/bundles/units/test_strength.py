"""How strongly orders speak for a set, by the formula, and the sentence that tells the fit."""

import math

import numpy as np
import pytest

from engine.bundles.candidates.strength import beyond_chance, lift_share, strength_of
from engine.bundles.candidates.why import say_fit
from tests.bundles.units.makers import facts_of, filled_pool, prepared_of, sales_of, tags_of

ORDERS = [{0: 1.0}, {0: 1.0, 1: 1.0}, {2: 1.0}, {0: 1.0, 1: 1.0, 2: 1.0}]
NAN = float("nan")


def test_strength_is_the_mean_of_three_parts_times_life() -> None:
    rows = [(0, 1, -1, -1), (0, 2, -1, -1), (1, 2, -1, -1), (1, 3, -1, -1)]
    pool = filled_pool(
        rows,
        together=[30, 10, 5, 0],
        chance=[10.0, 20.0, 1.0, NAN],
        confidence=[0.6, 0.3, 0.9, NAN],
        lift=[3.0, 0.5, 5.0, NAN],
        lift_now=[math.sqrt(10), 0.4, NAN, NAN],
        alive=[0.5, 1.0, NAN, NAN],
        likeness=[0.9, NAN, 0.2, 0.6],
    )
    expected = [
        0.5 * (0.6 + 0.5 + 1.0) / 3,
        (0.3 + 0.0 + 0.0) / 3,
        (0.9 + math.log10(5) + math.log(5) / math.log(21)) / 3,
        0.6 / 3,
    ]
    assert strength_of(pool).tolist() == pytest.approx(expected)


def test_parts_stay_within_0_and_1() -> None:
    assert lift_share(np.array([0.0, 1.0, 10.0, 1e9])).tolist() == [0.0, 0.0, 1.0, 1.0]
    assert beyond_chance(np.array([5, 0]), np.array([9.0, 0.0])).tolist() == [0.0, 0.0]
    assert len(beyond_chance(np.empty(0, dtype=np.int64), np.empty(0))) == 0


def said(objective: str, *items: int, **facts: object) -> str:
    known = prepared_of(
        ORDERS,
        3,
        pool=filled_pool([]),
        facts=facts_of(3, ORDERS, categories=("Tea", "Cups", None), **facts),
        sales=sales_of(ORDERS, 500.0),
        tags=tags_of(3, slow_mover=(1,), high_margin=(0, 1), gift_worthy=(0, 1, 2), seasonal=(2,)),
    )
    return say_fit(objective, items, known)


def test_each_objective_says_why_in_its_own_words() -> None:
    # The median order is 750: 500, 1000, 500 and 1500.
    assert said("increase_aov", 0, 1) == (
        "Beside its dearest product it adds 133 % of a usual order's value."
    )
    assert said("increase_aov", 0, 0, 0) == (
        "3 pieces instead of one add 267 % of a usual order's value."
    )
    assert said("increase_aov", 0, 0, price=(-1, 1, 1)) == "2 pieces in one order instead of one."
    assert said("clear_slow_movers", 0, 1) == (
        "Thing 1 is a slow mover; Thing 0 (3 orders) draws the customers."
    )
    assert said("clear_slow_movers", 1, 1) == "It is a slow mover."
    assert said("category_bundle", 0, 1, 2) == "It joins Cups and Tea."
    assert said("gift_box", 0, 1) == "Both are products that make a gift."
    assert said("gift_box", 0, 1, 2) == "All 3 are products that make a gift."
    assert said("seasonal_promo", 0, 2) == "Thing 2 is a seasonal product."
    assert said("margin_guard", 0, 1, 2, cost=(400, 400, 700)) == (
        "2 of its 3 products are products with a high margin; before any discount 50 % of the "
        "price is margin."
    )
    assert said("margin_guard", 0, 2) == "Thing 0 is a product with a high margin."
