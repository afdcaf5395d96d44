"""Margins, what is given away, and extra profit: by hand and by drawing at random."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bundles.decide.price.away import UnitsOfOrders, mean_given
from engine.bundles.decide.price.pricing import Profit
from engine.bundles.decide.price.profit import earnings_of, extra_profit
from engine.bundles.decide.price.suggesting import Elasticity
from engine.bundles.decide.price.terms import Floor, Part, Terms
from engine.bundles.objectives import OBJECTIVES
from tests.bundles.price_book.shops import LAST_DAY, book_of, candidate_of, facts_of, sales_of


def terms_of(*parts: tuple[int, int | None]) -> Terms:
    """One of each part, by price and cost."""
    whole = [Part(place, 1, price, cost) for place, (price, cost) in enumerate(parts)]
    return Terms.of(whole, Floor(15, 10), OBJECTIVES["increase_aov"])


def test_margins_by_hand() -> None:
    # 20.00 for 9.00 of cost, sold at 18.00.
    earned = earnings_of(terms_of((1200, 500), (800, 400)), 1800, 10)
    assert earned.margin_pct == 50
    assert earned.worst_margin_pct == pytest.approx(100 * (1620 - 900) / 1620)
    assert earned.break_even_discount_pct == 55
    # 11.00 earned today, 9.00 then: 11/9 as many orders.
    assert earned.break_even_uplift_pct == pytest.approx(100 * 2 / 9)


def test_what_costs_nothing_more_needs_nothing_more() -> None:
    assert earnings_of(terms_of((1200, 500), (800, 400)), 2000, 0).break_even_uplift_pct == 0
    assert earnings_of(terms_of((1200, 500), (800, 400)), 900, 0).break_even_uplift_pct is None


def test_without_a_cost_nothing_is_said_of_margins() -> None:
    earned = earnings_of(terms_of((1200, 500), (800, None)), 1800, 10)
    assert earned == type(earned)()


@given(
    price=st.integers(901, 2000), orders=st.integers(1, 500),
)  # fmt: skip
def test_so_many_more_orders_earn_the_same(price: int, orders: int) -> None:
    uplift = earnings_of(terms_of((1200, 500), (800, 400)), price, 0).break_even_uplift_pct
    assert uplift is not None
    then = orders * (1 + uplift / 100) * (price - 900)
    assert then == pytest.approx(orders * 1100)


def by_drawing(
    terms: Terms, price: int, together: int, days: int, slope: Elasticity
) -> tuple[float, float]:
    """The same percentiles from half a million draws, each with its own whole story."""
    draw = np.random.default_rng(0)
    count = 500_000
    answer = np.clip(draw.normal(slope.mean, slope.spread, count), 0, 10)
    orders = draw.gamma(together + 0.5, 1, count) * 30 / days
    would_have_bought = draw.uniform(0, 1, count)
    cost = terms.unit_cost or 0
    dearest = max(part.price - (part.cost or 0) for part in terms.parts)
    then = orders * (terms.list_price / price) ** answer
    new = then - orders
    extra = then * (price - cost) - orders * (terms.list_price - cost)
    low, high = np.percentile(extra - new * would_have_bought * dearest, [5, 95])
    return float(low), float(high)


@pytest.mark.parametrize(
    ("price", "together", "mean", "spread"),
    [(1800, 40, 3.0, 0.5), (1600, 200, 2.0, 1.0), (1900, 3, 5.0, 0.2), (1800, 0, 2.0, 0.5)],
)
def test_the_interval_is_that_of_drawing_all_that_is_unknown(
    price: int, together: int, mean: float, spread: float
) -> None:
    terms, slope = terms_of((1200, 500), (800, 400)), Elasticity(mean, spread)
    profit = extra_profit(terms, price, together, 120, slope)
    assert profit is not None
    low, high = by_drawing(terms, price, together, 120, slope)
    width = high - low
    assert profit.low == pytest.approx(low, abs=0.08 * width + 1)
    assert profit.high == pytest.approx(high, abs=0.08 * width + 1)
    assert profit.days == 30


@pytest.mark.parametrize(
    ("terms", "price", "days"),
    [
        (terms_of((1200, 500), (800, None)), 1800, 120),
        (terms_of((1200, 500), (800, 400)), 2000, 120),
        (terms_of((1200, 500), (800, 400)), 1800, 0),
    ],
    ids=["no costs", "no discount", "no dates"],
)
def test_what_the_file_cannot_tell_is_not_told(terms: Terms, price: int, days: int) -> None:
    assert extra_profit(terms, price, 40, days, Elasticity(2, 0.5)) is None


def spells(item: int, *daily: int) -> list[dict[str, float]]:
    """Twenty days each at 1000, 800 and 640, with so many orders a day."""
    return [
        {"item": item, "paid": price, "day": LAST_DAY - 59 + 20 * spell + day,
         "order": 10**6 * item + 10**4 * spell + 100 * day + order}
        for spell, (price, each) in enumerate(zip((1000, 800, 640), daily, strict=True))
        for day in range(20)
        for order in range(each)
    ]  # fmt: skip


def told(*daily: int, bundle_type: str = "FBT", costs: tuple[int, int] = (300, 300)) -> Any:
    lines = spells(0, *daily) + spells(1, *daily)
    book = book_of(facts_of([1000, 1000], costs), lines)
    pricing = book.price(candidate_of(bundle_type, [0, 1], choose=2, buy=(0,), get=(1,)))
    assert pricing is not None
    return pricing


def test_profit_is_told_where_customers_answer_to_price() -> None:
    pricing = told(5, 10, 20)
    assert isinstance(pricing.expected_profit, Profit)
    assert pricing.expected_profit.low < pricing.expected_profit.high
    assert "If joint orders answer to price as these products did" in pricing.reasoning


def test_profit_is_not_told_where_they_do_not() -> None:
    pricing = told(10, 10, 10)
    assert pricing.expected_profit is None
    assert "customers did not visibly answer" in pricing.reasoning


def test_profit_of_a_choice_is_not_told() -> None:
    pricing = told(5, 10, 20, bundle_type="MIX_MATCH")
    assert pricing.expected_profit is None
    assert "it does not tell who would take more" in pricing.reasoning


def test_todays_joint_buyers_are_given_the_discount() -> None:
    book = book_of(facts_of([1000, 1000]))
    pricing = book.price(candidate_of("FBT", [0, 1], together=7), 10)
    assert pricing is not None
    assert pricing.given_away == 7
    assert pricing.given_away_amount == 7 * (2000 - pricing.bundle_price)
    assert "7 orders of this file already hold it without this discount" in pricing.reasoning
    one = book.price(candidate_of("FBT", [0, 1], together=1), 10)
    assert one is not None
    assert "1 order of this file already holds it" in one.reasoning


def test_a_mix_gives_away_its_usual_pick() -> None:
    book = book_of(facts_of([1000, 3000, 2000]))
    pricing = book.price(candidate_of("MIX_MATCH", [0, 1, 2], choose=2, together=10))
    assert pricing is not None
    share = 1 - pricing.bundle_price / pricing.list_price
    assert pricing.given_away_amount == round(10 * 4000 * share)


@given(
    lines=st.lists(
        st.fixed_dictionaries(
            {"item": st.integers(0, 3), "order": st.integers(0, 6), "quantity": st.integers(1, 9)}
        ),
        max_size=25,
    )
)
def test_units_of_orders_are_counted_product_by_product(lines: list[dict[str, float]]) -> None:
    units = UnitsOfOrders(sales_of(lines))
    for item in range(5):
        held: dict[float, float] = {}
        for line in lines:
            if line["item"] == item:
                held[line["order"]] = held.get(line["order"], 0) + line["quantity"]
        assert units.of(item).tolist() == [held[order] for order in sorted(held)]


def test_nobody_reaches_a_tier() -> None:
    assert mean_given(np.array([1.0, 1.0]), (2, 3), (190, 270), 100) == 0
    assert math.isclose(mean_given(np.array([1.0, 2.0, 6.0]), (2, 3), (190, 270), 100), 35)
