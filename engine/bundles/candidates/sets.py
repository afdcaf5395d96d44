"""Sets of products as rows of four numbers, and the union of many lists of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.pool import MOST_ITEMS, Mask
from engine.bundles.context.transactions import Floats, Ints


@dataclass(frozen=True)
class Proposal:
    """Sets that one source or tier proposed.

    Attributes:
        sets: (n, 4) product numbers, ascending, -1 after the last; sets may repeat.
        source: Place of the source in `pool.SOURCES`.
        tier: Place of the tier in `pool.TIERS` that proposed them, -1 for a source.
    """

    sets: Ints
    source: int
    tier: int = -1


@dataclass(frozen=True)
class Union:
    """Every proposed set once, sorted by its numbers.

    Attributes:
        items: (n, 4) product numbers.
        sources: (n,) bit k is set where source k proposed it.
        tiers: (n,) bit k is set where tier k proposed it.
    """

    items: Ints
    sources: Ints
    tiers: Ints


def padded(sets: Ints) -> Ints:
    """(n, 4) rows of (n, k) sets, -1 after the last."""
    rows = np.full((len(sets), MOST_ITEMS), -1, dtype=np.int64)
    rows[:, : sets.shape[1]] = sets
    return rows


def pairs_of(first: Ints, second: Ints) -> Ints:
    """(n, 4) rows of pairs, whichever of the two has the lower number."""
    return padded(np.sort(np.column_stack((first, second)), axis=1).reshape(-1, 2))


def union_of(proposals: Sequence[Proposal]) -> Union:
    """The sets of all proposals, whatever their order."""
    items = np.concatenate([padded(np.empty((0, 2), np.int64)), *(one.sets for one in proposals)])
    lengths = [len(one.sets) for one in proposals]
    sources = np.repeat([1 << one.source for one in proposals], lengths).astype(np.int64)
    bits = [1 << one.tier if one.tier >= 0 else 0 for one in proposals]
    tiers = np.repeat(bits, lengths).astype(np.int64)
    order = np.lexsort(items.T[::-1])
    items = items[order]
    first = np.ones(len(items), dtype=bool)
    first[1:] = (items[1:] != items[:-1]).any(axis=1)
    begins = np.flatnonzero(first)
    if not len(begins):
        return Union(items, sources, tiers)
    joined = (np.bitwise_or.reduceat(bits[order], begins) for bits in (sources, tiers))
    return Union(items[begins], *joined)


def best_of_each(item: Ints, score: Floats, other: Ints, most: int) -> Ints:
    """Rows of the `most` best of each product: highest score, then lowest other number.

    Args:
        item: (n,) the product a row speaks for.
        score: (n,) higher is better.
        other: (n,) the product it is paired with.
        most: Rows for each product.

    Returns:
        Row numbers: the best of every product first, by score, then the second best, and so on.
    """
    order = np.lexsort((other, -score, item))
    ordered = item[order]
    begins = np.concatenate(([True], ordered[1:] != ordered[:-1])) if len(order) else _NONE
    rank = np.arange(len(order)) - np.maximum.accumulate(np.where(begins, np.arange(len(order)), 0))
    kept, rank = order[rank < most], rank[rank < most]
    chosen: Ints = kept[np.lexsort((other[kept], item[kept], -score[kept], rank))]
    return chosen


def sub_pairs(items: Ints) -> tuple[Ints, Ints]:
    """Every pair inside each (n, 4) set: (m,) row of the set, and (m, 2) its products."""
    rows, pairs = [np.empty(0, np.int64)], [np.empty((0, 2), np.int64)]
    for first in range(MOST_ITEMS):
        for second in range(first + 1, MOST_ITEMS):
            there = np.flatnonzero(items[:, second] >= 0)
            rows.append(there)
            pairs.append(items[there][:, [first, second]])
    return np.concatenate(rows), np.concatenate(pairs)


_NONE: Mask = np.empty(0, dtype=bool)
