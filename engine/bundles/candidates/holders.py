"""How many orders hold a set, whatever set: frequent or not, sold or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.bundles.context.transactions import Baskets, Floats, Ints
from engine.steps import Progress

if TYPE_CHECKING:
    import scipy.sparse as sp

# Lines that are looked at together: some 50 MB at a time.
LINES_AT_ONCE = 4_000_000


class Holders:
    """The orders that hold each product.

    Attributes:
        orders: How many orders there are.
        counts: (products,) orders that hold each product, 0 for what was never sold.
    """

    def __init__(self, baskets: Baskets, products: int, step: Progress) -> None:
        """Turn baskets on their side.

        Args:
            baskets: The orders.
            products: How many products there are, those never sold included.
            step: Checked before every block of sets.
        """
        import scipy.sparse as sp  # noqa: PLC0415 - costly; loaded while a file is read

        # Lines come order by order: such a matrix needs no sorting, and is then turned once.
        lines = np.bincount(baskets.order, minlength=baskets.orders)
        begins = np.concatenate(([0], np.cumsum(lines))).astype(np.int32)
        ones = np.ones(len(baskets.item), dtype=np.int32)
        rows = (ones, baskets.item.astype(np.int32), begins)
        self.orders = baskets.orders
        self.counts: Ints = np.bincount(baskets.item, minlength=products).astype(np.int64)
        self._baskets = sp.csr_matrix(rows, shape=(baskets.orders, products))
        self._held = self._baskets.T.tocsr()
        self._step = step

    def of(self, sets: Ints) -> Ints:
        """(n,) orders that hold all of each (n, k) set."""
        if sets.shape[1] == 1:
            return self.counts[sets[:, 0]]
        return self.weigh(sets, np.ones((self.orders, 1)))[:, 0].astype(np.int64)

    def weigh(self, sets: Ints, weights: Floats) -> Floats:
        """(n, w) sums of (orders, w) weights over the orders that hold all of each (n, k) set."""
        blocks = [np.empty((0, weights.shape[1]))]
        blocks += [self._together(sets[part]) @ weights for part in self._parts(sets)]
        return np.concatenate(blocks)

    def beside(self, items: Ints) -> sp.coo_matrix:
        """(items, products) orders that hold both, where that is not 0."""
        return (self._held[items] @ self._baskets).tocoo()

    def _together(self, sets: Ints) -> sp.csr_matrix:
        both = self._held[sets[:, 0]]
        for column in range(1, sets.shape[1]):
            both = both.multiply(self._held[sets[:, column]]).tocsr()
        return both

    def _parts(self, sets: Ints) -> Iterator[slice]:
        """Neighbouring sets, few enough to fit into memory."""
        lines = np.cumsum(self.counts[sets].sum(axis=1))
        begin = 0
        while begin < len(sets):
            self._step.check()
            before = int(lines[begin - 1]) if begin else 0
            end = int(np.searchsorted(lines, before + LINES_AT_ONCE, side="right"))
            yield slice(begin, max(end, begin + 1))
            begin = max(end, begin + 1)
