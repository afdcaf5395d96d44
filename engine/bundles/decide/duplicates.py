"""Near-duplicates: the same set, or two sets that share almost all of their products."""

from __future__ import annotations

from collections.abc import Collection, Sequence

MOST_SHARED = 0.8


def is_near_duplicate(items: Collection[int], chosen: Sequence[frozenset[int]]) -> bool:
    """Whether a set equals a chosen one or overlaps it by a Jaccard index above 0.8.

    Jaccard index: products in both over products in either, 0..1.
    """
    mine = frozenset(items)
    return any(len(mine & other) > MOST_SHARED * len(mine | other) for other in chosen)
