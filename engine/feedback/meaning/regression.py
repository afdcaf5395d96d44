"""Weighted least squares on columns of 0 and 1, with errors that need no equal spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.feedback.responses import Floats, Ints

if TYPE_CHECKING:
    import scipy.sparse as sp

APART = 1e-3  # least eigenvalue of the columns' correlations at which they are told apart


@dataclass(frozen=True)
class Columns:
    """Columns of 0 and 1 behind a constant, for n answers.

    Attributes:
        matrix: (n, 1 + columns), sparse; the constant first.
        weight: (n,) above 0.
        products: (1 + columns, 1 + columns) weighted sums of products.
    """

    matrix: sp.csc_array = field(repr=False)
    weight: Floats = field(repr=False)
    products: Floats = field(repr=False)

    def told_apart(self, columns: Sequence[int]) -> bool:
        """Whether none of some columns (the constant is not among them) follows from the others."""
        at = np.array(columns)
        total, sums = self.products[0, 0], self.products[0, at]
        spread = self.products[np.ix_(at, at)] / total - np.outer(sums, sums) / total**2
        scale = np.sqrt(np.diag(spread))
        if (scale <= 0).any():
            return False
        least = np.linalg.eigvalsh(spread / np.outer(scale, scale))[0]
        return bool(least >= APART)


@dataclass(frozen=True)
class Fitted:
    """A model.

    Attributes:
        effect: (columns,) of the constant first, then of each column.
        covariance: (columns, columns) of the effects.
    """

    effect: Floats
    covariance: Floats = field(repr=False)

    def combined(self, contrast: Floats) -> tuple[float, float]:
        """A sum of effects, each times a number, and its standard error."""
        error = np.sqrt(max(0.0, float(contrast @ self.covariance @ contrast)))
        return float(contrast @ self.effect), float(error)


def columns_of(rows: Sequence[Ints], weight: Floats) -> Columns:
    """Put columns together.

    Args:
        rows: Of each column, which answers have a 1.
        weight: (n,) of the answers.
    """
    import scipy.sparse as sp  # noqa: PLC0415 - costly

    n = len(weight)
    places = np.concatenate([np.arange(n), *rows])
    ends = np.cumsum([0, n, *(len(column) for column in rows)])
    matrix = sp.csc_array((np.ones(len(places)), places, ends), shape=(n, 1 + len(rows)))
    products = (matrix.T @ sp.diags_array(weight) @ matrix).toarray()
    return Columns(matrix, weight, products)


def fit(columns: Columns, chosen: Sequence[int], value: Floats) -> Fitted:
    """Least squares of values on a constant and the chosen columns.

    The covariance is that of J. MacKinnon and H. White (1985), HC1: points of an NPS are never
    spread equally.

    Args:
        columns: All columns.
        chosen: Which are in the model; they must be told apart.
        value: (n,) what is explained.
    """
    import scipy.sparse as sp  # noqa: PLC0415 - costly

    at = np.array([0, *chosen])
    some, weight = columns.matrix[:, at], columns.weight
    inverse = np.linalg.inv(columns.products[np.ix_(at, at)])
    effect = inverse @ (some.T @ (weight * value))
    left = weight * (value - some @ effect)
    middle = (some.T @ sp.diags_array(left * left) @ some).toarray()
    degrees = len(value) / (len(value) - len(at))
    return Fitted(effect, degrees * inverse @ middle @ inverse)
