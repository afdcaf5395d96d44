"""When to stop: how many errors are expected to remain, against how many labels were reviewed.

Until a reviewer has looked, nobody knows how far the scores hold; from then on their chances are
corrected by what was found, as far as that says anything of what is to come (see `recalibrated`).
"""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.special import ndtri

from engine.labels.review.recalibrated import Recalibrated, recalibrate
from engine.labels.review.worklist import DOUBTFUL
from engine.labels.words import Floats, Ints

MOST_POINTS = 200
Left = tuple[Floats, Floats, Floats]
"""Errors expected to be left, and the lower and upper end of their interval."""

_TAILS = (0.025, 0.975)
# Middles of equal shares of a normal distribution.
_SHARES = ndtri((np.arange(9) + 0.5) / 9)


def stop_here(standing: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """The curve of errors found and expected to remain.

    Labels that the file itself calls VALID or INVALID are no part of it. Those a person is unsure
    about may still be wrong; those left alone and those that rules decided are not counted on.
    What is called wrong or unclear is taken to be reviewed before the rest.

    Args:
        standing: The labels with their decisions, the most doubtful first.
        numbers: key and number of each decision of this file, in the order in which they were
            made.

    Returns:
        At most 200 points by reviewed: reviewed (labels), found (errors; where the labels are not
        yet reviewed, how many are expected, a fraction), expected_left with low and high (its
        95 % interval), seen (whether the point lies behind), worth (whether all that was reviewed
        until then was called wrong or unclear, or decided; the last of these is a point).
    """
    asked = standing.filter(~pl.col("status").is_in(["VALID", "INVALID"]))
    decided = _decided(asked, numbers)
    by_a_person = decided.filter(pl.col("decider") == "reviewer", pl.col("wrong").is_not_null())
    told = recalibrate(_scores(by_a_person), by_a_person["wrong"].to_numpy().astype(np.bool_))
    found = _found(decided)
    unsure = _scores(decided.filter(pl.col("action") == "unsure"))
    waiting = asked.filter("open").sort(DOUBTFUL, descending=True, maintain_order=True)
    coming, worth = _scores(waiting), waiting.filter(DOUBTFUL).height
    ahead = _points(len(coming), worth)
    left = _left(told, coming, unsure, ahead)
    behind = _behind(found, left)
    rest = _ahead(found, left, ahead, worth)
    return pl.concat([behind[_points(len(found) - 1, 0)], rest.slice(1)])


def _behind(found: Ints, left: Left) -> pl.DataFrame:
    """The points of the labels that were reviewed."""
    coming, low, high = (values[0] for values in left)
    return pl.DataFrame(
        {
            "reviewed": np.arange(len(found)),
            "found": found.astype(np.float64),
            "expected_left": found[-1] - found + coming,
            "low": found[-1] - found + low,
            "high": found[-1] - found + high,
            "seen": np.ones(len(found), dtype=np.bool_),
            "worth": np.ones(len(found), dtype=np.bool_),
        }
    )


def _ahead(found: Ints, left: Left, ahead: Ints, worth: int) -> pl.DataFrame:
    """The points of the labels that wait; the first `worth` are called wrong or unclear."""
    coming, low, high = left
    return pl.DataFrame(
        {
            "reviewed": len(found) - 1 + ahead,
            "found": found[-1] + coming[0] - coming,
            "expected_left": coming,
            "low": low,
            "high": high,
            "seen": np.zeros(len(coming), dtype=np.bool_),
            "worth": ahead <= worth,
        }
    )


def _found(decided: pl.DataFrame) -> Ints:
    """Errors found by so many decisions, from none on."""
    wrong = decided["wrong"].fill_null(value=False).cast(pl.Int64)
    return np.concatenate([[0], wrong.cum_sum().to_numpy()])


def _decided(asked: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """The decided labels in the order of their decisions, those of other files first."""
    order = numbers.select("key", "number")
    known = asked.filter(pl.col("action").is_not_null()).join(
        order, on="key", how="left", maintain_order="left"
    )
    says = pl.col("action").is_in(["accept", "change", "reject"])
    in_order = known.sort("taken_over", "number", descending=[True, False], maintain_order=True)
    return in_order.with_columns(pl.when(says).then(pl.col("action") != "reject").alias("wrong"))


def _left(told: Recalibrated, coming: Floats, unsure: Floats, ahead: Ints) -> Left:
    """Errors expected after so many further labels, and their interval, (points,) each."""
    scores = np.concatenate([coming, unsure])
    means, variances = told.left(scores, ahead)
    left = means @ told.weights
    low, high = _interval(means, variances, told.weights)
    return left, np.minimum(low, left), np.clip(high, left, len(scores) - ahead)


def _interval(means: Floats, variances: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """The quantiles of a mixture of gamma distributions, each told by a few of its own values.

    A gamma distribution's quantile by its mean and variance is that of Wilson and Hilferty, The
    distribution of chi-square (1931).
    """
    some = np.maximum(means, 1e-12)
    rough = (variances / (9 * some**2))[..., None]
    told = some[..., None] * np.maximum(1 - rough + _SHARES * np.sqrt(rough), 0) ** 3
    told = told.reshape(len(means), -1)
    order = np.argsort(told, axis=1, kind="stable")
    heavy = np.repeat(weights / len(_SHARES), len(_SHARES))[order].cumsum(axis=1)
    rows = np.arange(len(means))
    low, high = (
        told[rows, order[rows, np.minimum((heavy < tail).sum(axis=1), told.shape[1] - 1)]]
        for tail in _TAILS
    )
    return low, high


def _scores(labels: pl.DataFrame) -> Floats:
    return labels["outlier_score"].to_numpy().astype(np.float64)


def _points(count: int, among: int) -> Ints:
    """Some of 0..count, both ends and another one among them, those near 0 closer together."""
    if count < MOST_POINTS // 2:
        return np.arange(count + 1)
    even = np.linspace(0, count, MOST_POINTS // 4)
    near = np.geomspace(1, count, MOST_POINTS // 4 - 1)
    return np.unique(np.concatenate([[among], even, near]).round().astype(np.int64))
