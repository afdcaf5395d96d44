"""Prices of each type of offer, within cap and floor whatever is rounded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from engine.bundles.decide.price.endings import Endings
from engine.bundles.decide.price.terms import Terms

# Of the middle tier's discount: the first tier's, its own, the last one's.
FIRST_TIER, LAST_TIER = Fraction(1, 2), Fraction(3, 2)


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
    return Offer(endings.down(_off(terms, target_pct), terms.lowest, terms.list_price))


def price_given(terms: Terms, given: int, endings: Endings) -> Offer:
    """The largest whole percentage off what is given that cap and floor of all of it allow.

    Args:
        terms: All products, those bought and those given.
        given: List price of those that are given.
        endings: Its unit rounds the price up.
    """
    if given <= 0:
        return Offer(terms.list_price, 0.0)
    percent = min(100, math.floor(100 * (terms.list_price - terms.lowest) / given))
    exact = terms.list_price - Fraction(given * percent, 100)
    return Offer(min(terms.list_price, _up(exact, endings.unit)), float(percent))


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
    prices: list[int] = []
    percents: list[float] = []
    for place, quantity in enumerate(tiers):
        tier = resized(terms, quantity)
        factor = Fraction(1) if place == shown else FIRST_TIER if place < shown else LAST_TIER
        lowest, highest = tier.lowest, tier.list_price
        if prices:
            lowest = max(lowest, Fraction(prices[-1] + 1))
            highest = min(
                highest, max(math.ceil(lowest), prices[-1] * quantity // tiers[place - 1])
            )
        price = endings.down(max(_off(tier, target_pct * factor), lowest), lowest, highest)
        prices.append(min(price, tier.list_price))
        percents.append(percent_off(tier.list_price, prices[-1]))
    return Offer(prices[shown], None, tuple(prices), tuple(percents))


def resized(terms: Terms, quantity: int) -> Terms:
    """The terms of so many units of the only part."""
    part = terms.parts[0]
    times = Fraction(quantity, part.quantity)
    return replace(
        terms,
        parts=(replace(part, quantity=quantity),),
        list_price=quantity * part.price,
        unit_cost=None if part.cost is None else quantity * part.cost,
        floor=None if terms.floor is None else terms.floor * times,
    )


def percent_off(list_price: int, price: int) -> float:
    """What a price takes off, 0..100; rounded once, so that it is never above a cap it keeps."""
    return 100 * (list_price - price) / list_price


def _off(terms: Terms, percent: float | Fraction) -> Fraction:
    """The price after a discount, within the terms' bounds."""
    return max(terms.lowest, terms.list_price * (1 - Fraction(percent) / 100))


def _up(exact: Fraction, unit: int) -> int:
    return math.ceil(exact / unit) * unit
