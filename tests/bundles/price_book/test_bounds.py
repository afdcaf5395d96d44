"""No price is above the parts, under the floor or over the cap, whatever the file holds."""

import itertools
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.decide.price.book import PriceBook
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.decide.price.terms import Part, highest_cost_share
from engine.bundles.objectives import OBJECTIVES, TYPES
from tests.bundles.price_book.shops import LAST_DAY, book_of, candidate_of, facts_of

SCALES = [1, 5, 25, 99, 100, 1000]
SHARES = st.one_of(st.none(), st.floats(0, 1.2))


@st.composite
def shops(draw: st.DrawFn) -> tuple[list[int], list[int], list[dict[str, float]], dict[str, Any]]:
    """Prices on some grid, costs (-1 where not known), lines, and what facts take besides."""
    count = draw(st.integers(2, 6))
    scale = draw(st.sampled_from(SCALES))
    prices = draw(st.lists(st.integers(1, 40_000), min_size=count, max_size=count))
    prices = [price * scale for price in prices]
    shares = draw(st.lists(SHARES, min_size=count, max_size=count))
    costs = [
        -1 if share is None else int(share * price)
        for share, price in zip(shares, prices, strict=True)
    ]
    lines = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "item": st.integers(0, count - 1),
                    "share": st.floats(0, 3),
                    "quantity": st.integers(1, 9),
                    "day": st.integers(LAST_DAY - 250, LAST_DAY),
                    "order": st.integers(0, 20),
                }
            ),
            max_size=30,
        )
    )
    paid = [{**line, "paid": line["share"] * prices[int(line["item"])]} for line in lines]
    more: dict[str, Any] = {}
    if draw(st.booleans()):
        more["stock"] = draw(st.lists(st.floats(-1, 500), min_size=count, max_size=count))
        more["velocity"] = draw(st.lists(st.floats(0, 5), min_size=count, max_size=count))
    return prices, costs, paid, more


@st.composite
def offers(draw: st.DrawFn, products: int) -> Candidate:
    """Any candidate of any type for any objective."""
    bundle_type = draw(st.sampled_from(TYPES))
    objective = draw(st.sampled_from(sorted(OBJECTIVES)))
    size = 1 if bundle_type == "VOLUME_DISCOUNT" else draw(st.integers(2, products))
    items = sorted(draw(st.permutations(range(products)))[:size])
    together = draw(st.integers(0, 50))
    if bundle_type == "VOLUME_DISCOUNT":
        tiers = tuple(sorted(draw(st.sets(st.integers(2, 40), min_size=1, max_size=3))))
        middle = tiers[len(tiers) // 2]
        return candidate_of(
            bundle_type, items, objective=objective, quantities=(middle,), tiers=tiers
        )
    more: dict[str, Any] = {}
    if bundle_type == "MIX_MATCH":
        more["choose"] = draw(st.integers(1, size))
    if bundle_type == "BXGY":
        cut = draw(st.integers(1, size - 1))
        more |= {"buy": tuple(items[:cut]), "get": tuple(items[cut:])}
        more["quantities"] = tuple(draw(st.lists(st.integers(1, 3), min_size=size, max_size=size)))
    return candidate_of(bundle_type, items, objective=objective, together=together, **more)


def picks(candidate: Candidate) -> list[dict[int, int]]:
    """What a customer may take at the discount shown: product → how many."""
    if candidate.bundle_type == "MIX_MATCH":
        return [
            dict.fromkeys(pick, 1)
            for pick in itertools.combinations(candidate.items, candidate.choose)
        ]
    return [dict(zip(candidate.items, candidate.quantities, strict=True))]


def assert_allowed(
    book: PriceBook, candidate: Candidate, pricing: Pricing, options: dict[str, float]
) -> None:
    """Everything that must hold of every price."""
    cap = OBJECTIVES[candidate.objective].most_pct
    share = Fraction(pricing.bundle_price, pricing.list_price)
    times = (100 + Fraction(options["margin_floor_pct"])) / (
        100 - Fraction(options["stacked_code_pct"])
    )
    assert type(pricing.bundle_price) is int
    assert 0 < pricing.bundle_price <= pricing.list_price
    assert 0 <= pricing.discount_pct <= cap == pricing.cap_pct
    for pick in picks(candidate):
        costs = [int(book.facts.cost[item]) * count for item, count in pick.items()]
        parts = sum(int(book.facts.price[item]) * count for item, count in pick.items())
        if min(costs) >= 0 and (pricing.floor is not None):
            assert parts * share >= sum(costs) * times
    if pricing.floor is not None:
        assert pricing.floor <= pricing.bundle_price
    else:
        assert any(book.facts.cost[item] < 0 for item in candidate.items)


@settings(deadline=None, max_examples=50)
@given(shop=shops(), data=st.data(), margin=st.floats(0, 90), code=st.floats(0, 90))
def test_every_price_keeps_parts_cap_and_floor(
    shop: tuple[list[int], list[int], list[dict[str, float]], dict[str, Any]],
    data: st.DataObject, margin: float, code: float,
) -> None:  # fmt: skip
    prices, costs, lines, more = shop
    options = {"margin_floor_pct": margin, "stacked_code_pct": code}
    book = book_of(facts_of(prices, costs, **more), lines, **options)
    candidate = data.draw(offers(len(prices)))
    suggestion = data.draw(st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True)))
    pricing = book.price(candidate, suggestion)
    likely = book.likely_discount(candidate)
    if pricing is None:
        assert "Even the full price" in book.why_not(candidate)
        assert likely is None
        return
    assert book.why_not(candidate) == ""
    assert likely is not None
    assert 0 <= likely <= pricing.cap_pct + 1e-9
    assert_allowed(book, candidate, pricing, options)
    assert_tiers(book, candidate, pricing)
    assert "nan" not in pricing.reasoning
    assert "inf" not in pricing.reasoning


