"""How demand answers to price: the elasticity of a product's orders, where its prices varied."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.transactions import Floats, Ints
from engine.bundles.decide.price.levels import Levels, find_levels, log_rates
from engine.bundles.decide.price.paid import kinds_of
from engine.bundles.decide.price.pooling import pool_means


@dataclass(frozen=True)
class Slopes:
    """Elasticity of orders: 2 means that a price 1 % lower brings 2 % more orders.

    Attributes:
        mean: (products,) drawn towards the category's and the shop's; nan where prices have not
            three levels of ten orders each.
        spread: (products,) its standard deviation; nan likewise.
    """

    mean: Floats
    spread: Floats


def find_slopes(sales: Sales, facts: ProductFacts) -> Slopes:
    """Elasticities by weighted regression of ln(orders a day) on ln(price), level by level.

    A level's ln(rate) has variance φ / orders: Poisson, times an overdispersion φ that all products
    share (1 at least). The slopes are then pooled like the prices.
    """
    levels = find_levels(sales, facts)
    nothing = np.full(len(facts), np.nan)
    if not len(levels.item):
        return Slopes(nothing, nothing)
    slope, variance = fit_slopes(levels, len(facts))
    has = np.isfinite(variance)
    pooled = pool_means(-slope, variance, kinds_of(facts.categories))
    return Slopes(np.where(has, pooled.mean, np.nan), np.where(has, pooled.spread, np.nan))


def fit_slopes(levels: Levels, products: int) -> tuple[Floats, Floats]:
    """(products,) slope of ln(rate) on ln(price) and its variance, infinite without levels."""
    item, weight = levels.item, levels.orders.astype(np.float64)
    price, rate = log_rates(levels)

    def summed(values: Floats) -> Floats:
        return np.bincount(item, values, minlength=products).astype(np.float64)

    mass = np.maximum(summed(weight), 1)
    off = price - (summed(weight * price) / mass)[item]
    around = rate - (summed(weight * rate) / mass)[item]
    width = summed(weight * off**2)
    has = width > 0
    slope = np.divide(summed(weight * off * around), width, out=np.zeros(products), where=has)
    left = float((weight * (around - slope[item] * off) ** 2).sum())
    noise = max(1.0, left / _free(item))
    return slope, np.divide(noise, width, out=np.full(products, np.inf), where=has)


def _free(item: Ints) -> int:
    """Degrees of freedom: levels less two for each product."""
    return max(1, len(item) - 2 * len(np.unique(item)))
