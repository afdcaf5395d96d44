"""When to stop: how many errors are expected to remain, against how many labels were reviewed.

The scores are taken for what they are until a reviewer has looked; from then on their chances are
corrected by what was found: logit of the chance = a + b · logit of the score, a and b by their
most likely values given the outcomes and what is believed of them before (a around 0 with a
standard deviation of 1.5, b around 1 with one of 0.5).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.special import expit, gammaincinv, logit

from engine.labels.words import Floats, Mask

MOST_POINTS = 200
_SURE = 1e-4
_BEFORE = np.array([0.0, 1.0])
_SPREAD = np.array([1.5, 0.5])
_ROUNDS = 50
_TAILS = (0.025, 0.975)


@dataclass(frozen=True)
class Recalibrated:
    """Scores → chances of being wrong.

    Attributes:
        values: a and b.
        spread: Their covariance, (2, 2).
    """

    values: Floats
    spread: Floats

    def chances(self, scores: Floats) -> Floats:
        """The chance of being wrong, 0..1, of each score, 0..1."""
        return np.asarray(expit(_seen(scores) @ self.values))


def recalibrate(scores: Floats, wrong: Mask) -> Recalibrated:
    """Correct scores by outcomes; the posterior's mode by Newton's steps, and its curvature there.

    Args:
        scores: Of the labels a person decided, 0..1, (n,); n may be 0.
        wrong: Whether each was wrong, (n,).
    """
    seen, values = _seen(scores), _BEFORE.copy()
    curvature = np.diag(1 / _SPREAD**2)
    for _ in range(_ROUNDS):
        chances = expit(seen @ values)
        slope = seen.T @ (wrong - chances) - (values - _BEFORE) / _SPREAD**2
        curvature = (seen * (chances * (1 - chances))[:, None]).T @ seen + np.diag(1 / _SPREAD**2)
        step = np.linalg.solve(curvature, slope)
        values = values + step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-12))
        if np.abs(step).max() < 1e-9:
            break
    return Recalibrated(values, np.asarray(np.linalg.inv(curvature), dtype=np.float64))


def stop_here(standing: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """The curve of errors found and expected to remain.

    Labels that the file itself calls VALID or INVALID are no part of it. Those a person is unsure
    about may still be wrong; those left alone and those that rules decided are not counted on.

    Args:
        standing: The labels with their decisions, the most doubtful first.
        numbers: key and number of each decision of this file, in the order in which they were
            made.

    Returns:
        At most 200 points by reviewed: reviewed (labels), found (errors; where the labels are not
        yet reviewed, how many are expected, a fraction), expected_left with low and high (its
        95 % interval, by a gamma distribution of the same mean and variance), seen (whether the
        point lies behind).
    """
    asked = standing.filter(~pl.col("status").is_in(["VALID", "INVALID"]))
    decided = _decided(asked, numbers)
    by_a_person = decided.filter(pl.col("decider") == "reviewer", pl.col("wrong").is_not_null())
    told = recalibrate(_scores(by_a_person), by_a_person["wrong"].to_numpy().astype(np.bool_))
    found = decided["wrong"].fill_null(value=False).cast(pl.Int64).cum_sum().to_numpy()
    found = np.concatenate([[0], found])
    unsure = _scores(decided.filter(pl.col("action") == "unsure"))
    coming = _scores(asked.filter("open"))
    left, low, high = _left(told, coming, unsure)
    behind = pl.DataFrame(
        {
            "reviewed": np.arange(len(found)),
            "found": found.astype(np.float64),
            "expected_left": found[-1] - found + left[0],
            "low": found[-1] - found + low[0],
            "high": found[-1] - found + high[0],
            "seen": np.ones(len(found), dtype=np.bool_),
        }
    )
    ahead = pl.DataFrame(
        {
            "reviewed": len(found) - 1 + np.arange(len(left)),
            "found": found[-1] + left[0] - left,
            "expected_left": left,
            "low": low,
            "high": high,
            "seen": np.zeros(len(left), dtype=np.bool_),
        }
    )
    return pl.concat([_thinned(behind), _thinned(ahead.slice(1))])


def _decided(asked: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """The decided labels in the order of their decisions, those of other files first."""
    order = numbers.select("key", "number")
    known = asked.filter(pl.col("action").is_not_null()).join(
        order, on="key", how="left", maintain_order="left"
    )
    says = pl.col("action").is_in(["accept", "change", "reject"])
    in_order = known.sort("taken_over", "number", descending=[True, False], maintain_order=True)
    return in_order.with_columns(pl.when(says).then(pl.col("action") != "reject").alias("wrong"))


def _left(told: Recalibrated, coming: Floats, unsure: Floats) -> tuple[Floats, Floats, Floats]:
    """Errors expected after each further label, and their interval, (labels to come + 1,)."""
    scores = np.concatenate([coming, unsure])
    chances = told.chances(scores)
    doubt = chances * (1 - chances)
    tilt = doubt[:, None] * _seen(scores)
    count = len(coming) + 1
    left, own = _from_here(chances)[:count], _from_here(doubt)[:count]
    tilts = np.column_stack([_from_here(column) for column in tilt.T])[:count]
    spread = own + np.einsum("ij,jk,ik->i", tilts, told.spread, tilts)
    most = np.arange(len(scores), len(unsure) - 1, -1)
    low, high = (_quantile(left, spread, tail) for tail in _TAILS)
    return left, np.minimum(low, left), np.clip(high, left, most)


def _quantile(mean: Floats, variance: Floats, tail: float) -> Floats:
    some = mean > 1e-9
    shape = np.divide(mean**2, variance, out=np.ones_like(mean), where=some)
    scale = np.divide(variance, mean, out=np.zeros_like(mean), where=some)
    return np.asarray(np.where(some, gammaincinv(shape, tail) * scale, 0.0))


def _from_here(values: Floats) -> Floats:
    """The sum of each value and all behind it, and 0 at the end."""
    return np.concatenate([np.cumsum(values[::-1])[::-1], [0.0]])


def _scores(labels: pl.DataFrame) -> Floats:
    return labels["outlier_score"].to_numpy().astype(np.float64)


def _seen(scores: Floats) -> Floats:
    clipped = np.clip(scores, _SURE, 1 - _SURE)
    return np.column_stack([np.ones(len(scores)), logit(clipped)])


def _thinned(points: pl.DataFrame) -> pl.DataFrame:
    if points.height <= MOST_POINTS // 2:
        return points
    kept = np.unique(np.linspace(0, points.height - 1, MOST_POINTS // 2).round().astype(np.int64))
    return points[kept]
