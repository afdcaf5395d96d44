"""What an offer earns: break-even, what is given away, and the extra profit as an interval."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv, ndtri

from engine.bundles.context.transactions import Floats
from engine.bundles.decide.price.pricing import Profit
from engine.bundles.decide.price.suggesting import Elasticity
from engine.bundles.decide.price.terms import Terms

DAYS = 30
LOW, HIGH = 0.05, 0.95
MOST_ELASTICITY = 10.0
# Jeffreys' prior of a Poisson rate.
PRIOR_ORDERS = 0.5
_SLOPES, _RATES, _TAKEN = 21, 11, 7


@dataclass(frozen=True)
class Earnings:
    """Margins of an offer; None where costs are not known.

    Attributes:
        margin_pct: (price - cost) / price.
        worst_margin_pct: The same with a site-wide code on top.
        break_even_discount_pct: Discount at which nothing is earned.
        break_even_uplift_pct: How many more joint orders it takes to earn the same, if each of
            them would otherwise have held none of it; None also where nothing is left to earn.
    """

    margin_pct: float | None = None
    worst_margin_pct: float | None = None
    break_even_discount_pct: float | None = None
    break_even_uplift_pct: float | None = None


def earnings_of(terms: Terms, price: int, code_pct: float) -> Earnings:
    """What is left of a price.

    Args:
        terms: The offer.
        price: Its price.
        code_pct: Site-wide code that may come on top, in percent, below 100.
    """
    cost = terms.unit_cost
    if cost is None:
        return Earnings()
    worst = price * (1 - code_pct / 100)
    left = price - cost
    return Earnings(
        margin_pct=100 * left / price,
        worst_margin_pct=100 * (worst - cost) / worst,
        break_even_discount_pct=100 * (terms.list_price - cost) / terms.list_price,
        break_even_uplift_pct=100 * (terms.list_price - price) / left if left > 0 else None,
    )


def extra_profit(
    terms: Terms, price: int, together: int, days: int, slope: Elasticity
) -> Profit | None:
    """The 5th to 95th percentile of what the offer earns in 30 days beyond today.

    The orders that already hold all of it lose the discount; more orders come as the slopes say.
    How many of these would have held the dearest part anyway nobody knows, so that any share from
    none to all is taken to be as likely. Uncertain are that share, the slopes (normal) and today's
    joint orders (gamma with Jeffreys' prior); percentiles are of a fixed grid of their quantiles.

    Args:
        terms: The offer; its parts must have costs.
        price: Its price.
        together: Orders of the file that hold all of it.
        days: Days the file spans, or 0 without dates.
        slope: How its orders answer to its price.

    Returns:
        None where there are no costs, no dates or no discount.
    """
    if terms.unit_cost is None or not days or price >= terms.list_price:
        return None
    answer = slope.mean + slope.spread * ndtri(_middles(_SLOPES))
    more = (terms.list_price / price) ** np.clip(answer, 0, MOST_ELASTICITY) - 1
    now = gammaincinv(together + PRIOR_ORDERS, _middles(_RATES)) * DAYS / days
    earned = (price - terms.unit_cost) - _dearest(terms) * _middles(_TAKEN)
    gain = more[:, None] * earned - (terms.list_price - price)
    low, high = np.quantile((now[:, None, None] * gain).ravel(), [LOW, HIGH])
    return Profit(math.floor(low), math.ceil(high), DAYS)


def _dearest(terms: Terms) -> int:
    """What the part that earns most earns alone; of several units of it one counts."""
    alone = (part.price - part.cost for part in terms.parts if part.cost is not None)
    return max(0, *alone)


def _middles(count: int) -> Floats:
    """(count,) middles of so many equal parts of 0..1."""
    return (np.arange(count) + 0.5) / count
