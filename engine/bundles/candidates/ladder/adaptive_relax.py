"""Second tier: pairs in enough orders, and likely given one of the two."""

from __future__ import annotations

import math

import numpy as np

from engine.bundles.candidates.pairs import ROUNDING, Pairs
from engine.bundles.candidates.pool import Mask, Pool
from engine.bundles.candidates.sets import pairs_of
from engine.bundles.context.transactions import Floats, Ints

LEAST_ORDERS = 3
LEAST_SHARE = 0.015
LEAST_CONFIDENCE = 0.2
MOST_PAIRS = 3000


def propose(pairs: Pairs) -> Ints:
    """(n, 4) the pairs that meet the thresholds, the three thousand in most orders."""
    fewer = np.minimum(pairs.counts[pairs.first], pairs.counts[pairs.second])
    good = _good(pairs.both, pairs.both / fewer, pairs.orders)
    first, second = pairs.first[good], pairs.second[good]
    best = np.lexsort((second, first, -pairs.both[good]))
    return pairs_of(first, second)[best[:MOST_PAIRS]]


def holds(pool: Pool, orders: int) -> Mask:
    """(n,) which sets meet the thresholds and are not less often together than chance."""
    good: Mask = _good(pool.together, pool.confidence, orders) & (pool.lift >= 1 - ROUNDING)
    return good


def least_orders(orders: int) -> int:
    """The least number of orders that must hold the set: three, or 1.5 % of all."""
    return max(LEAST_ORDERS, math.ceil(LEAST_SHARE * orders - ROUNDING))


def _good(both: Ints, confidence: Floats, orders: int) -> Mask:
    good: Mask = (both >= least_orders(orders)) & (confidence >= LEAST_CONFIDENCE - ROUNDING)
    return good
