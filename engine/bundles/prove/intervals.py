"""Intervals of shares of the same orders, by resampling those orders.

Drawing n orders with replacement, again and again, and looking at which ways reach each of them,
is the same as drawing how often each pattern of ways occurs from a multinomial distribution: what
else is in an order does not matter. So the bootstrap (Efron 1979) is exact in its way, and costs
the same for a thousand orders and for a million.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.bundles.context.transactions import Floats

DRAWS = 2_000
TAILS = (2.5, 97.5)
_WEIGHTS = 62
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Shares:
    """Shares of orders with their 95 % percentile intervals, one element a way.

    Attributes:
        share: (ways,) 0..1.
        low: (ways,) lower ends.
        high: (ways,) upper ends.
        ahead: (ways,) share of the first way less that of each, -1..1.
        ahead_low: (ways,) lower ends of these differences; both shares of a draw are of the same
            orders, so that what they have in common cancels.
        ahead_high: (ways,) upper ends.
        orders: Of how many orders.
    """

    share: Floats
    low: Floats
    high: Floats
    ahead: Floats
    ahead_low: Floats
    ahead_high: Floats
    orders: int


def resample(reached: Mask, seed: int, draws: int = DRAWS) -> Shares:
    """Shares of the orders that each way reaches, and how sure they are.

    Args:
        reached: (ways, orders) whether a way reaches an order; at most 62 ways, one order or more.
        seed: Of the draws.
        draws: How often the orders are drawn anew.
    """
    ways, orders = reached.shape
    if not 1 <= ways <= _WEIGHTS or not orders:
        raise ValueError(f"1 to {_WEIGHTS} ways and an order or more, not {ways} and {orders}.")
    code = np.left_shift(1, np.arange(ways)) @ reached.astype(np.int64)
    patterns, times = np.unique(code, return_counts=True)
    holds = (patterns[None, :] >> np.arange(ways)[:, None] & 1).astype(np.float64)
    share = holds @ times / orders
    luck = np.random.default_rng(seed)
    drawn = luck.multinomial(orders, times / orders, size=draws).T / orders
    again = holds @ drawn
    low, high = np.percentile(again, TAILS, axis=1)
    ahead_low, ahead_high = np.percentile(again[:1] - again, TAILS, axis=1)
    return Shares(share, low, high, share[0] - share, ahead_low, ahead_high, orders)
