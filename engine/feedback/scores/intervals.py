"""How sure a group's NPS, its mean score or a share is."""

from __future__ import annotations

import numpy as np

from engine.feedback.responses import Floats
from engine.feedback.scores.normal import reach, student_reach
from engine.feedback.scores.sums import Sums
from engine.feedback.scores.wald import adjusted

Interval = tuple[Floats, Floats]


def interval_of(sums: Sums, sure: float) -> Interval:
    """Lower and upper ends of each group's value, never beyond what it may be; (k,) each.

    An NPS has its adjusted Wald interval, a mean that of Student's t, which a single answer has
    not (NaN). Weighted answers count as many as they are worth.
    """
    low, high = sums.bounds
    if sums.is_nps:
        about = adjusted(sums.up, sums.down, sums.effective)
        middle, margin = 100 * about.middle, 100 * reach(sure) * about.error
    else:
        worth = np.where(sums.effective > 1, sums.effective, np.nan)
        middle = sums.mean
        margin = student_reach(sure, worth - 1) * np.sqrt(sums.variance / worth)
    return np.clip(middle - margin, low, high), np.clip(middle + margin, low, high)


def wilson(share: Floats, answers: Floats, sure: float) -> Interval:
    """The interval of a share of E. B. Wilson, JASA 22 (1927); NaN where there are no answers.

    Args:
        share: 0..1, any shape.
        answers: How many it is a share of, or how many equally weighted ones are worth as much.
        sure: Confidence.
    """
    z, n = reach(sure), np.where(answers > 0, answers, np.nan)
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    margin = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return np.maximum(middle - margin, 0), np.minimum(middle + margin, 1)
