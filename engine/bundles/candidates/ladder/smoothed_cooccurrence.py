"""Third tier: likely given one of the two once the estimate is smoothed (Laplace).

P(B | A) = (n(AB) + 1) / (n(A) + 2), so that one order of one says less than ten of ten.
"""

from __future__ import annotations

import numpy as np

from engine.bundles.candidates.pairs import LEAST_ORDERS, LEAST_SHARE, PRIOR, ROUNDING, Pairs
from engine.bundles.candidates.pool import Mask, Pool
from engine.bundles.candidates.sets import best_of_each, pairs_of
from engine.bundles.context.transactions import Floats, Ints

EACH = 3
MOST_PAIRS = 3000


def propose(pairs: Pairs) -> Ints:
    """(n, 4) the three likeliest partners of each product, three thousand pairs at most."""
    item = np.concatenate((pairs.first, pairs.second))
    other = np.concatenate((pairs.second, pairs.first))
    smoothed = smooth(np.tile(pairs.both, 2), pairs.counts[item])
    likely = smoothed >= LEAST_SHARE - ROUNDING
    item, other, smoothed = item[likely], other[likely], smoothed[likely]
    best = best_of_each(item, smoothed, other, EACH)[:MOST_PAIRS]
    return pairs_of(item[best], other[best])


def holds(pool: Pool, counts: Ints) -> Mask:
    """(n,) which sets meet the thresholds in the direction of their best rule.

    Args:
        pool: The sets and their evidence.
        counts: (products,) orders that hold each product.
    """
    least = np.where(pool.items >= 0, counts[pool.items], LEAST_ORDERS).min(axis=1)
    bought = (pool.together > 0) & (least >= LEAST_ORDERS) & (pool.lift >= 1 - ROUNDING)
    safe = np.where(bought, pool.confidence, 1.0)
    antecedent = np.rint(pool.together / safe).astype(np.int64)
    good: Mask = bought & (smooth(pool.together, antecedent) >= LEAST_SHARE - ROUNDING)
    return good


def smooth(both: Ints, antecedent: Ints) -> Floats:
    """(n,) smoothed share of the antecedent's orders that hold the rest, 0..1."""
    smoothed: Floats = (both + PRIOR) / (antecedent + 2 * PRIOR)
    return smoothed
