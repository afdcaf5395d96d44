"""How much an order of the past says about the orders to come.

Recent orders say more (half as much every `half_life_days`). The coming four months look like
the same months last year, so these share extra weight where the file reaches back that far.
Products that fade or rise are judged by their share of the last days against their share before.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from engine.bundles.context.transactions import Baskets, Floats, Ints

SEASON_MONTHS = 4
SEASON_MIN_AGE_DAYS = 60
# Beyond this an order weighs nothing beside a recent one, but still more than zero.
MOST_HALVINGS = 50
TREND_DAYS = 20
TREND_PRIOR_ORDERS = 1000
LEAST_TREND = 1e-12


@dataclass(frozen=True)
class OrderWeights:
    """What the past counts for.

    Attributes:
        order: (orders,) weights above 0 that sum to the number of orders.
        recency: (orders,) the weights by age alone, summing to 1.
        recent: (orders,) 1 for orders of the last 20 days, else 0.
        product: (products,) weight of the orders that hold each product.
        trend: (products,) see `trend_of`; above 1 = rising.
        season_orders: Orders that got extra weight for their season.
    """

    order: Floats
    recency: Floats
    recent: Floats
    product: Floats
    trend: Floats
    season_orders: int


def weigh_orders(baskets: Baskets, half_life_days: int, season: float) -> OrderWeights:
    """Weigh the orders of the file for the time after it.

    Args:
        baskets: The orders; without dates every order counts alike.
        half_life_days: Days after which an order counts half; 0 counts all alike.
        season: Extra weight of the coming months a year ago, relative to all orders, 0 or more.
    """
    dated = baskets.days >= 0
    products = len(baskets.products.skus)
    if not dated.any():
        alike = np.ones(baskets.orders)
        held, trend = weight_per_product(baskets, alike), np.ones(products)
        return OrderWeights(alike, alike / baskets.orders, 0 * alike, held, trend, 0)
    age = np.where(dated, baskets.days.max() - baskets.days, np.nan)
    halvings = np.minimum(age / half_life_days if half_life_days else 0 * age, MOST_HALVINGS)
    recency = 0.5**halvings
    recency = np.nan_to_num(recency, nan=float(np.nanmin(recency)))
    recency = recency / recency.sum()
    seasonal = _season(baskets, age) if season else np.zeros(baskets.orders, dtype=bool)
    weights = recency.copy()
    if seasonal.any():
        weights[seasonal] += season / seasonal.sum()
    recent = (age < TREND_DAYS).astype(np.float64)
    trend = trend_of(
        weight_per_product(baskets, recency), weight_per_product(baskets, recent), recent.sum()
    )
    order = weights * (baskets.orders / weights.sum())
    held = weight_per_product(baskets, order)
    return OrderWeights(order, recency, recent, held, trend, int(seasonal.sum()))


def _season(baskets: Baskets, age: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Orders older than 60 days in the calendar months that come next."""
    last = baskets.last_day or dt.date(1970, 1, 1)
    coming = {(last.month + ahead - 1) % 12 + 1 for ahead in range(1, SEASON_MONTHS + 1)}
    months = baskets.days.astype("datetime64[D]").astype("datetime64[M]").astype(int) % 12 + 1
    chosen: np.ndarray[tuple[int], np.dtype[np.bool_]] = np.isin(months, list(coming)) & (
        age > SEASON_MIN_AGE_DAYS
    )
    return chosen


def trend_of(share: Floats, late: Floats, recent_orders: float) -> Floats:
    """Share of the last days over the share by recency, shrunk towards 1 by a prior of orders.

    Args:
        share: (n,) share of all orders, weighted by recency.
        late: (n,) how many of the recent orders.
        recent_orders: How many recent orders there are.
    """
    shrunk = (TREND_PRIOR_ORDERS * share + late) / (TREND_PRIOR_ORDERS + recent_orders)
    trend: Floats = np.divide(shrunk, share, out=np.ones_like(share), where=share > 0)
    return trend


def alive_of(sets: Ints, share: Floats, late: Floats, weights: OrderWeights) -> Floats:
    """(n,) the products' trend (their geometric mean) times the set's own, each at most 1.

    A pair can fade while both of its products go on selling: Easter eggs in two colours do.

    Args:
        sets: (n, k) product numbers; a product that was never sold has no trend and counts as 1.
        share: (n,) share of all orders that hold the set, weighted by recency.
        late: (n,) recent orders that hold it.
        weights: Trends of the products, and how many orders are recent.
    """
    trend = np.ones(max(int(sets.max(initial=-1)) + 1, len(weights.trend)))
    trend[: len(weights.trend)] = np.maximum(weights.trend, LEAST_TREND)
    products = np.exp(np.log(trend)[sets].mean(axis=1))
    together = trend_of(share, late, weights.recent.sum())
    alive: Floats = np.minimum(1.0, products) * np.minimum(1.0, together)
    return alive


def weight_per_product(baskets: Baskets, weight: Floats) -> Floats:
    """(products,) weight of the orders that hold each product, from (orders,) weights."""
    products = len(baskets.products.skus)
    total = np.bincount(baskets.item, weight[baskets.order], minlength=products)
    return total.astype(np.float64)
