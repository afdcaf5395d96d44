"""Comments put together by nearness to middles that begin where aspects say."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.feedback.meaning.vectors import Dense, unit_rows
from engine.feedback.responses import Floats, Ints, Mask

NEAR = 0.3
"""Cosine to its middle from which a comment belongs to a group."""
ROUNDS = 50
HELD_BACK = 0.5
"""Share of its seed in a group's middle, so that a group stays with what it began from."""


@dataclass(frozen=True)
class Clusters:
    """Groups of comments.

    Attributes:
        group: Group of each comment, -1 for none, (n,).
        centres: Middle of each, of length 1, float32 (k, d).
    """

    group: Ints = field(repr=False)
    centres: Dense = field(repr=False)


def cluster(vectors: Dense, seeds: Dense) -> Clusters:
    """Spherical k-means from given seeds, in which a comment that is near no middle is in none.

    A middle is drawn half by its comments and half by its seed: groups that begin from few comments
    would else wander off to whatever most comments speak of. Nothing is drawn by chance.

    Args:
        vectors: Of length 1 or 0, (n, d).
        seeds: Of length 1, (k, d), k of 1 or more.
    """
    centres, group = seeds, np.full(len(vectors), -2, dtype=np.int64)
    for _ in range(ROUNDS):
        found = nearest_centre(vectors, centres)
        if (found == group).all():
            break
        group = found
        centres = unit_rows(HELD_BACK * seeds + (1 - HELD_BACK) * middles(vectors, group, centres))
    return Clusters(group, centres)


def nearest_centre(vectors: Dense, centres: Dense) -> Ints:
    """The nearest middle of each comment, -1 where none is near, (n,)."""
    return nearest_of(vectors @ centres.T)


def nearest_of(cosines: Dense | Floats) -> Ints:
    """The group of the largest cosine in each row, -1 where it is not near, (n,)."""
    found: Ints = cosines.argmax(axis=1)
    found[cosines.max(axis=1) < NEAR] = -1
    return found


def middles(vectors: Dense, group: Ints, before: Dense) -> Dense:
    """Directions of the groups' sums, (k, d); that of an empty one as it was."""
    sums = np.zeros(before.shape)
    for one in range(len(before)):
        sums[one] = vectors[group == one].sum(axis=0, dtype=np.float64)
    kept = np.abs(sums).sum(axis=1, keepdims=True) > 0
    return np.where(kept, unit_rows(sums.astype(np.float32)), before)


def seeds_of(vectors: Dense, held: Mask) -> Dense:
    """Middles of those who hold something, (k, d): who holds several counts less for each.

    Args:
        vectors: (n, d).
        held: (n, k) who holds what; each by one at least.
    """
    share = held / np.maximum(1, held.sum(axis=1, keepdims=True))
    return unit_rows((share.T @ vectors.astype(np.float64)).astype(np.float32))
