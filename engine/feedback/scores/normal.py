"""Quantiles and tail probabilities of the normal distribution and of Student's t."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from engine.feedback.responses import Floats


def reach(sure: float) -> float:
    """Standard errors either way of the middle that hold a share of the normal distribution.

    Args:
        sure: The share, above 0 and under 1; .95 gives 1.96.
    """
    return float(ndtri((1 + sure) / 2))


def student_reach(sure: float, freedom: Floats) -> Floats:
    """The same for Student's t; NaN where there are no degrees of freedom.

    Args:
        sure: The share, above 0 and under 1.
        freedom: Degrees of freedom, any shape; not necessarily whole.
    """
    known = np.where(freedom > 0, freedom, np.nan)
    return np.asarray(stdtrit(known, (1 + sure) / 2), dtype=np.float64)


def two_sided(z: Floats) -> Floats:
    """Chance of a normal value at least so far from 0 on either side, 0..1."""
    return np.asarray(2 * ndtr(-np.abs(z)), dtype=np.float64)


def student_two_sided(t: Floats, freedom: Floats) -> Floats:
    """Chance of a value of Student's t at least so far from 0, 0..1; NaN without freedom."""
    known = np.where(freedom > 0, freedom, np.nan)
    return np.asarray(2 * stdtr(known, -np.abs(t)), dtype=np.float64)
