"""What a reading comes to in scores: chances and ratings that come true, out of fold."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.feedback.comments.lesson import FOLDS, HIGH, LOW, Lesson
from engine.feedback.responses import Floats

LEAST_RATED = 200
"""Rated comments from which chances are told."""
_LOW_END = 0.5


@dataclass(frozen=True)
class Calibrated:
    """What is expected of each comment's score by comments that read alike.

    Attributes:
        rating: Expected rating, 0..1, (m,).
        low: Chance of a score of at most 6 of 10, 0..1, (m,).
        high: Chance of a score of at least 7.5 of 10, 0..1, (m,).
        error: Mean distance of expected from given ratings, 0..1.
        guessed: The same where the median is expected of all.
        auc: Chance that a comment with a high score reads better than one with a low score; NaN
            where there are none of either.
    """

    rating: Floats = field(repr=False)
    low: Floats = field(repr=False)
    high: Floats = field(repr=False)
    error: float
    guessed: float
    auc: float

    @property
    def gain(self) -> float:
        """How much less the error is than with the median, at most 1."""
        return 1 - self.error / self.guessed if self.guessed else 0.0


def calibrate(lesson: Lesson, value: Floats) -> Calibrated | None:
    """Expect scores by isotonic regression of other folds; None below `LEAST_RATED` comments.

    Args:
        lesson: The comments.
        value: Their reading, which no own score entered, (m,).
    """
    rated = lesson.rated
    if rated.sum() < LEAST_RATED:
        return None
    given = lesson.rating
    expected = _expect(lesson, value, given, chance=False)
    low = _expect(lesson, -value, (given <= LOW).astype(np.float64), chance=True)
    high = _expect(lesson, value, (given >= HIGH).astype(np.float64), chance=True)
    median = np.median(given[rated])
    return Calibrated(
        expected, low, high,
        float(np.abs(expected - given)[rated].mean()),
        float(np.abs(median - given)[rated].mean()),
        auc_of(value[given >= HIGH], value[given <= LOW]),
    )  # fmt: skip


def _expect(lesson: Lesson, value: Floats, given: Floats, *, chance: bool) -> Floats:
    """What of 0..1 is expected at each value, rising with it, (m,)."""
    # Costly to import and needed in the worker process only.
    from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415

    expected = np.empty(len(value))
    for fold in range(FOLDS):
        asked = lesson.fold == fold
        taught = lesson.rated & ~asked
        if asked.any():
            curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
            level = curve.fit(value[taught], given[taught]).predict(value[taught])
            told = curve.predict(value[asked])
            expected[asked] = np.clip(told, *_ends(level)) if chance else told
    return expected


def _ends(level: Floats) -> tuple[float, float]:
    """How near to 0 and 1 a chance may be: what happened to n of n happens n + 1 times in n + 2.

    Laplace's rule of succession, for the comments at either end of the curve.
    """
    none, all_of_them = int((level <= 0).sum()), int((level >= 1).sum())
    return 1 / (none + 2) if none else 0.0, 1 - 1 / (all_of_them + 2) if all_of_them else 1.0


def auc_of(higher: Floats, lower: Floats) -> float:
    """Chance that one drawn of the first is above one of the second, ties half; NaN of none."""
    if not len(higher) or not len(lower):
        return float("nan")
    order = np.sort(lower)
    below = np.searchsorted(order, higher, "left") + np.searchsorted(order, higher, "right")
    return float(below.mean() / 2 / len(lower))


def opposite_of(lesson: Lesson, calibrated: Calibrated) -> Floats:
    """Chance that a text belongs to the other end of the scale than its scores, (m,).

    NaN where it has no score, or one between the ends: over 5 of 10 and under 7.5.
    """
    given = lesson.rating
    chance = np.full(len(given), np.nan)
    chance[given >= HIGH] = calibrated.low[given >= HIGH]
    chance[given < _LOW_END] = calibrated.high[given < _LOW_END]
    return chance
