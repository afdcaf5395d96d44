"""What each candidate would add to the picks so far, and which adds most.

`Gains` weighs every candidate anew for each pick. `LazyGains` (Minoux 1978) uses that a gain can
only shrink as picks are made: an old gain is an upper bound, and only a candidate whose bound is
the largest is weighed anew. Both give the same candidate, to the last bit of the last tie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.bundles.context.transactions import Floats

if TYPE_CHECKING:
    import scipy.sparse as sp

Mask = npt.NDArray[np.bool_]
# Far below any real gain, so that it only tells equal ones apart.
TIE = 1e-9


class Gains:
    """The gains of candidates, all weighed anew for each pick.

    Args:
        orders: Which orders hold which candidate, (candidates, orders).
        weight: What each order counts for.
        alive: Probability that a candidate goes on being bought, 0..1.
        own: Weight of each candidate's orders, by which equal gains are told apart.
    """

    def __init__(self, orders: sp.csr_matrix, weight: Floats, alive: Floats, own: Floats) -> None:
        self._orders, self._alive, self._own = orders, alive, own
        self._open = weight.copy()
        self.weighed = 0

    def best(self, free: Mask) -> int:
        """The free candidate that adds most; of equal ones by own weight, then the first."""
        return int(np.argmax(np.where(free, self._all(), -1.0)))

    def take(self, row: int) -> npt.NDArray[np.int32]:
        """Make a pick; returns the orders it reaches.

        They go on weighing only as much as it may fail to live on.
        """
        start, end = self._orders.indptr[row], self._orders.indptr[row + 1]
        orders: npt.NDArray[np.int32] = self._orders.indices[start:end]
        self._open[orders] *= 1 - self._alive[row]
        return orders

    def _all(self) -> Floats:
        self.weighed += len(self._own)
        gains: Floats = (self._orders @ self._open) * self._alive + TIE * self._own
        return gains


class LazyGains(Gains):
    """The same, weighing only candidates that could be the next pick."""

    def __init__(self, orders: sp.csr_matrix, weight: Floats, alive: Floats, own: Floats) -> None:
        super().__init__(orders, weight, alive, own)
        self._bounds = self._all()
        self._picks = 0
        self._weighed_at = np.zeros(len(own), dtype=np.int64)

    def best(self, free: Mask) -> int:
        """As `Gains.best`: a bound that is up to date and the largest is the largest gain."""
        bounds = np.where(free, self._bounds, -1.0)
        while True:
            row = int(np.argmax(bounds))
            if self._weighed_at[row] == self._picks:
                return row
            bounds[row] = self._bounds[row] = self._one(row)
            self._weighed_at[row] = self._picks

    def take(self, row: int) -> npt.NDArray[np.int32]:
        """As `Gains.take`; all gains are bounds from now on."""
        self._picks += 1
        return super().take(row)

    def _one(self, row: int) -> float:
        """One gain, added up in the order in which `_all` does it."""
        self.weighed += 1
        start, end = self._orders.indptr[row], self._orders.indptr[row + 1]
        # One after the other, as a sparse product does; a plain sum would round otherwise.
        added = np.cumsum(self._open[self._orders.indices[start:end]])
        gain = added[-1] if end > start else 0.0
        return float(gain * self._alive[row] + TIE * self._own[row])
