"""The reading without scores and that of own scores as one, each counting by its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.feedback.comments.lesson import Lesson
from engine.feedback.comments.own import Own
from engine.feedback.responses import Floats, Mask

HALF = 500
"""Rated comments at which own scores count as much as the reading without them."""
LEAST_TOLD = 30


@dataclass(frozen=True)
class Blend:
    """One reading of each comment.

    Attributes:
        value: The higher the better, about -1..1; 0 where nothing is known, (m,).
        known: Where anything is known, (m,).
        weight: How much own scores count, 0..1.
    """

    value: Floats = field(repr=False)
    known: Mask = field(repr=False)
    weight: float


def blend(lesson: Lesson, prior: Floats, own: Own | None) -> Blend:
    """Blend both readings; where no dictionary tells a comment, own scores alone do.

    Both are put to mean 0 and deviation 1, so that neither counts more for its scale, and the sum
    back to the mean and deviation of the reading without scores, so that the same cuts serve.

    Args:
        lesson: The comments.
        prior: The reading without scores, -1..1, (m,).
        own: That of own scores, None where they are too few.
    """
    told = lesson.told
    if own is None:
        return Blend(prior, told, 0.0)
    rated = int(lesson.rated.sum())
    weight = rated / (rated + HALF)
    ours = _standard(own.value, own.known)
    both = weight * ours + (1 - weight) * _standard(prior, told)
    either = np.where(told, _standard(both, told), ours)
    base, over = (prior, told) if told.sum() >= LEAST_TOLD else (own.value, own.known)
    value = base[over].mean() + base[over].std() * either
    return Blend(np.where(own.known, value, 0.0), own.known, weight)


def _standard(value: Floats, over: Mask) -> Floats:
    """Values less the mean over some of them, by their deviation; 0 where they are all alike."""
    if not over.any() or not (spread := value[over].std()):
        return np.zeros(len(value))
    standard: Floats = (value - value[over].mean()) / spread
    return standard
