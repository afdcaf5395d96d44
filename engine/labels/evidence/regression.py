"""Multinomial logistic regression, small enough to need nothing but numpy and scipy's search."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

import numpy as np

from engine.labels.evidence.facts import Dense
from engine.labels.words import Floats, Ints

MOST_STEPS = 300
STEEPNESS = 1e-3
"""Slope of the mean loss below which the search ends; stopping early keeps it from overdoing."""

_FALL = 64 * np.finfo(np.float64).eps  # of the loss, below which it ends too


@dataclass(frozen=True)
class Regression:
    """A model that was fitted; see `fit`.

    Attributes:
        turned: Weights of facts by label, (d, K).
        shift: What is added, (K,).
    """

    turned: Dense = field(repr=False)
    shift: Dense = field(repr=False)

    @classmethod
    def fit(
        cls, features: Dense, label: Ints, weight: Floats, labels: int, strength: float
    ) -> Self:
        """Fit it by L-BFGS from nothing.

        What is least is the weighted mean surprise at the labels plus half the sum of squared
        weights of facts by `strength` times the sum of examples' weights.

        Args:
            features: Facts, (n, d).
            label: The label of each, 0..K - 1, (n,).
            weight: How much each counts, (n,).
            labels: How many labels there are, K.
            strength: Inverse of the regularisation, above 0.
        """
        from scipy.optimize import minimize  # noqa: PLC0415 - costly

        slope = _Slope(features, label, weight, labels, strength)
        start = np.zeros((features.shape[1] + 1) * labels)
        found = minimize(
            slope, start, jac=True, method="L-BFGS-B",
            options={"maxiter": MOST_STEPS, "gtol": STEEPNESS, "maxls": 50, "ftol": _FALL},
        ).x.reshape(-1, labels).astype(np.float32)  # fmt: skip
        return cls(found[:-1], found[-1])

    def chances(self, features: Dense) -> Floats:
        """Chance of each label, (n, K)."""
        return np.asarray(_chances(features @ self.turned + self.shift), dtype=np.float64)


class _Slope:
    """The loss and its slope at some weights."""

    def __init__(
        self, features: Dense, label: Ints, weight: Floats, labels: int, strength: float
    ) -> None:
        self._features = features
        self._label = label
        self._weight = (weight / weight.sum()).astype(np.float32)
        self._rows = np.arange(len(label))
        self._labels = labels
        self._draw = 1 / (strength * weight.sum())

    def __call__(self, flat: Floats) -> tuple[float, Floats]:
        turned = flat.reshape(-1, self._labels)
        facts, narrow = turned[:-1], turned.astype(np.float32)
        chances = _chances(self._features @ narrow[:-1] + narrow[-1])
        own = np.maximum(chances[self._rows, self._label], np.float32(1e-30))
        loss = -float(np.log(own).astype(np.float64) @ self._weight)
        chances[self._rows, self._label] -= 1
        chances *= self._weight[:, None]
        slope = np.empty_like(turned)
        slope[:-1] = self._features.T @ chances + self._draw * facts
        slope[-1] = chances.sum(axis=0)
        return loss + self._draw / 2 * float((facts * facts).sum()), slope.ravel()


def _chances(sums: Dense) -> Dense:
    raised = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))
