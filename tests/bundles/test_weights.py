"""What an order counts for: half life, last year's coming months, and the trend of products."""

import datetime as dt
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.context.weights import OrderWeights, weigh_orders, weight_per_product
from tests.bundles.makers import baskets_of, day_number
from tests.bundles.oracles import trend_by_loop, weights_by_loop

# For each month of the last order, the months that come next, written out.
COMING = {
    1: (2, 3, 4, 5), 2: (3, 4, 5, 6), 3: (4, 5, 6, 7), 4: (5, 6, 7, 8), 5: (6, 7, 8, 9),
    6: (7, 8, 9, 10), 7: (8, 9, 10, 11), 8: (9, 10, 11, 12), 9: (10, 11, 12, 1),
    10: (11, 12, 1, 2), 11: (12, 1, 2, 3), 12: (1, 2, 3, 4),
}  # fmt: skip


def weigh(*days: str, half_life_days: int = 60, season: float = 0.33) -> OrderWeights:
    """Weigh one order of one product on each day."""
    baskets = baskets_of([{0}] * len(days), days=[day_number(day) for day in days])
    return weigh_orders(baskets, half_life_days, season)


def is_in_season(day: int, last: int) -> bool:
    """Whether a day lies over 60 days back and in one of the four months after the last."""
    month = dt.date.fromordinal(dt.date(1970, 1, 1).toordinal() + day).month
    end = dt.date.fromordinal(dt.date(1970, 1, 1).toordinal() + last).month
    return last - day > 60 and month in COMING[end]


def test_an_order_counts_half_after_the_half_life() -> None:
    order = weigh("2021-06-30", "2021-05-01", "2021-03-02").order
    assert order / order[0] == pytest.approx([1, 0.5, 0.25])
    assert order.mean() == pytest.approx(1)


def test_a_half_life_of_zero_counts_all_alike() -> None:
    assert weigh("2021-06-30", "2001-05-01", half_life_days=0).order == pytest.approx([1, 1])


def test_without_dates_everything_is_one() -> None:
    weights = weigh_orders(baskets_of([{0, 1}, {1}, {2}]), 60, 0.33)
    assert weights.order.tolist() == [1, 1, 1]
    assert weights.trend.tolist() == [1, 1, 1]
    assert weights.season_orders == 0


def test_an_order_without_a_date_counts_like_the_oldest() -> None:
    baskets = baskets_of([{0}] * 3, days=[day_number("2021-06-30"), -1, day_number("2021-05-01")])
    order = weigh_orders(baskets, 60, 0.33).order
    assert order[1] == pytest.approx(order[2])
    assert order[0] == pytest.approx(2 * order[1])
    assert order.mean() == pytest.approx(1)


@pytest.mark.parametrize("last", range(1, 13), ids=[f"ends in month {m}" for m in range(1, 13)])
def test_last_years_coming_four_months_share_the_season(last: int) -> None:
    end = f"2021-{last:02}-15"
    before = [f"2020-{month:02}-15" for month in range(1, 13)]
    weights = weigh(end, *before)
    plain = weigh(end, *before, season=0.0)
    raised = {
        month
        for month, one, other in zip(range(1, 13), weights.order[1:], plain.order[1:], strict=True)
        if one / weights.order[0] > other / plain.order[0] * 1.0001
    }
    assert raised == set(COMING[last])
    assert weights.season_orders == 4


def test_november_looks_over_the_year_to_december_through_march() -> None:
    days = ["2020-11-20", "2020-12-20", "2021-01-20", "2021-03-20", "2021-04-20", "2021-11-30"]
    weights = weigh(*days, half_life_days=0, season=0.6)
    mass = weights.order / weights.order.sum() * 1.6
    assert mass == pytest.approx([1 / 6, 1 / 6 + 0.2, 1 / 6 + 0.2, 1 / 6 + 0.2, 1 / 6, 1 / 6])
    assert weights.season_orders == 3


def test_half_a_year_of_data_has_no_season() -> None:
    weights = weigh("2021-01-10", "2021-03-10", "2021-06-30")
    assert weights.season_orders == 0
    assert weights.order == pytest.approx(weigh(
        "2021-01-10", "2021-03-10", "2021-06-30", season=0.0).order)  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(
    days=st.lists(st.integers(18_000, 18_800), min_size=2, max_size=40),
    half_life_days=st.sampled_from([0, 7, 60, 400]),
    season=st.sampled_from([0.0, 0.33, 2.0]),
)
def test_weights_are_the_recipes(days: list[int], half_life_days: int, season: float) -> None:
    weights = weigh_orders(baskets_of([{0}] * len(days), days=days), half_life_days, season)
    in_season = [is_in_season(day, max(days)) for day in days]
    assert weights.order == pytest.approx(weights_by_loop(days, half_life_days, season, in_season))
    assert weights.order.mean() == pytest.approx(1)
    assert (weights.order > 0).all()


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000), half_life_days=st.sampled_from([0, 30, 60]))
def test_the_trend_is_the_recipes(seed: int, half_life_days: int) -> None:
    draw = random.Random(seed)
    orders = [set(draw.sample(range(5), draw.randint(1, 4))) for _ in range(50)]
    days = [18_600 - draw.choice((draw.randrange(90), draw.randrange(400))) for _ in orders]
    trend = weigh_orders(baskets_of(orders, days=days), half_life_days, 0.33).trend
    for product in {item for items in orders for item in items}:
        expected = trend_by_loop(orders, days, half_life_days, product)
        assert trend[product] == pytest.approx(expected)


def test_the_trend_looks_at_twenty_days_and_not_at_the_twenty_first() -> None:
    # Product 0 sells on every day; product 1 on one day only.
    orders = [{0}] * 40
    orders[20] = {0, 1}
    days = [18_600 - age for age in range(40)]
    fading = weigh_orders(baskets_of(orders, days=days), 0, 0.0).trend
    orders[19], orders[20] = {0, 1}, {0}
    rising = weigh_orders(baskets_of(orders, days=days), 0, 0.0).trend
    assert fading == pytest.approx([1, 1000 / 1020])
    assert rising == pytest.approx([1, (1000 / 40 + 1) / 1020 * 40])


def test_a_product_that_is_in_no_mined_order_has_a_trend_of_one() -> None:
    baskets = baskets_of([{0, 2}] * 3, days=[18_600] * 3)
    assert weigh_orders(baskets, 60, 0.33).trend.tolist() == pytest.approx([1, 1, 1])


def test_the_weight_of_a_product_is_that_of_its_orders() -> None:
    baskets = baskets_of([{0, 1}, {1}, {1, 3}])
    found = weight_per_product(baskets, np.array([1.0, 2.0, 4.0]))
    assert found.tolist() == [1, 7, 0, 4]
