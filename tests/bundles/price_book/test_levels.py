"""Price levels and slopes: against day-by-day counting, and against demand that is known."""

import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.decide.price.levels import Levels, find_levels
from engine.bundles.decide.price.slopes import find_slopes, fit_slopes
from tests.bundles.price_book.shops import LAST_DAY, facts_of, sales_of

Line = dict[str, float]
Told = dict[tuple[int, int], tuple[int, int]]


def levels_by_loop(lines: list[Line], products: int) -> Told:
    """(product, price) → (orders, days), looking at one day after the other."""
    found: Told = {}
    for item in range(products):
        by_day = defaultdict(dict)
        for line in lines:
            if line["item"] == item and line["day"] >= 0:
                by_day[int(line["day"])].setdefault(int(line["order"]), int(line["paid"]))
        totals: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for place, day in enumerate(days := sorted(by_day)):
            paid = sorted(by_day[day].values())
            after = days[place + 1] if place + 1 < len(days) else LAST_DAY + 1
            level = totals[paid[(len(paid) - 1) // 2]]
            level[0] += len(paid)
            level[1] += min(30, after - day)
        enough = {price: level for price, level in totals.items() if level[0] >= 10}
        if len(enough) >= 3:
            found |= {(item, price): (own[0], own[1]) for price, own in enough.items()}
    return found


def as_told(levels: Levels) -> Told:
    columns = (levels.item, levels.price, levels.orders, levels.days)
    return {
        (item, price): (orders, days)
        for item, price, orders, days in zip(*(c.tolist() for c in columns), strict=True)
    }


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000), dense=st.booleans())
def test_levels_are_those_of_looking_at_every_day(seed: int, dense: bool) -> None:
    draw = np.random.default_rng(seed)
    span, prices = (20, [500, 450, 400]) if dense else (150, [500, 450, 400, 350, 1])
    of_order = draw.integers(LAST_DAY - span, LAST_DAY + 1, 120)
    lines = [
        {
            "item": float(draw.integers(0, 3)),
            "order": float(order),
            "day": float(of_order[order]),
            # One price for each product and order, so that no line of it stands for another.
            "paid": float(prices[(order * 7) % len(prices)]),
        }
        for order in draw.integers(0, 120, 260)
    ]
    found = find_levels(sales_of(lines), facts_of([500] * 3))
    assert as_told(found) == levels_by_loop(lines, 3)


def sold(item: int, price: int, days: range, each_day: int) -> list[Line]:
    return [
        {"item": item, "paid": price, "day": day, "order": 10_000 * item + 10 * day + k}
        for day in days
        for k in range(each_day)
    ]


def three_levels(item: int, *daily: int) -> list[Line]:
    """Three spells of 10 days, at 1000, 800 and 640, with so many orders a day."""
    start = LAST_DAY - 29
    return [
        line
        for spell, (price, each) in enumerate(zip((1000, 800, 640), daily, strict=True))
        for line in sold(item, price, range(start + 10 * spell, start + 10 * spell + 10), each)
    ]


def test_three_levels_of_ten_orders_make_a_slope() -> None:
    levels = find_levels(sales_of(three_levels(0, 1, 2, 4)), facts_of([1000]))
    assert as_told(levels) == {(0, 640): (40, 10), (0, 800): (20, 10), (0, 1000): (10, 10)}
    slopes = find_slopes(sales_of(three_levels(0, 1, 2, 4)), facts_of([1000]))
    assert slopes.mean[0] == pytest.approx(math.log(2) / math.log(1.25))


def test_ten_orders_at_the_two_dearer_levels_are_enough() -> None:
    levels = find_levels(sales_of(three_levels(0, 1, 1, 4)), facts_of([1000]))
    assert as_told(levels) == {(0, 640): (40, 10), (0, 800): (10, 10), (0, 1000): (10, 10)}


def test_a_long_silence_is_not_a_price_that_nobody_wanted() -> None:
    lines = three_levels(0, 1, 2, 4)
    for line in lines:
        line["day"] -= 200 if line["paid"] == 1000 else 100
    levels = find_levels(sales_of(lines), facts_of([1000]))
    assert as_told(levels) == {(0, 640): (40, 39), (0, 800): (20, 10), (0, 1000): (10, 39)}


def test_a_product_twice_in_an_order_is_one_order_of_it() -> None:
    lines = three_levels(0, 1, 2, 4)
    twice = [line for line in lines for _ in range(2)]
    expected = find_levels(sales_of(lines), facts_of([1000]))
    for same in (twice, lines + lines):
        assert as_told(find_levels(sales_of(same), facts_of([1000]))) == as_told(expected)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(three_levels(0, 1, 2, 4)[1:], id="nine orders at one level"),
        pytest.param(sold(0, 1000, range(LAST_DAY - 9, LAST_DAY + 1), 9), id="one price"),
        pytest.param([{**line, "day": -1} for line in three_levels(0, 1, 2, 4)], id="no dates"),
        pytest.param([{**line, "paid": math.nan} for line in three_levels(0, 1, 2, 4)], id="free"),
        pytest.param([{**line, "order": line["day"]} for line in three_levels(0, 3, 3, 3)][:81],
                     id="lines of one order"),
        pytest.param([], id="nothing sold"),
    ],
)  # fmt: skip
def test_with_less_there_is_no_slope(lines: list[Line]) -> None:
    slopes = find_slopes(sales_of(lines), facts_of([1000]))
    assert np.isnan(slopes.mean).all()
    assert np.isnan(slopes.spread).all()


def test_a_slope_is_the_weighted_regression() -> None:
    levels = Levels(
        item=np.array([2, 2, 2, 2]),
        price=np.array([400, 500, 650, 900]),
        orders=np.array([80, 30, 25, 11]),
        days=np.array([30, 20, 25, 14]),
    )
    slope, variance = fit_slopes(levels, 4)
    x, y = np.log(levels.price), np.log(levels.orders / levels.days)
    expected, inner = np.polyfit(x, y, 1, w=np.sqrt(levels.orders), cov="unscaled")
    left = (levels.orders * (y - np.polyval(expected, x)) ** 2).sum()
    assert slope[2] == pytest.approx(expected[0])
    assert variance[2] == pytest.approx(inner[0, 0] * max(1, left / 2))
    assert np.isinf(variance[[0, 1, 3]]).all()


def test_slopes_find_the_demand_they_were_drawn_from() -> None:
    draw = np.random.default_rng(11)
    lines: list[Line] = []
    for item in range(40):
        prices = draw.permutation(np.repeat([1000, 900, 800, 700], 15))
        for place, price in enumerate(prices):
            day = LAST_DAY - 59 + place
            lines += sold(
                item, int(price), range(day, day + 1), draw.poisson(2 * (price / 1000) ** -1.8)
            )
    slopes = find_slopes(sales_of(lines), facts_of([1000] * 40))
    assert slopes.mean.mean() == pytest.approx(1.8, abs=0.25)
    assert (np.abs(slopes.mean - 1.8) < 4 * slopes.spread + 0.3).all()
