"""Means of many small groups, each drawn towards its kind's mean, and that towards the whole's.

The normal-normal model of three levels: an item's true value is normal around its kind's, a kind's
around the whole's. Both variances come from the data by moments, all means in closed form.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.bundles.context.transactions import Floats, Ints

# Newton's steps go up to the variance from below; a handful of them is enough.
MOST_STEPS = 100
SETTLED = 1e-10


@dataclass(frozen=True)
class Pooled:
    """Posterior of each item's true value.

    Attributes:
        mean: (items,) its mean.
        spread: (items,) its standard deviation.
        between_items: Variance of true values within a kind.
        between_kinds: Variance of the kinds' means.
    """

    mean: Floats
    spread: Floats
    between_items: float
    between_kinds: float


def pool_means(seen: Floats, variance: Floats, kind: Ints) -> Pooled:
    """Posterior of every item, those never seen included.

    Args:
        seen: (items,) mean that was seen; whatever stands where none was.
        variance: (items,) sampling variance of it, above 0; infinite where none was seen. One at
            least is finite.
        kind: (items,) number of the kind an item is of, from 0.
    """
    has = np.isfinite(variance)
    seen = np.where(has, seen, 0.0)
    within = excess_variance(seen[has], variance[has], kind[has])
    kinds, noise = _weighed(seen, variance, within, kind)
    known = np.isfinite(noise)
    across = excess_variance(kinds[known], noise[known], np.zeros(known.sum(), dtype=np.int64))
    whole, doubt = _weighed(kinds, noise, across, np.zeros(len(kinds), dtype=np.int64))
    kinds, unsure = _drawn(kinds, noise, across, whole, doubt)
    mean, unsure = _drawn(seen, variance, within, kinds[kind], unsure[kind])
    return Pooled(mean, np.sqrt(unsure), within, across)


def excess_variance(seen: Floats, variance: Floats, kind: Ints) -> float:
    """Variance τ² between items of one kind beyond that of sampling, 0 or more.

    It is the one at which squares around the kinds' means, each over its variance τ² + vᵢ, sum to
    what they are expected to: the items less the kinds (Paule and Mandel 1982, by Newton's steps).
    """
    free = len(seen) - len(np.unique(kind))
    between = 0.0
    for _ in range(MOST_STEPS):
        middle, _ = _weighed(seen, variance, between, kind)
        squares = (seen - middle[kind]) ** 2 / (variance + between)
        beyond = float(squares.sum()) - free
        if not free or beyond <= SETTLED * free:
            break
        between += beyond / float((squares / (variance + between)).sum())
    return between


def _weighed(seen: Floats, variance: Floats, between: float, kind: Ints) -> tuple[Floats, Floats]:
    """Each kind's mean by precision, and that mean's variance: infinite where nothing was seen."""
    weight = 1 / (between + variance)
    total = np.bincount(kind, weight)
    mean = np.divide(
        np.bincount(kind, weight * seen), total, out=np.zeros(len(total)), where=total > 0
    )
    noise = np.divide(1.0, total, out=np.full(len(total), np.inf), where=total > 0)
    return mean, noise


def _drawn(
    seen: Floats, variance: Floats, between: float, prior: Floats, unsure: Floats
) -> tuple[Floats, Floats]:
    """Mean and variance after drawing towards a prior mean that is itself unsure."""
    own = between / (between + variance)
    mean = own * seen + (1 - own) * prior
    return mean, (1 - own) * between + (1 - own) ** 2 * unsure
