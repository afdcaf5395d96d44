"""Sets of any source → their exact evidence, as the pool has it."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.bundles.candidates.holders import Holders
from engine.bundles.candidates.pool import Pool
from engine.bundles.candidates.pool_context import PoolContext
from engine.bundles.candidates.sets import Union, sub_pairs
from engine.bundles.context.evidence import best_rule_of, chance_of, either_of
from engine.bundles.context.significance import log_p_of
from engine.bundles.context.transactions import Floats, Ints
from engine.bundles.context.weights import alive_of
from engine.models.vectors import DIGITS
from engine.steps import Progress

_SIZES = (2, 3, 4)


def weigh_pool(union: Union, context: PoolContext, holders: Holders, step: Progress) -> Pool:
    """The pool with every set's evidence; all tiers are still 0.

    Frequent sets have the evidence that was gathered for them; all others are counted here.

    Args:
        union: The sets.
        context: Orders, weights, evidence, likeness and vectors.
        holders: The orders of each product.
        step: Checked on the way.
    """
    columns = _empty(len(union.items))
    weights = context.weights
    kinds = (weights.order, weights.recency, weights.recent)
    for size in _SIZES:
        rows = np.flatnonzero((union.items >= 0).sum(axis=1) == size)
        sets = union.items[rows, :size]
        together, sums = holders.weigh(sets, kinds)
        found = _counted(sets, together, context, holders, step)
        found |= _weighted(sets, sums, context)
        for name, values in found.items():
            columns[name][rows] = values
        columns["twins"][rows] = context.likeness.twins(sets)
    likeness = _likeness(union.items, context)
    return Pool(items=union.items, sources=union.sources, likeness=likeness, **columns)


def _empty(rows: int) -> dict[str, Any]:
    whole = ("tier", "together", "either", "to")
    real = ("chance", "lift", "confidence", "log_p", "q_value", "lift_now", "alive")
    columns: dict[str, Any] = {name: np.zeros(rows, dtype=np.int64) for name in whole}
    columns |= {name: np.full(rows, np.nan) for name in real}
    return columns | {"twins": np.zeros(rows, dtype=bool)}


def _counted(
    sets: Ints, together: Ints, context: PoolContext, holders: Holders, step: Progress
) -> dict[str, Any]:
    """What orders say, each counting the same: known for frequent sets, else counted."""
    row = context.counts.row_of(sets)
    rare, frequent = np.flatnonzero(row < 0), np.flatnonzero(row >= 0)
    found = _count(sets[rare], together[rare], holders, step)
    columns = _empty(len(sets))
    for name in (*found, "q_value"):
        if len(frequent):
            known = getattr(context.evidence[sets.shape[1] - 2], name)
            columns[name][frequent] = known[row[frequent]]
        if name in found:
            columns[name][rare] = found[name]
    return {name: columns[name] for name in (*found, "q_value")}


class _Counts:
    """The counts of some sets, which are known, and of any smaller ones."""

    def __init__(self, sets: Ints, together: Ints, holders: Holders) -> None:
        self._size, self._together, self._holders = sets.shape[1], together, holders

    def of(self, sets: Ints) -> Ints:
        """(n,) counts; sets of the full size are those that are known."""
        return self._together if sets.shape[1] == self._size else self._holders.of(sets)


def _count(sets: Ints, together: Ints, holders: Holders, step: Progress) -> dict[str, Any]:
    """Evidence of sets that are not frequent, or hold what was never sold."""
    counts = _Counts(sets, together, holders)
    chance = chance_of(sets, counts, holders.orders)
    confidence, to = best_rule_of(sets, together, counts)
    log_p = log_p_of(sets, together, counts, holders.orders, step)
    sold = (holders.counts[sets] > 0).all(axis=1)
    return {
        "together": together,
        "either": either_of(sets, counts),
        "chance": chance,
        "lift": _over(together, chance),
        "confidence": confidence,
        "to": to,
        "log_p": np.where(sold, log_p, np.nan),
    }


def _weighted(sets: Ints, sums: Floats, context: PoolContext) -> dict[str, Any]:
    """What orders say under their weights, from each set's sums of them."""
    weights = context.weights
    total = weights.order.sum()
    share = np.zeros(len(context.facts))
    share[: len(weights.product)] = weights.product / total
    chance = total * share[sets].prod(axis=1)
    order, recency, recent = sums.T
    alive = alive_of(sets, recency, recent, weights)
    return {"lift_now": _over(order, chance), "alive": alive}


def _over(numbers: Ints | Floats, chance: Floats) -> Floats:
    """The quotient, nan where chance is 0."""
    quotient: Floats = np.full(len(chance), np.nan)
    np.divide(numbers, chance, out=quotient, where=chance > 0)
    return quotient


def _likeness(items: Ints, context: PoolContext) -> Floats:
    """(n,) mean cosine over the pairs of each set; nan where one of its products has no vector."""
    if context.vectors is None:
        return np.full(len(items), np.nan)
    rows, pairs = sub_pairs(items)
    code = pairs[:, 0] * len(context.facts) + pairs[:, 1]
    _, first, back = np.unique(code, return_index=True, return_inverse=True)
    cosine = context.vectors.cosines(pairs[first])[back]
    total = np.bincount(rows, cosine, minlength=len(items))
    many = np.bincount(rows, minlength=len(items))
    return np.round(total / np.maximum(many, 1), DIGITS)
