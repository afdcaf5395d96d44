"""Lifts drawn towards what sets like them have: empirical Bayes, gamma-Poisson.

Orders n that hold a set are Poisson with mean λ·E, E being what chance expects and λ the true lift.
Over the sets of a shop λ is gamma with mean μ and shape r, so that given n its mean is
(n + r) / (E + r / μ): many orders speak for themselves, few say what their like say
(DuMouchel 1999, with one gamma, fitted by moments).

μ is that of *all* pairs of products, not of those that were proposed for selling together: over
all pairs of two categories the orders and what chance expects add up in closed form. Where texts
proposed pairs without a look at orders, these tell how much more pairs of that likeness have.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.bundles.candidates.pool import SOURCES, Pool
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.transactions import Baskets, Floats, Ints

if TYPE_CHECKING:
    import scipy.sparse as sp

MOST_GROUPS = 40
# Expected orders by which a group's own mean outweighs the shop's.
GROUP_ORDERS = 20.0
ENOUGH_ORDERS = 100_000
BANDS = (0.3, 0.5, 0.7, 0.9)
BLIND_SOURCES = ("similar", "model")
LEAST_SHAPE, MOST_SHAPE = 0.05, 1000.0


@dataclass(frozen=True)
class LiftPrior:
    """What a set's lift is before its orders are looked at.

    Attributes:
        group: (products,) category group; products without a category are one group.
        mean: (groups, groups) mean lift of all pairs between two groups.
        bands: (bands,) factor on it by the likeness of the texts, see `BANDS`.
        shape: Shape r of the gamma of pairs: how many orders the prior counts for.
    """

    group: Ints
    mean: Floats
    bands: Floats
    shape: float

    def of(self, items: tuple[int, ...], likeness: float | None, taken: int) -> tuple[float, float]:
        """Mean and shape of the prior of a set.

        Lifts of its pairs multiply (Kirkwood's superposition), and so do their variations.

        Args:
            items: Two product numbers or more.
            likeness: Mean cosine of their texts, -1..1; None or nan where unknown.
            taken: How many of them are bought together, 2 or more.
        """
        groups, log_means, log_bands = self._plain
        logs = [log_means[groups[a]][groups[b]] for a, b in itertools.combinations(items, 2)]
        log_mean = sum(logs) / len(logs)
        if likeness is not None and not math.isnan(likeness):
            log_mean += log_bands[bisect.bisect_right(BANDS, likeness)]
        pairs = taken * (taken - 1) / 2
        variation = math.expm1(pairs * math.log1p(1 / self.shape))
        return math.exp(pairs * log_mean), 1 / variation

    @functools.cached_property
    def _plain(self) -> tuple[list[int], list[list[float]], list[float]]:
        """Groups, logarithms of the means and of the bands as plain numbers."""
        log_means: list[list[float]] = np.log(self.mean).tolist()
        return self.group.tolist(), log_means, np.log(self.bands).tolist()


def shrunken_lift(together: float, chance: float, mean: float, shape: float) -> float:
    """Posterior mean of the lift, above 0; the prior's mean where chance is 0.

    Args:
        together: Orders that hold the set.
        chance: Orders expected by chance, 0 or more.
        mean: The prior's mean, above 0.
        shape: Its shape, above 0.
    """
    return (together + shape) / (chance + shape / mean)


def fit_prior(pool: Pool, facts: ProductFacts, baskets: Baskets) -> LiftPrior:
    """Estimate the prior from a shop's orders and the pool.

    Without orders or without pairs it is a lift of 1, to which few orders are drawn strongly.
    """
    count = np.bincount(baskets.item, minlength=len(facts)).astype(np.float64)
    group = _groups(facts, count)
    totals = _Totals.of(group, count, baskets)
    mean = totals.mean()
    pairs = pool.take((pool.items[:, 1] >= 0) & (pool.items[:, 2] < 0) & (pool.chance > 0))
    base = mean[group[pairs.items[:, 0]], group[pairs.items[:, 1]]]
    bands = _bands(pairs, base)
    expected = base * np.where(np.isnan(pairs.likeness), 1, bands[_band(pairs.likeness)])
    shape = _shape(pairs, expected * pairs.chance, float((mean**2 * totals.squares).sum()))
    return LiftPrior(group, mean, bands, shape)


@dataclass(frozen=True)
class _Totals:
    """Sums over all pairs of products between two groups, each pair once; upper triangles."""

    bought: Floats
    expected: Floats
    squares: Floats

    @classmethod
    def of(cls, group: Ints, count: Floats, baskets: Baskets) -> _Totals:
        groups, orders = int(group.max(initial=0)) + 1, float(baskets.orders)
        first, second, fourth = (_by_group(group, count**power, groups) for power in (1, 2, 4))
        held, sample = _held(group, groups, baskets)
        pairs = sample * (held.T @ held).toarray()
        own: Floats = sample * np.bincount(held.indices, held.data, groups).astype(np.float64)
        return cls(
            bought=_each_once(pairs, own),
            expected=_each_once(first[:, None] * first, second) / orders,
            squares=_each_once(second[:, None] * second, fourth) / orders**2,
        )

    def mean(self) -> Floats:
        """(groups, groups) bought over expected, drawn towards that of the whole shop."""
        total = self.expected.sum()
        shop = max(self.bought.sum() / total, 1e-6) if total else 1.0
        upper = (self.bought + GROUP_ORDERS * shop) / (self.expected + GROUP_ORDERS)
        mean: Floats = np.triu(upper) + np.triu(upper, 1).T
        return mean


def _by_group(group: Ints, values: Floats, groups: int) -> Floats:
    sums: Floats = np.bincount(group, values, minlength=groups).astype(np.float64)
    return sums


def _each_once(products: Floats, own: Floats) -> Floats:
    """Sums over pairs from products of sums: no product with itself, no pair twice."""
    upper: Floats = np.triu(products, 1)
    np.fill_diagonal(upper, np.maximum(0, np.diag(products) - own) / 2)
    return upper


def _held(group: Ints, groups: int, baskets: Baskets) -> tuple[sp.csr_matrix, float]:
    """(orders, groups) how many products of each group an order holds; orders for each of these.

    Of very many orders every second, third … is enough: a group has far more pairs than are needed.
    """
    import scipy.sparse as sp  # noqa: PLC0415 - costly; loaded while a file is read

    chosen = np.arange(0, baskets.orders, max(1, baskets.orders // ENOUGH_ORDERS))
    first, last = np.searchsorted(baskets.order, (chosen, chosen + 1))
    ends = np.cumsum(last - first)
    lines = np.arange(int(ends[-1])) + np.repeat(last - ends, last - first)
    ones, indptr = np.ones(len(lines)), np.concatenate(([0], ends))
    shape = (len(chosen), groups)
    held = sp.csr_matrix((ones, group[baskets.item[lines]], indptr), shape=shape)
    held.sum_duplicates()
    return held, baskets.orders / len(chosen)


def _groups(facts: ProductFacts, count: Floats) -> Ints:
    """(products,) group of each: the categories sold most, then one for all the rest."""
    sold: dict[str, float] = {}
    for category, orders in zip(facts.categories, count.tolist(), strict=True):
        if category is not None:
            sold[category] = sold.get(category, 0.0) + orders
    chosen = sorted(sold, key=lambda word: (-sold[word], word))[: MOST_GROUPS - 1]
    number = {word: place for place, word in enumerate(chosen)}
    return np.array([number.get(word or "", len(chosen)) for word in facts.categories], np.int64)


def _band(likeness: Floats) -> Ints:
    return np.searchsorted(BANDS, likeness, side="right")


def _bands(pairs: Pool, base: Floats) -> Floats:
    """(bands,) orders over what the groups' means expect, of pairs that no order proposed."""
    bits = sum(1 << SOURCES.index(name) for name in BLIND_SOURCES)
    blind = (pairs.sources & bits > 0) & ~np.isnan(pairs.likeness)
    band, bands = _band(pairs.likeness[blind]), len(BANDS) + 1
    bought = np.bincount(band, pairs.together[blind], minlength=bands)
    expected = np.bincount(band, (base * pairs.chance)[blind], minlength=bands)
    factor: Floats = (bought + GROUP_ORDERS) / (expected + GROUP_ORDERS)
    return factor


def _shape(pairs: Pool, expected: Floats, squares: float) -> float:
    """Shape by moments: what pairs vary beyond chance, over the squared means of all pairs.

    Pairs outside of the pool are taken to vary as chance does, so that the pull is rather too
    strong than too weak.
    """
    beyond = float(((pairs.together - expected) ** 2 - expected).sum())
    if beyond <= 0 or squares <= 0:
        return MOST_SHAPE if squares > 0 else 1.0
    return float(np.clip(squares / beyond, LEAST_SHAPE, MOST_SHAPE))
