"""Groups that say the same become one, and small ones give their comments back."""

from __future__ import annotations

import numpy as np

from engine.feedback.meaning.clustering import Clusters, middles, nearest_centre
from engine.feedback.meaning.vectors import Dense
from engine.feedback.responses import Ints, Mask

SAME = 0.8
"""Cosine between the middles of two groups above which they are one."""


def settle(vectors: Dense, found: Clusters, fixed: Mask, least: float) -> tuple[Clusters, Ints]:
    """Merge what says the same, leave out what is small, and put comments to what is left.

    Args:
        vectors: Of comments, (n, d).
        found: Groups of them, k.
        fixed: Groups that are neither merged with each other nor left out, (k,).
        least: Fewest comments of a group.

    Returns:
        The groups that are left, in the order they had, and the number each had before.
    """
    kept, clusters = np.arange(len(found.centres)), found
    while (pair := _closest(clusters.centres, fixed[kept])) is not None:
        clusters, kept = _merged(vectors, clusters, kept, pair)
    while True:
        size = np.bincount(clusters.group[clusters.group >= 0], minlength=len(kept))
        small = np.flatnonzero((size < least) & ~fixed[kept])
        if not len(small):
            return clusters, kept
        rest = np.delete(np.arange(len(kept)), small[np.argmin(size[small])])
        clusters, kept = _reduced(vectors, clusters, rest), kept[rest]


def _closest(centres: Dense, fixed: Mask) -> tuple[int, int] | None:
    """The two groups most alike, if they are the same and not both fixed."""
    likeness = np.round(np.triu(centres @ centres.T, k=1), 6)
    likeness[np.ix_(fixed, fixed)] = 0
    if likeness.size == 0 or likeness.max() <= SAME:
        return None
    first, second = np.unravel_index(int(likeness.argmax()), likeness.shape)
    return int(first), int(second)


def _merged(
    vectors: Dense, clusters: Clusters, kept: Ints, pair: tuple[int, int]
) -> tuple[Clusters, Ints]:
    """The earlier of two takes the comments of the later; fixed groups are the earliest."""
    first, second = pair
    group = np.where(clusters.group == second, first, clusters.group)
    group[group > second] -= 1
    centres = middles(vectors, group, np.delete(clusters.centres, second, axis=0))
    return Clusters(group, centres), np.delete(kept, second)


def _reduced(vectors: Dense, clusters: Clusters, rest: Ints) -> Clusters:
    """The groups that stay, all comments put to the nearest of them."""
    centres = clusters.centres[rest]
    if not len(rest):
        return Clusters(np.full(len(vectors), -1), centres)
    group = nearest_centre(vectors, centres)
    return Clusters(group, middles(vectors, group, centres))
