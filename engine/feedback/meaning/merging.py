"""Groups that say the same become one, and small ones give their comments back."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.feedback.meaning.clustering import Clusters, middles, nearest_centre
from engine.feedback.meaning.vectors import Dense
from engine.feedback.responses import Ints, Mask

SAME = 0.8
"""Cosine between the middles of two groups above which they are one."""
SHARED = 0.6
"""Correlation between who names two aspects above which the two may be one."""


@dataclass(frozen=True)
class Begun:
    """What groups began from.

    Attributes:
        held: Which comments hold it, (n, k).
        fixed: Whether a user pinned it: never merged with another such one, never left out; (k,).
        aspect: Whether it is an aspect: merged with another one only where the same comments name
            both, since reviews of one kind of thing lie close together whatever they name; (k,).
        strict: Whether only those who hold it can be in its group, (k,).
    """

    held: Mask = field(repr=False)
    fixed: Mask = field(repr=False)
    aspect: Mask = field(repr=False)
    strict: Mask = field(repr=False)

    def only(self, comments: Ints | slice, groups: Ints | slice) -> Begun:
        """The same for some comments and some groups."""
        held = self.held[comments][:, groups]
        return Begun(held, self.fixed[groups], self.aspect[groups], self.strict[groups])

    def may_be_one(self) -> Mask:
        """Which pairs may be merged, (k, k)."""
        held = self.held.astype(np.float64)
        deviation = held - held.mean(axis=0)
        spread = np.sqrt(np.square(deviation).sum(axis=0))
        alike = deviation.T @ deviation > SHARED * np.outer(spread, spread)
        may: Mask = ~np.outer(self.fixed, self.fixed) & (
            ~np.outer(self.aspect, self.aspect) | alike
        )
        return may


def settle(vectors: Dense, found: Clusters, begun: Begun, least: float) -> tuple[Clusters, Ints]:
    """Merge what says the same, leave out what is small, and put comments to what is left.

    Args:
        vectors: Of comments, (n, d).
        found: Groups of them, k.
        begun: What they began from.
        least: Fewest comments of a group.

    Returns:
        The groups that are left, in the order they had, and the number each had before.
    """
    kept, clusters, may = np.arange(len(found.centres)), found, begun.may_be_one()
    while (pair := _closest(clusters.centres, may[np.ix_(kept, kept)])) is not None:
        clusters, kept = _merged(vectors, clusters, pair), np.delete(kept, pair[1])
    while True:
        size = np.bincount(clusters.group[clusters.group >= 0], minlength=len(kept))
        small = np.flatnonzero((size < least) & ~begun.fixed[kept])
        if not len(small):
            return clusters, kept
        rest = np.delete(np.arange(len(kept)), small[np.argmin(size[small])])
        clusters, kept = _reduced(vectors, clusters, rest), kept[rest]


def _closest(centres: Dense, may: Mask) -> tuple[int, int] | None:
    """The two groups most alike, if they are the same and may be one."""
    likeness = np.where(may, np.round(np.triu(centres @ centres.T, k=1), 6), 0.0)
    if likeness.size == 0 or likeness.max() <= SAME:
        return None
    first, second = np.unravel_index(int(likeness.argmax()), likeness.shape)
    return int(first), int(second)


def _merged(vectors: Dense, clusters: Clusters, pair: tuple[int, int]) -> Clusters:
    """The earlier of two takes the comments of the later; pinned groups are the earliest."""
    first, second = pair
    group = np.where(clusters.group == second, first, clusters.group)
    group[group > second] -= 1
    return Clusters(group, middles(vectors, group, np.delete(clusters.centres, second, axis=0)))


def _reduced(vectors: Dense, clusters: Clusters, rest: Ints) -> Clusters:
    """The groups that stay, all comments put to the nearest of them."""
    centres = clusters.centres[rest]
    if not len(rest):
        return Clusters(np.full(len(vectors), -1), centres)
    group = nearest_centre(vectors, centres)
    return Clusters(group, middles(vectors, group, centres))
