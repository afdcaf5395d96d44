"""What customers have paid of the list price, by product."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.transactions import Floats, Ints
from engine.bundles.decide.price.pooling import Pooled, pool_means

HISTORY_DAYS = 180
# Beyond a tenth of the list price or twice of it a line is another price list or a slip.
LEAST_SHARE, MOST_SHARE = 0.1, 2.0
# Prices are rounded to the minor unit, so no price is known better than this (as a variance).
LEAST_NOISE = 1e-8


@dataclass(frozen=True)
class Paid:
    """Posterior of ln(price paid / list price) for every product.

    Attributes:
        pooled: Its mean and spread, item ← category ← shop.
        lines: (products,) order lines it was seen in; 0 = told by the category and the shop.
        noise: Variance of one line around its product's mean.
    """

    pooled: Pooled
    lines: Ints
    noise: float


def gather_paid(sales: Sales, facts: ProductFacts) -> Paid | None:
    """Posterior of what is paid, from the last 180 days; None where no line tells.

    Args:
        sales: The lines; those without a price or with a price of 0 tell nothing.
        facts: Its list prices and categories are used.
    """
    item, log = _logs(sales, facts)
    if not len(item):
        return None
    lines = np.bincount(item, minlength=len(facts))
    own = np.bincount(item, log, minlength=len(facts)) / np.maximum(lines, 1)
    squares = float(((log - own[item]) ** 2).sum())
    free = int((lines[lines > 0] - 1).sum())
    noise = max(LEAST_NOISE, squares / free if free else 0.0)
    variance = np.divide(noise, lines, out=np.full(len(facts), np.inf), where=lines > 0)
    return Paid(pool_means(own, variance, kinds_of(facts.categories)), lines, noise)


def kinds_of(categories: Sequence[str | None]) -> Ints:
    """Each product's category as a number; products without one are a kind of their own."""
    names = sorted({category or "" for category in categories})
    number = {name: place for place, name in enumerate(names)}
    return np.array([number[category or ""] for category in categories], dtype=np.int64)


def _logs(sales: Sales, facts: ProductFacts) -> tuple[Ints, Floats]:
    """Product number and ln(paid / list) of the lines that tell."""
    item, day, paid = sales.narrow("item"), sales.narrow("day"), sales.paid
    tells = (paid > 0) & np.isfinite(paid) & (facts.list_price > 0)[item]
    if facts.last_day >= 0:
        tells &= (day < 0) | (day > facts.last_day - HISTORY_DAYS)
    item = item[tells].astype(np.int64)
    log = np.log(paid[tells] / facts.list_price[item])
    return item, np.clip(log, math.log(LEAST_SHARE), math.log(MOST_SHARE))
