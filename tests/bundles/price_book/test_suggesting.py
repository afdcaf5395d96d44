"""From what orders, costs, stock and a model say to the discount that is aimed for."""

import math
from typing import Any

import numpy as np
import pytest

from engine.bundles.decide.price.book import PriceBook
from engine.bundles.decide.price.pricing import Pricing
from tests.bundles.price_book.shops import LAST_DAY, book_of, candidate_of, facts_of

Line = dict[str, float]


def paid_at(share: float, products: int = 2, price: int = 1000) -> list[Line]:
    """Forty lines of each product at a share of its price."""
    return [
        {"item": item, "paid": price * share, "order": 100 * item + k}
        for item in range(products)
        for k in range(40)
    ]


def priced(book: PriceBook, suggestion: float | None = None, **fields: Any) -> Pricing:
    pricing = book.price(candidate_of("FBT", [0, 1], **fields), suggestion)
    assert pricing is not None
    return pricing


def test_the_orders_discount_is_what_customers_pay_below_the_price() -> None:
    pricing = priced(book_of(facts_of([1000, 1000]), paid_at(0.88)))
    assert pricing.bayesian_optimal == pytest.approx(12)
    assert pricing.bundle_price == 1760
    assert pricing.discount_pct == 12
    assert pricing.llm_suggestion is None


@pytest.mark.parametrize(
    ("suggestion", "told", "price"),
    [
        (20.0, 20.0, 1690),
        (10.0, 10.0, 1770),
        (0.0, 0.0, 1850),
        (-5.0, 0.0, 1850),
        (1000.0, 100.0, 1600),
        (math.inf, 100.0, 1600),
        (math.nan, None, 1760),
    ],
)
def test_a_models_suggestion_counts_forty_percent(
    suggestion: float, told: float | None, price: int
) -> None:
    facts = facts_of([1000, 1000])
    pricing = priced(book_of(facts, paid_at(0.88)), suggestion)
    assert pricing.llm_suggestion == told
    assert pricing.bayesian_optimal == pytest.approx(12)
    assert pricing.bundle_price == price


@pytest.mark.parametrize(
    ("objective", "share", "least", "most"),
    [
        ("increase_aov", 0.5, 20, 20),
        ("increase_aov", 1.0, 5, 7.5),
        ("gift_box", 1.0, 15, 17.5),
        ("margin_guard", 0.5, 10, 10),
        ("margin_guard", 1.0, 0, 0),
        ("margin_guard", 0.994, 0, 0),
        ("new_launch", 1.3, 0, 0),
    ],
)
def test_the_objective_bounds_the_discount(
    objective: str, share: float, least: float, most: float
) -> None:
    pricing = priced(book_of(facts_of([1000, 1000]), paid_at(share)), objective=objective)
    assert least <= pricing.discount_pct <= most


def test_without_any_paid_price_the_middle_of_the_range_stands_in() -> None:
    pricing = priced(book_of(facts_of([1000, 1000])), objective="category_bundle")
    assert pricing.bayesian_optimal is None
    assert 17.5 <= pricing.discount_pct < 20
    assert "the middle of the objective's range stands in" in pricing.reasoning


def test_a_catalogs_price_that_nobody_pays_is_no_discount() -> None:
    """List 12.50, paid 10.00, sold at 10.00: customers pay the price there is."""
    facts = facts_of([1000, 1000], listed=[1250, 1250])
    pricing = priced(book_of(facts, paid_at(1.0)))
    assert pricing.bayesian_optimal == pytest.approx(0, abs=1e-9)


def test_scarce_stock_is_not_discounted_more_than_needed() -> None:
    facts = facts_of([1000, 1000], stock=[500, 20], velocity=[1, 1])
    pricing = priced(book_of(facts, paid_at(0.8)))
    assert 5 <= pricing.discount_pct <= 7.5
    assert "lasts less than a month" in pricing.reasoning
    enough = facts_of([1000, 1000], stock=[500, 40], velocity=[1, 1])
    assert priced(book_of(enough, paid_at(0.8))).discount_pct == 20


@pytest.mark.parametrize(
    ("stock", "velocity", "discount"),
    [(730, 1, 27), (365, 1, 27), (10, 0, 27), (182.5, 1, 20.5), (math.nan, 1, 14), (0, 0, 5)],
)
def test_plenty_of_slow_stock_goes_half_the_way_to_the_cap(
    stock: float, velocity: float, discount: float
) -> None:
    facts = facts_of([1000, 1000], stock=[stock, stock], velocity=[velocity, velocity])
    book = book_of(facts, paid_at(0.86))
    candidate = candidate_of("FBT", [0, 1], objective="clear_slow_movers")
    assert book.likely_discount(candidate) == pytest.approx(discount, abs=1e-6)


def three_levels(item: int, *daily: int) -> list[Line]:
    """Spells of 20 days at 1000, 800 and 640, with so many orders a day."""
    start = LAST_DAY - 59
    return [
        {"item": item, "paid": price, "day": start + 20 * spell + day, "order": order}
        for spell, (price, each) in enumerate(zip((1000, 800, 640), daily, strict=True))
        for day in range(20)
        for order in range(100_000 * item + 1000 * (20 * spell + day), 100_000 * item
                           + 1000 * (20 * spell + day) + each)
    ]  # fmt: skip


def test_where_demand_surely_answers_the_earning_discount_is_suggested() -> None:
    lines = three_levels(0, 5, 10, 20) + three_levels(1, 5, 10, 20)
    book = book_of(facts_of([1000, 1000], [600, 600]), lines)
    candidate = candidate_of("FBT", [0, 1], objective="clear_slow_movers")
    pricing = book.price(candidate)
    assert pricing is not None
    elasticity = math.log(2) / math.log(1.25)
    spread = float(book.demand.slopes.spread[0]) / math.sqrt(2)
    cautious = elasticity - 1.645 * spread
    assert cautious > 1
    best = 1200 * cautious / (cautious - 1)
    assert pricing.bayesian_optimal == pytest.approx(100 * (1 - best / 2000), rel=1e-3)
    assert "varied enough to see how demand answers" in pricing.reasoning


def test_one_part_without_a_slope_or_a_cost_leaves_it_to_what_is_paid() -> None:
    lines = three_levels(0, 5, 10, 20) + three_levels(1, 5, 10, 20)
    one = [line for line in lines if line["item"] == 0] + [{"item": 1, "paid": 1000}]
    for book in (
        book_of(facts_of([1000, 1000], [600, 600]), one),
        book_of(facts_of([1000, 1000], [600, -1]), lines),
    ):
        pricing = priced(book)
        assert "below today's prices on average" in pricing.reasoning
        assert pricing.expected_profit is None


def test_the_earning_discount_earns_most() -> None:
    """Against trying every discount, at the cautious end of the slope."""
    lines = three_levels(0, 5, 10, 20) + three_levels(1, 5, 10, 20)
    book = book_of(facts_of([1000, 1000], [600, 600]), lines)
    terms = book._terms(candidate_of("FBT", [0, 1]))
    assert terms is not None
    slope = book.demand.elasticity(terms)
    assert slope is not None
    prices = np.arange(1201, 2001)
    earned = (prices / 2000.0) ** -slope.cautious * (prices - 1200)
    found = book.demand.earning_pct(terms)
    assert found is not None
    assert 2000 * (1 - found / 100) == pytest.approx(prices[earned.argmax()], abs=1)
