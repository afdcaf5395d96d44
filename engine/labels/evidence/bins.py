"""Numbers as bins, for models that add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.labels.evidence.facts import Dense

if TYPE_CHECKING:
    import scipy.sparse as sp


def binned(dense: Dense, bins: int = 8) -> sp.csr_array:
    """One column for each quantile bin of each column: 1 where a row falls in it.

    Equal values always share a bin, so a column of few values has fewer than `bins`.

    Args:
        dense: Finite values, (n, d).
        bins: Most bins of one column, 2 or more.

    Returns:
        One 1 for each row and column, float32, (n, bins in all).
    """
    import scipy.sparse as sp  # noqa: PLC0415 - costly; only where something is learnt

    rows, columns = dense.shape
    index_type = np.int32 if rows * max(columns, 1) < 2**31 else np.int64
    places: npt.NDArray[np.signedinteger] = np.zeros((rows, columns), dtype=index_type)
    used = 0
    for column in range(columns if rows else 0):
        edges = _edges(dense[:, column], bins)
        places[:, column] = np.searchsorted(edges, dense[:, column], side="left") + used
        used += len(edges) + 1
    ones = np.ones(rows * columns, dtype=np.float32)
    pointers = np.arange(rows + 1, dtype=index_type) * index_type(columns)
    return sp.csr_array((ones, places.ravel(), pointers), shape=(rows, used))


def _edges(values: npt.NDArray[np.float32], bins: int) -> npt.NDArray[np.float32]:
    """Values that occur and part the rows as evenly as they can be parted; none is the largest."""
    shares = np.linspace(0, 1, bins + 1)[1:-1]
    # "lower" takes a value that occurs, so nothing depends on how two of them are averaged.
    edges = np.quantile(values, shares, method="lower")
    below = values[values < values.max()]
    if not len(below):
        return edges[:0]
    # A largest value that most rows share is parted from the rest all the same.
    return np.unique(np.minimum(edges, below.max()))
