"""Could chance alone have put these products together so often?

One-sided Fisher exact test (the hypergeometric upper tail), in logarithms because the values
underflow; then the false discovery rate after Benjamini and Hochberg (1995).
"""

from __future__ import annotations

import math

import numpy as np

from engine.bundles.context.itemsets import Itemsets
from engine.bundles.context.subsets import Counts, SubsetCounts
from engine.bundles.context.transactions import Floats, Ints
from engine.steps import Progress

BLOCK = 20_000
NEGLIGIBLE = 1e-12


def fisher_log_p(both: Ints, first: Ints, second: Ints, orders: int, step: Progress) -> Floats:
    """Natural logarithm of P(X >= both) when `first` and `second` orders are drawn independently.

    X is hypergeometric: `second` draws from `orders` of which `first` are marked.

    Args:
        both: (n,) orders that hold both sides.
        first: (n,) orders that hold the one side.
        second: (n,) orders that hold the other side.
        orders: All orders.
        step: Checked every block.

    Returns:
        (n,) values at or below 0; lower means less likely by chance.
    """
    factorials = _log_factorials(orders)
    blocks = [np.empty(0)]
    for start in range(0, len(both), BLOCK):
        step.check()
        part = slice(start, start + BLOCK)
        blocks.append(_log_tail(both[part], first[part], second[part], orders, factorials))
    return np.concatenate(blocks)


def _log_tail(both: Ints, first: Ints, second: Ints, orders: int, factorials: Floats) -> Floats:
    """The upper tail: summed directly above what chance predicts, else one less the lower tail.

    Either way the terms fall from the first one on, so that a few of them are enough.
    """
    tail = np.zeros(len(both))
    above = both * orders > first * second
    if above.any():
        k, a, b = both[above], first[above], second[above]
        series = _series(k, a, b, orders, upwards=True)
        tail[above] = _log_term(k, a, b, orders, factorials) + np.log(series)
    least = np.maximum(0, first + second - orders)
    below = ~above & (both > least)
    if below.any():
        k, a, b = both[below] - 1, first[below], second[below]
        series = _series(k, a, b, orders, upwards=False)
        lower = np.exp(_log_term(k, a, b, orders, factorials)) * series
        tail[below] = np.log1p(-np.minimum(lower, 1 - 1e-16))
    return np.minimum(0.0, tail)


def _log_term(k: Ints, first: Ints, second: Ints, orders: int, factorials: Floats) -> Floats:
    """Log P(X = k), hypergeometric."""
    rest = orders - first
    term: Floats = (
        factorials[first] - factorials[k] - factorials[first - k]
        + factorials[rest] - factorials[second - k] - factorials[rest - second + k]
        - factorials[orders] + factorials[second] + factorials[orders - second]
    )  # fmt: skip
    return term


def _series(both: Ints, first: Ints, second: Ints, orders: int, *, upwards: bool) -> Floats:
    """1 + r1 + r1·r2 + …, with r the ratio of each term to the one before it."""
    total, term = np.ones(len(both)), np.ones(len(both))
    active, k = np.arange(len(both)), both.astype(float)
    while len(active):
        a, b, at = first[active], second[active], k[active]
        if upwards:
            ratio = (a - at) * (b - at) / ((at + 1) * (orders - a - b + at + 1))
        else:
            ratio = at * (orders - a - b + at) / ((a - at + 1) * (b - at + 1))
        term[active] *= ratio
        total[active] += term[active]
        k[active] += 1 if upwards else -1
        active = active[term[active] > NEGLIGIBLE * total[active]]
    return total


def _log_factorials(orders: int) -> Floats:
    return np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, orders + 1)))))


def itemset_log_p(itemsets: Itemsets, counts: SubsetCounts, step: Progress) -> tuple[Floats, ...]:
    """For sizes 2, 3, …: (n,) log p of each frequent set, see `log_p_of`."""
    return tuple(
        log_p_of(sets, both, counts, itemsets.orders, step)
        for sets, both in zip(itemsets.sets[1:], itemsets.counts[1:], strict=True)
    )


def log_p_of(sets: Ints, both: Ints, counts: Counts, orders: int, step: Progress) -> Floats:
    """(n,) log p of (n, k) sets, the largest over their items given the rest.

    A set of three counts as significant only when every item of it is, given the other two:
    otherwise a strong pair would carry any third product along.

    Args:
        sets: (n, k) product numbers, ascending.
        both: (n,) orders that hold all of them.
        counts: Knows the orders of their subsets.
        orders: All orders.
        step: Checked every block.
    """
    worst = np.full(len(sets), -np.inf)
    for leave in range(sets.shape[1]):
        rest = counts.of(np.delete(sets, leave, axis=1))
        alone = counts.of(sets[:, [leave]])
        worst = np.maximum(worst, fisher_log_p(both, rest, alone, orders, step))
    return worst


def benjamini_hochberg(log_p: Floats, family: int) -> Floats:
    """q-values, 0..1: the false discovery rate at which each would be called significant.

    Args:
        log_p: (n,) natural logarithms of the p-values that were computed.
        family: How many hypotheses there were in all, n or more; those that were not computed
            count as if they had come last, so q is never too small for it.
    """
    if not len(log_p):
        return np.empty(0)
    order = np.argsort(log_p, kind="stable")
    ranked = log_p[order] + math.log(family) - np.log(np.arange(1, len(log_p) + 1))
    lowest = np.minimum.accumulate(ranked[::-1])[::-1]
    q = np.empty(len(log_p))
    q[order] = np.exp(np.minimum(0.0, lowest))
    return q


def family_size(frequent_items: int, size: int) -> int:
    """How many sets of this size the frequent products could form."""
    return math.comb(frequent_items, size)
