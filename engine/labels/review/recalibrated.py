"""Scores corrected by outcomes, as far as outcomes say: a posterior, not one correction.

The chance of being wrong is taken to be f + (1 - f) · expit(a + b · logit(score)). Words are
reviewed from the most doubtful one on, so that outcomes say much of the top and little of the
tail, where most words are: b, and with it the tail, stays as open as it was believed to be before,
and so does f, the share of errors that no score tells of. What is said of the rest is averaged
over all of these that the outcomes admit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit, softmax

from engine.labels.words import Floats, Ints, Mask

_SURE = 1e-4
_STEP = 0.1
_BINS = np.arange(np.floor(logit(_SURE) / _STEP), np.ceil(logit(1 - _SURE) / _STEP) + 1) * _STEP

# Believed before: a, log b and log f, each normal. Scores may be off by a factor of 20 in odds,
# twice too sure or too shy, and blind to one word in 20 or to none in 20,000.
_BEFORE = np.array([0.0, 0.0, np.log(1e-3)])
_SPREAD = np.array([1.5, 0.4, 1.5])
_NODES = 9
_LEAST = 1e-3
"""Share of the likeliest correction's weight below which one is not asked."""
_REACH = 3.0
_ROUNDS = 5


@dataclass(frozen=True)
class Recalibrated:
    """Scores → chances of being wrong, by every correction that the outcomes admit.

    Attributes:
        values: a, log b and log f of each, (m, 3).
        weights: How likely each is given the outcomes, (m,); they sum to 1.
    """

    values: Floats
    weights: Floats

    def left(self, scores: Floats, counts: Ints) -> tuple[Floats, Floats]:
        """Errors among the words from each of some places on.

        Args:
            scores: Of the words, 0..1, (n,).
            counts: From which word on to count, ascending, 0..n, (k,).

        Returns:
            Their expected number by each correction, and its variance, (k, m) each.
        """
        places = _bins(scores)
        many = np.stack([_tally(places[int(first) :]) for first in counts])
        chances = _chances(self.values)
        return many @ chances, many @ (chances * (1 - chances))


def recalibrate(scores: Floats, wrong: Mask) -> Recalibrated:
    """Correct scores by outcomes: the posterior on a grid laid about its mean and spread.

    Args:
        scores: Of the labels a person decided, 0..1, (n,); n may be 0.
        wrong: Whether each was wrong, (n,).
    """
    places = _bins(scores)
    bad, good = _tally(places[wrong]), _tally(places[~wrong])
    middle, axes = _BEFORE, np.diag(_SPREAD)
    for _ in range(_ROUNDS):
        values = middle + _GRID @ axes.T
        weights = softmax(_likely(values, bad, good))
        middle = weights @ values
        apart = values - middle
        axes = np.linalg.cholesky((apart * weights[:, None]).T @ apart + 1e-9 * np.eye(3))
    told = weights >= _LEAST * weights.max()
    return Recalibrated(values[told], weights[told] / weights[told].sum())


def _likely(values: Floats, bad: Floats, good: Floats) -> Floats:
    """The posterior's logarithm, but for a constant."""
    chances = _chances(values)
    told = bad @ np.log(chances) + good @ np.log1p(-chances)
    return np.asarray(told - (((values - _BEFORE) / _SPREAD) ** 2).sum(axis=1) / 2)


def _chances(values: Floats) -> Floats:
    """The chance of being wrong in each bin, by each correction, (bins, m)."""
    shift, slope, blind = values[:, 0], np.exp(values[:, 1]), np.exp(np.minimum(values[:, 2], 0))
    chances = blind + (1 - blind) * expit(shift + slope * _BINS[:, None])
    return np.asarray(np.clip(chances, 1e-12, 1 - 1e-12))


def _bins(scores: Floats) -> Ints:
    """The bin each score falls into; a bin is 0.1 wide in logits."""
    told = logit(np.clip(scores, _SURE, 1 - _SURE))
    return np.asarray(np.rint((told - _BINS[0]) / _STEP), dtype=np.int64)


def _tally(places: Ints) -> Floats:
    return np.bincount(places, minlength=len(_BINS)).astype(np.float64)


_LINE = np.linspace(-_REACH, _REACH, _NODES)
_GRID = np.stack(np.meshgrid(_LINE, _LINE, _LINE, indexing="ij"), axis=-1).reshape(-1, 3)
