"""Prices of each type of offer, within cap and floor whatever is rounded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from engine.bundles.decide.price.endings import Endings
from engine.bundles.decide.price.terms import Terms

# Of the shown tier's discount: what tiers before it aim for, and those after it.
FIRST_TIER, LAST_TIER = 0.5, 1.5
# Tiers without a discount are no offer, so they aim for so many percent at least.
LEAST_TIER_PCT = 5.0
# Discounts are aimed for in steps of this many parts of a percent, so that the last bits of a
# logarithm move no price.
_STEPS = 10**6


@dataclass(frozen=True)
class Offer:
    """An offer with its price.

    Attributes:
        price: What all of it costs, in minor units.
        get_pct: BXGY: reduction of what is given, in whole percents.
        tier_prices: VOLUME_DISCOUNT: price of all units of each tier.
        tier_pcts: VOLUME_DISCOUNT: percent off in each tier.
    """

    price: int
    get_pct: float | None = None
    tier_prices: tuple[int, ...] = ()
    tier_pcts: tuple[float, ...] = ()


def price_set(terms: Terms, target_pct: float, endings: Endings) -> Offer:
    """One price for all of it: the discount aimed for, then a good ending below it."""
    if target_pct <= 0:
        return Offer(terms.list_price)
    return Offer(endings.down(_off(terms, target_pct), terms.lowest, terms.list_price))


def price_given(terms: Terms, given: int, whole: int) -> Offer:
    """The largest whole percentage off what is given that cap and floor of all of it allow.

    Args:
        terms: All products, those bought and those given.
        given: List price of those that are given.
        whole: The price is rounded up to a multiple of it, else it is what a shop that takes off
            the percentage charges, however its prices end.
    """
    if given <= 0:
        return Offer(terms.list_price, 0.0)
    percent = min(100, math.floor(100 * (terms.list_price - terms.bound) / given))
    exact = math.ceil(terms.list_price - Fraction(given * percent, 100))
    return Offer(min(terms.list_price, -(-exact // whole) * whole), float(percent))


def price_tiers(
    terms: Terms, tiers: Sequence[int], shown: int, target_pct: float, endings: Endings
) -> Offer:
    """Prices of one product by quantity; more units never cost less, nor more for one.

    A unit's price may rise by what rounding to a price that exists takes.

    Args:
        terms: The shown tier's.
        tiers: Quantities, ascending, above 1.
        shown: Place of the shown tier, which aims for the discount; those before it aim for half
            of it, those after it for one and a half times as much.
        target_pct: The discount to aim for.
        endings: How prices end.
    """
    target_pct = max(target_pct, LEAST_TIER_PCT)
    prices: list[int] = []
    for place, quantity in enumerate(tiers):
        tier = resized(terms, quantity)
        factor = 1 if place == shown else FIRST_TIER if place < shown else LAST_TIER
        lowest, highest = tier.lowest, tier.list_price
        if prices:
            lowest = max(lowest, prices[-1] + 1)
            highest = min(highest, max(lowest, prices[-1] * quantity // tiers[place - 1]))
        price = endings.down(_off(tier, min(100, target_pct * factor)), lowest, highest)
        prices.append(min(price, tier.list_price))
    listed = [quantity * terms.parts[0].price for quantity in tiers]
    percents = tuple(percent_off(*pair) for pair in zip(listed, prices, strict=True))
    return Offer(prices[shown], None, tuple(prices), percents)


def resized(terms: Terms, quantity: int) -> Terms:
    """The terms of so many units of the only part."""
    part = terms.parts[0]
    times = Fraction(quantity, part.quantity)
    return Terms(
        parts=(replace(part, quantity=quantity),),
        list_price=quantity * part.price,
        unit_cost=None if part.cost is None else quantity * part.cost,
        floor=None if terms.floor is None else terms.floor * times,
        objective=terms.objective,
    )


def percent_off(list_price: int, price: int) -> float:
    """What a price takes off, 0..100; rounded once, so that it is never above a cap it keeps."""
    return 100 * (list_price - price) / list_price


def _off(terms: Terms, percent: float) -> Fraction:
    """The price after a discount."""
    steps = 100 * _STEPS - round(percent * _STEPS)
    return Fraction(terms.list_price * steps, 100 * _STEPS)
