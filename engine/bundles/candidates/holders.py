"""How many orders hold a set, whatever set: frequent or not, sold or not."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.bundles.candidates.pool import Mask
from engine.bundles.context.narrow import AnyInts
from engine.bundles.context.transactions import Baskets, Floats, Ints
from engine.steps import Progress

if TYPE_CHECKING:
    import scipy.sparse as sp

# Orders of the rarest products that are looked at together: some 60 MB at a time.
ORDERS_AT_ONCE = 2_000_000


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
        return self.weigh(sets, ())[0]

    def weigh(self, sets: Ints, weights: Sequence[Floats]) -> tuple[Ints, Floats]:
        """How many orders hold all of each set, and what these weigh.

        The orders of a set's rarest product are looked up among those of its others; sets that
        share such another one stand together, so that each product's orders are marked but once.

        Args:
            sets: (n, k) product numbers, two or more a set.
            weights: Each (orders,).

        Returns:
            (n,) orders, and (n, weights) sums over these.
        """
        by_count = np.argsort(self.counts[sets], axis=1, kind="stable")
        rarest_first = np.take_along_axis(sets, by_count, axis=1)
        along = np.argsort(rarest_first[:, 1], kind="stable")
        together, sums = np.empty(len(sets), np.int64), np.empty((len(sets), len(weights)))
        for part in self._parts(rarest_first[along, 0]):
            some, many = along[part], part.stop - part.start
            row, order = self._shared(rarest_first[some])
            together[some] = np.bincount(row, minlength=many)
            for place, weight in enumerate(weights):
                sums[some, place] = np.bincount(row, weight[order], many)
        return together, sums

    def beside(self, items: Ints) -> sp.coo_matrix:
        """(items, products) orders that hold both, where that is not 0."""
        return (self._held[items] @ self._baskets).tocoo()

    def _shared(self, sets: Ints) -> tuple[Ints, AnyInts]:
        """Each order that holds all of a set: the set's row and the order, ascending in a row."""
        many = self.counts[sets[:, 0]]
        row = np.repeat(np.arange(len(sets)), many)
        begins = self._held.indptr[sets[:, 0]] - np.cumsum(many) + many
        order = self._held.indices[np.repeat(begins, many) + np.arange(len(row))]
        for column in range(1, sets.shape[1]):
            if column > 1:
                sort = np.argsort(sets[row, column], kind="stable")
                row, order = row[sort], order[sort]
            holds = self._holds(sets[row, column], order)
            row, order = row[holds], order[holds]
        return row, order

    def _holds(self, items: Ints, orders: AnyInts) -> Mask:
        """(n,) whether each order holds its product; products that are equal stand together."""
        begins = np.flatnonzero(np.diff(items, prepend=-1))
        holds = np.empty(len(items), dtype=bool)
        marked = np.zeros(self.orders, dtype=bool)
        for begin, end in itertools.pairwise([*begins.tolist(), len(items)]):
            first, last = self._held.indptr[items[begin] : items[begin] + 2]
            own = self._held.indices[first:last]
            marked[own] = True
            holds[begin:end] = marked[orders[begin:end]]
            marked[own] = False
        return holds

    def _parts(self, rarest: Ints) -> Iterator[slice]:
        """Neighbouring sets, few enough to fit into memory."""
        looked = np.cumsum(self.counts[rarest])
        begin = 0
        while begin < len(rarest):
            self._step.check()
            before = int(looked[begin - 1]) if begin else 0
            end = int(np.searchsorted(looked, before + ORDERS_AT_ONCE, side="right"))
            yield slice(begin, max(end, begin + 1))
            begin = max(end, begin + 1)
