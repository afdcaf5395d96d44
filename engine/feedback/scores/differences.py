"""Whether two groups of answers differ, and by how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.feedback.responses import Floats
from engine.feedback.scores.normal import reach, student_reach, student_two_sided, two_sided
from engine.feedback.scores.sums import Sums
from engine.feedback.scores.wald import adjusted


@dataclass(frozen=True)
class Differences:
    """Of each of k pairs, its first less its second.

    Attributes:
        value: Difference of their NPS or their mean scores, (k,); NaN where one has no answers.
        low: Lower end of its interval, (k,).
        high: Upper end.
        p: Two-sided, 0..1, (k,); NaN where it cannot be told.
    """

    value: Floats
    low: Floats
    high: Floats
    p: Floats


def differences(ones: Sums, others: Sums, sure: float) -> Differences:
    """Compare groups with groups, pair by pair; no answer may be in both.

    Two NPS are compared by their adjusted Wald scores (J. Sauro, J. Lewis: Net Promoter Score
    significance test, MeasuringU), two means by B. L. Welch's test (Biometrika 34, 1947).
    """
    return _of_nps(ones, others, sure) if ones.is_nps else _of_means(ones, others, sure)


def _of_nps(ones: Sums, others: Sums, sure: float) -> Differences:
    one = adjusted(ones.up, ones.down, ones.effective)
    other = adjusted(others.up, others.down, others.effective)
    middle = 100 * (one.middle - other.middle)
    error = 100 * np.hypot(one.error, other.error)
    margin = reach(sure) * error
    low, high = np.maximum(middle - margin, -200), np.minimum(middle + margin, 200)
    return Differences(ones.value - others.value, low, high, two_sided(middle / error))


def _of_means(ones: Sums, others: Sums, sure: float) -> Differences:
    parts = [_error(ones), _error(others)]
    error = np.sqrt(parts[0] + parts[1])
    known = np.where(error > 0, error, np.nan)
    freedom = known**4 / sum(
        part**2 / np.where(sums.effective > 1, sums.effective - 1, np.nan)
        for part, sums in zip(parts, (ones, others), strict=True)
    )
    value = ones.mean - others.mean
    margin = student_reach(sure, freedom) * known
    p = student_two_sided(value / known, freedom)
    return Differences(value, value - margin, value + margin, p)


def _error(sums: Sums) -> Floats:
    """Squared standard error of each mean."""
    return sums.variance / np.where(sums.effective > 1, sums.effective, np.nan)
