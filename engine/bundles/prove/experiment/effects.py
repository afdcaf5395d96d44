"""The effect of an arm over the control group, with its interval.

Every function gives None for the ends where nothing can be told. With several arms against one
control the level is divided by their number (Bonferroni), so that all intervals hold together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from engine.bundles.context.transactions import Floats

ERROR = 0.05


@dataclass(frozen=True)
class Estimate:
    """A difference and how sure it is.

    Attributes:
        difference: Treated less control.
        low: Lower end of its interval, or None.
        high: Upper end, or None.
    """

    difference: float
    low: float | None = None
    high: float | None = None


def rates_differ(
    treated: tuple[int, int], control: tuple[int, int], error: float = ERROR
) -> Estimate:
    """The difference of two rates, by Newcombe's score interval (1998, method 10).

    Args:
        treated: How many did, and of how many.
        control: The same without the bundle.
        error: 1 less the level of the interval, 0..1.
    """
    (a, m), (b, n) = treated, control
    if not m or not n:
        return Estimate(0.0)
    (low_a, high_a), (low_b, high_b) = wilson(a, m, error), wilson(b, n, error)
    p, q = a / m, b / n
    return Estimate(
        p - q,
        p - q - math.hypot(p - low_a, high_b - q),
        p - q + math.hypot(high_a - p, q - low_b),
    )


def wilson(did: int, of: int, error: float = ERROR) -> tuple[float, float]:
    """Wilson's score interval of a rate (1927)."""
    z = NormalDist().inv_cdf(1 - error / 2)
    middle = (did + z * z / 2) / (of + z * z)
    reach = z / (of + z * z) * math.sqrt(did * (of - did) / of + z * z / 4)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def means_differ(treated: Floats, control: Floats, error: float = ERROR) -> Estimate:
    """The difference of two means, by Welch's t (1947); no interval under two values a side."""
    if not len(treated) or not len(control):
        return Estimate(0.0)
    difference = float(treated.mean() - control.mean())
    if min(len(treated), len(control)) < 2:
        return Estimate(difference)
    parts = [(float(side.var(ddof=1)) / len(side), len(side) - 1) for side in (treated, control)]
    return _by_t(difference, parts, error)


def pairs_differ(differences: Floats, error: float = ERROR) -> Estimate:
    """The mean of differences within pairs, by Student's t; no interval under three pairs."""
    if not len(differences):
        return Estimate(0.0)
    mean = float(differences.mean())
    if len(differences) < 3:
        return Estimate(mean)
    variance = float(differences.var(ddof=1)) / len(differences)
    return _by_t(mean, [(variance, len(differences) - 1)], error)


def ratios_differ(
    treated: tuple[Floats, Floats], control: tuple[Floats, Floats], error: float = ERROR
) -> Estimate:
    """The difference of two ratios of sums, such as revenue a visitor, over rows such as days.

    The variance of a ratio is that of what its rows differ from it (Taylor linearisation; Cochran
    1977, 6.3). No interval under three rows a side: totals alone do not say how much they vary.

    Args:
        treated: (rows,) what is summed above and (rows,) below.
        control: The same of the control group.
        error: 1 less the level of the interval.
    """
    ratios, parts = [], []
    for above, below in (treated, control):
        if not below.sum():
            return Estimate(0.0)
        ratios.append(float(above.sum() / below.sum()))
        if len(below) > 2:
            rest = float(((above - ratios[-1] * below) ** 2).sum())
            variance = len(below) / (len(below) - 1) * rest / float(below.sum()) ** 2
            parts.append((variance, len(below) - 1))
    difference = ratios[0] - ratios[1]
    return _by_t(difference, parts, error) if len(parts) == 2 else Estimate(difference)


def _by_t(difference: float, parts: Sequence[tuple[float, int]], error: float) -> Estimate:
    """An interval from variances of means and their degrees of freedom (Satterthwaite 1946)."""
    variance = sum(part for part, _ in parts)
    if variance == 0:
        return Estimate(difference)
    freedom = variance**2 / sum(part**2 / degrees for part, degrees in parts)
    reach = student(1 - error / 2, freedom) * math.sqrt(variance)
    return Estimate(difference, difference - reach, difference + reach)


def student(probability: float, freedom: float) -> float:
    """The quantile of Student's t."""
    from scipy.special import stdtrit  # noqa: PLC0415 - costly

    return float(stdtrit(freedom, probability))


def unevenly_split(counts: Sequence[int]) -> bool:
    """Whether arms that should be equally large are not, beyond chance (chi-squared, p < .001).

    Then something other than the draw decided who went where, and no effect can be trusted.
    """
    from scipy.special import chdtrc  # noqa: PLC0415 - costly

    expected = sum(counts) / len(counts)
    if not expected:
        return False
    squares = float(sum((np.array(counts) - expected) ** 2) / expected)
    return float(chdtrc(len(counts) - 1, squares)) < UNEVEN


UNEVEN = 0.001
