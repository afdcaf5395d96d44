"""Numbers → which eighth of their column they fall into, for models that only add up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np

from engine.labels.evidence.facts import Dense

COUNT = 8


@dataclass(frozen=True)
class Quantiles:
    """The bounds between bins, one array a column, ascending; equal bounds are one."""

    bounds: tuple[Dense, ...] = field(repr=False)

    @classmethod
    def learn(cls, dense: Dense) -> Self:
        """Bounds that cut each column of (w, d) numbers into bins of about equal size."""
        shares = np.linspace(0, 1, COUNT + 1)[1:-1]
        cuts = np.quantile(dense, shares, axis=0) if len(dense) else np.empty((0, dense.shape[1]))
        return cls(tuple(np.unique(column) for column in cuts.T))

    def of(self, dense: Dense) -> Any:
        """1 where a number lies in a bin, as a sparse matrix of float32, (w, bins of all)."""
        from scipy import sparse  # noqa: PLC0415 - costly

        first = np.cumsum([0, *(len(bound) + 1 for bound in self.bounds)])
        places = [np.searchsorted(bound, dense[:, k]) + first[k]
                  for k, bound in enumerate(self.bounds)]  # fmt: skip
        columns = np.stack(places, axis=1) if places else np.empty((len(dense), 0), np.int64)
        rows = np.arange(len(dense) + 1) * columns.shape[1]
        ones = np.ones(columns.size, dtype=np.float32)
        return sparse.csr_matrix((ones, columns.ravel(), rows), (len(dense), first[-1]))
