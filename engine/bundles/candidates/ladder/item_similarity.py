"""Fourth tier: products with the same buyers, by the mean of cosine and Jaccard over orders.

Cosine is n(AB) / √(n(A) n(B)), Jaccard n(AB) / n(A or B); for larger sets the root is the
geometric mean of all counts.
"""

from __future__ import annotations

import numpy as np

from engine.bundles.candidates.pairs import LEAST_ORDERS, LEAST_SHARE, ROUNDING, Pairs
from engine.bundles.candidates.pool import Mask, Pool
from engine.bundles.candidates.sets import best_of_each, pairs_of
from engine.bundles.context.transactions import Ints

EACH = 2
MOST_PAIRS = 2000


def propose(pairs: Pairs) -> Ints:
    """(n, 4) the two most alike partners of each product, two thousand pairs at most."""
    first, second = pairs.counts[pairs.first], pairs.counts[pairs.second]
    either = first + second - pairs.both
    alike = (pairs.both / np.sqrt(first * second) + pairs.both / either) / 2
    good = np.flatnonzero(alike > LEAST_SHARE + ROUNDING)
    item = np.concatenate((pairs.first[good], pairs.second[good]))
    other = np.concatenate((pairs.second[good], pairs.first[good]))
    best = best_of_each(item, np.tile(alike[good], 2), other, EACH)[:MOST_PAIRS]
    return pairs_of(item[best], other[best])


def holds(pool: Pool, counts: Ints) -> Mask:
    """(n,) which sets meet the thresholds.

    Args:
        pool: The sets and their evidence.
        counts: (products,) orders that hold each product.
    """
    there = pool.items >= 0
    held = np.where(there, counts[pool.items], LEAST_ORDERS)
    bought = (held >= LEAST_ORDERS).all(axis=1) & (pool.lift >= 1 - ROUNDING)
    logs = np.where(there, np.log(np.maximum(held, 1)), 0.0)
    mean = np.exp(logs.sum(axis=1) / pool.size)
    alike = (pool.together / mean + pool.together / np.maximum(pool.either, 1)) / 2
    good: Mask = bought & (alike > LEAST_SHARE + ROUNDING)
    return good