def assert_tiers(book: PriceBook, candidate: Candidate, pricing: Pricing) -> None:
    """More units cost more in all and, up to what rounding takes, no more each."""
    if candidate.bundle_type != "VOLUME_DISCOUNT":
        assert pricing.tier_prices == ()
        return
    single, cap = int(book.facts.price[candidate.items[0]]), pricing.cap_pct
    pairs = list(zip(candidate.tiers, pricing.tier_prices, strict=True))
    assert (candidate.quantities[0], pricing.bundle_price) in pairs
    for (quantity, price), off in zip(pairs, pricing.tier_discounts, strict=True):
        assert price <= quantity * single
        assert off == 100 * (quantity * single - price) / (quantity * single) <= cap
        if pricing.floor is not None:
            assert price * candidate.quantities[0] >= (pricing.floor - 1) * quantity
    for (fewer, less), (more, price) in itertools.pairwise(pairs):
        assert less < price
        assert price <= max(less + 1, math.ceil(Fraction(less * more, fewer))) + book.endings.unit


@settings(deadline=None, max_examples=30)
@given(shop=shops(), data=st.data(), times=st.sampled_from([10, 100]))
def test_a_currency_with_smaller_units_gives_the_same_prices(
    shop: tuple[list[int], list[int], list[dict[str, float]], dict[str, Any]],
    data: st.DataObject, times: int,
) -> None:  # fmt: skip
    prices, costs, lines, more = shop
    candidate = data.draw(offers(len(prices)))
    # Above fifty units every ending there is can be had at both scales.
    prices = [price + 50 for price in prices]
    # Of a currency that is named: else whole prices may be of one without cents.
    more = {**more, "currency": "EUR"}
    plain = book_of(facts_of(prices, costs, **more), lines).price(candidate)
    facts = facts_of(
        [price * times for price in prices],
        [cost * times if cost >= 0 else -1 for cost in costs],
        **more,
    )
    scaled = [{**line, "paid": line["paid"] * times} for line in lines]
    other = book_of(facts, scaled).price(candidate)
    if plain is None or other is None:
        assert plain is None or plain.floor == plain.list_price
        return
    assert other.list_price == times * plain.list_price
    assert other.get_discount_pct == plain.get_discount_pct
    if candidate.bundle_type == "BXGY":
        assert abs(other.bundle_price - times * plain.bundle_price) < times
    elif candidate.bundle_type != "VOLUME_DISCOUNT":
        assert other.bundle_price == times * plain.bundle_price


@settings(deadline=None)
@given(data=st.data(), size=st.integers(1, 6))
def test_the_most_demanding_pick_is_found(data: st.DataObject, size: int) -> None:
    pairs = data.draw(
        st.lists(
            st.tuples(st.integers(1, 3000), st.integers(0, 3000)), min_size=size, max_size=size
        )
    )
    parts = [Part(place, 1, price, cost) for place, (price, cost) in enumerate(pairs)]
    choose = data.draw(st.integers(1, size))
    expected = max(
        Fraction(sum(cost for _, cost in pick), sum(price for price, _ in pick))
        for pick in itertools.combinations(pairs, choose)
    )
    assert highest_cost_share(parts, choose) == expected


@pytest.mark.parametrize("missing", [-1, 0])
@pytest.mark.parametrize("bundle_type", ["FBT", "MIX_MATCH", "BXGY"])
def test_a_part_without_a_price_leaves_the_bundle_without_one(
    missing: int, bundle_type: str
) -> None:
    book = book_of(facts_of([1000, missing]))
    candidate = candidate_of(bundle_type, [0, 1], choose=1, buy=(0,), get=(1,))
    assert book.price(candidate) is None
    assert book.likely_discount(candidate) is None
    assert book.why_not(candidate) == "The file has no price for thing 1."


def test_what_was_never_sold_costs_what_the_catalog_says() -> None:
    book = book_of(facts_of([1000, -1], listed=[1000, 500]))
    pricing = book.price(candidate_of("FBT", [0, 1]))
    assert pricing is not None
    assert pricing.list_price == 1500


def test_the_order_of_lines_changes_no_price() -> None:
    draw = np.random.default_rng(3)
    lines = [
        {"item": int(item), "paid": float(paid), "day": int(day)}
        for item, paid, day in zip(
            draw.integers(0, 3, 200), draw.integers(500, 900, 200),
            draw.integers(LAST_DAY - 100, LAST_DAY, 200), strict=True,
        )
    ]  # fmt: skip
    facts = facts_of([900, 900, 900], [300, 300, 300])
    candidate = candidate_of("FBT", [0, 1, 2])
    one = book_of(facts, lines).price(candidate)
    other = book_of(facts, lines[::-1]).price(candidate)
    assert one is not None
    assert other is not None
    assert one.bundle_price == other.bundle_price
    assert one.reasoning == other.reasoning
