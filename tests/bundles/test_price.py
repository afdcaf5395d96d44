"""The placeholder price: never above the parts, never more than ten percent below them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.decide.price.placeholder import price_placeholder

PRICES = st.lists(st.integers(1, 10_000_000), min_size=2, max_size=4)


@settings(deadline=None)
@given(prices=PRICES)
def test_the_price_stays_between_nine_tenths_and_the_sum(prices: list[int]) -> None:
    pricing = price_placeholder(prices)
    assert pricing is not None
    assert pricing.list_price == sum(prices)
    assert type(pricing.list_price) is type(pricing.bundle_price) is int
    assert 0 < pricing.bundle_price <= pricing.list_price
    assert 0 <= pricing.discount_pct <= 10
    assert 10 * pricing.bundle_price >= 9 * pricing.list_price
    assert 10 * (pricing.bundle_price - 1) < 9 * pricing.list_price


@settings(deadline=None)
@given(prices=PRICES)
def test_the_discount_is_the_one_that_the_prices_give(prices: list[int]) -> None:
    pricing = price_placeholder(prices)
    assert pricing is not None
    taken_off = pricing.list_price * pricing.discount_pct / 100
    assert pricing.list_price - taken_off == pytest.approx(pricing.bundle_price)


@settings(deadline=None)
@given(prices=PRICES, missing=st.sampled_from([-1, 0]), data=st.data())
def test_a_missing_price_leaves_the_bundle_without_one(
    prices: list[int], missing: int, data: st.DataObject
) -> None:
    prices[data.draw(st.integers(0, len(prices) - 1))] = missing
    assert price_placeholder(prices) is None


@pytest.mark.parametrize(
    ("prices", "bundle_price"),
    [([500, 500], 900), ([333, 333], 600), ([1, 1], 2), ([5, 5], 9), ([1999, 1], 1800)],
)
def test_the_price_is_rounded_up_to_the_minor_unit(prices: list[int], bundle_price: int) -> None:
    pricing = price_placeholder(prices)
    assert pricing is not None
    assert pricing.bundle_price == bundle_price


def test_it_says_that_it_is_a_placeholder() -> None:
    pricing = price_placeholder([500, 700])
    assert pricing is not None
    assert pricing.method == "placeholder"
    assert "Placeholder" in pricing.reasoning
    assert "10 %" in pricing.reasoning
