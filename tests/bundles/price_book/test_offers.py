"""What each type of offer does with its discount."""

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.objectives import OBJECTIVES
from tests.bundles.price_book.shops import book_of, candidate_of, facts_of


def given_for(
    prices: list[int], costs: list[int] | None, objective: str, *, floor: float = 15.0
) -> Pricing | None:
    """Buy the first, get the second."""
    book = book_of(facts_of(prices, costs), margin_floor_pct=floor, stacked_code_pct=0.0)
    candidate = candidate_of("BXGY", [0, 1], buy=(0,), get=(1,), objective=objective)
    return book.price(candidate)


@settings(deadline=None, max_examples=30)
@given(
    prices=st.tuples(st.integers(1, 5000), st.integers(1, 5000)),
    shares=st.tuples(st.floats(0, 0.95), st.floats(0, 0.95)),
    objective=st.sampled_from(sorted(OBJECTIVES)),
)
def test_what_is_given_is_reduced_as_far_as_cap_and_floor_allow(
    prices: tuple[int, int], shares: tuple[float, float], objective: str
) -> None:
    costs = [int(price * share) for price, share in zip(prices, shares, strict=True)]
    pricing = given_for(list(prices), costs, objective)
    listed, lowest = sum(prices), Fraction(sum(costs)) * 115 / 100
    if lowest > listed:
        assert pricing is None
        return
    assert pricing is not None
    capped = Fraction(listed) * (100 - int(OBJECTIVES[objective].most_pct)) / 100
    allowed = [
        percent
        for percent in range(101)
        if listed - Fraction(prices[1] * percent, 100) >= max(lowest, capped)
    ]
    assert pricing.get_discount_pct == max(allowed)
    exact = listed - Fraction(prices[1] * max(allowed), 100)
    whole = 1 if any(price % 100 for price in prices) else 100
    assert exact <= pricing.bundle_price < exact + whole or pricing.bundle_price == listed


def test_what_is_given_costs_what_its_reduction_leaves_however_prices_end() -> None:
    pricing = given_for([1970, 1970], None, "category_bundle")
    assert pricing is not None
    assert (pricing.get_discount_pct, pricing.bundle_price) == (50.0, 2955)


def test_a_small_gift_is_free() -> None:
    pricing = given_for([4000, 500], None, "increase_aov")
    assert pricing is not None
    assert pricing.get_discount_pct == 100
    assert pricing.bundle_price == 4000
    assert "What is given is free" in pricing.reasoning


def test_one_product_may_be_bought_and_given() -> None:
    book = book_of(facts_of([1000]))
    candidate = candidate_of("BXGY", [0], quantities=(4,), buy=(0,), get=(0,),
                             objective="seasonal_promo")  # fmt: skip
    pricing = book.price(candidate)
    assert pricing is not None
    assert (pricing.list_price, pricing.bundle_price) == (4000, 3000)
    assert pricing.get_discount_pct == 100


def test_tiers_take_off_more_the_more_are_bought() -> None:
    lines = [{"item": 0, "paid": 900, "order": k, "quantity": 1 + k % 6} for k in range(60)]
    book = book_of(facts_of([1000]), lines)
    candidate = candidate_of("VOLUME_DISCOUNT", [0], quantities=(3,), tiers=(2, 3, 5), together=50)
    pricing = book.price(candidate)
    assert pricing is not None
    assert pricing.bayesian_optimal == pytest.approx(10)
    assert pricing.list_price == 3000
    assert pricing.bundle_price == pricing.tier_prices[1]
    assert pricing.tier_discounts[0] == pytest.approx(5, abs=2.5)
    assert pricing.tier_discounts[1] == pytest.approx(10, abs=2.5)
    assert pricing.tier_discounts[2] == pytest.approx(15, abs=2.5)
    # Orders of 2, of 3 and 4, of 5 and 6 units, ten of each.
    off = [
        1000 * count - price for count, price in zip((2, 3, 5), pricing.tier_prices, strict=True)
    ]
    each = (off[0] + off[1] + off[1] * 4 / 3 + off[2] + off[2] * 6 / 5) / 5
    assert pricing.given_away_amount == round(50 * each)


def test_tiers_are_an_offer_even_where_everybody_pays_in_full() -> None:
    book = book_of(facts_of([1000]), [{"item": 0, "paid": 1000, "order": k} for k in range(40)])
    candidate = candidate_of("VOLUME_DISCOUNT", [0], quantities=(3,), tiers=(2, 3, 5),
                             objective="margin_guard")  # fmt: skip
    pricing = book.price(candidate)
    assert pricing is not None
    assert book.likely_discount(candidate) == 5
    assert pricing.tier_discounts[0] > 0
    assert 5 <= pricing.tier_discounts[1] <= pricing.tier_discounts[2] <= 10


def test_more_units_never_cost_more_each_for_a_better_ending() -> None:
    lines = [{"item": 0, "paid": 500, "order": k} for k in range(40)]
    candidate = candidate_of("VOLUME_DISCOUNT", [0], quantities=(2,), tiers=(2, 4),
                             objective="margin_guard")  # fmt: skip
    pricing = book_of(facts_of([1000]), lines).price(candidate)
    assert pricing is not None
    # 36.90 would end better.
    assert pricing.tier_prices == (1800, 3600)


def test_more_units_never_cost_less_in_all() -> None:
    lines = [{"item": 0, "paid": 500, "order": k} for k in range(40)]
    candidate = candidate_of("VOLUME_DISCOUNT", [0], quantities=(11,), tiers=(10, 11, 12),
                             objective="clear_slow_movers")  # fmt: skip
    pricing = book_of(facts_of([1000]), lines).price(candidate)
    assert pricing is not None
    first, second, third = pricing.tier_prices
    assert 7790 <= first <= 8000
    assert first < second < third


def test_a_mix_is_priced_by_its_cheapest_pick_and_safe_for_the_dearest() -> None:
    # The second product leaves little: of every pick it must keep the floor.
    book = book_of(facts_of([1000, 3000, 1200], [200, 2450, 300]), stacked_code_pct=0.0)
    candidate = candidate_of("MIX_MATCH", [0, 1, 2], choose=1, objective="gift_box")
    pricing = book.price(candidate)
    assert pricing is not None
    assert pricing.list_price == 1000
    assert pricing.unit_cost == 200
    assert pricing.floor == math.ceil(1000 * 2450 * 1.15 / 3000)
    assert pricing.bundle_price >= pricing.floor
    assert "every pick gets" in pricing.reasoning
    pairs = book.price(candidate_of("MIX_MATCH", [0, 1, 2], choose=2, objective="gift_box"))
    assert pairs is not None
    assert (pairs.list_price, pairs.unit_cost) == (2200, 500)


def test_prices_that_leave_no_room_are_none() -> None:
    book = book_of(facts_of([1000, 1000], [900, 700]))
    candidate = candidate_of("FBT", [0, 1])
    assert book.price(candidate) is None
    assert book.likely_discount(candidate) is None
    assert book.why_not(candidate) == (
        "Even the full price of the parts leaves less than 15 % on cost after a 10 % code."
    )


def test_the_floor_may_leave_less_than_the_objective_wants() -> None:
    book = book_of(facts_of([1000, 1000], [800, 700]), margin_floor_pct=30, stacked_code_pct=0)
    pricing = book.price(candidate_of("FBT", [0, 1], objective="gift_box"))
    assert pricing is not None
    assert pricing.floor == 1950
    assert 1950 <= pricing.bundle_price < 2000
    assert "That is less than the 15 % the objective wants." in pricing.reasoning
