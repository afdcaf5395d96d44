"""The count of any subset of a frequent set, looked up by its product numbers.

Every subset of a frequent set is frequent itself, so nothing has to be counted again.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from engine.bundles.context.itemsets import Itemsets
from engine.bundles.context.transactions import Ints


class Counts(Protocol):
    """Knows how many orders hold a set."""

    def of(self, sets: Ints) -> Ints:
        """(n,) counts of (n, k) sets whose rows ascend."""


class SubsetCounts:
    """Looks up counts by sorted codes; products are renumbered to keep them small."""

    def __init__(self, itemsets: Itemsets) -> None:
        frequent = itemsets.sets[0][:, 0]
        self._base = len(frequent) + 1
        # Four numbers of up to 55,000 products fit into 64 bits; beyond that Python's own do.
        self._kind = np.int64 if self._base ** len(itemsets.sets) < 2**63 else object
        self._place = np.zeros(int(frequent.max(initial=0)) + 1, dtype=np.int64)
        self._place[frequent] = np.arange(1, len(frequent) + 1)
        # Rows are sorted, so their codes are too.
        self._codes = [self._code(rows) for rows in itemsets.sets]
        self._counts = itemsets.counts

    def of(self, sets: Ints) -> Ints:
        """(n,) counts of (n, k) sets whose rows ascend; each must be frequent."""
        size = sets.shape[1]
        places = np.searchsorted(self._codes[size - 1], self._code(sets))
        counts: Ints = self._counts[size - 1][places]
        return counts

    def row_of(self, sets: Ints) -> Ints:
        """(n,) row of each (n, k) set among the frequent ones of k, -1 where it is none of them."""
        known = sets < len(self._place)
        known &= self._place[np.where(known, sets, 0)] > 0
        asked = np.flatnonzero(known.all(axis=1))
        rows = np.full(len(sets), -1, dtype=np.int64)
        if sets.shape[1] > len(self._codes) or not len(self._codes[sets.shape[1] - 1]):
            return rows
        codes, code = self._codes[sets.shape[1] - 1], self._code(sets[asked])
        places = np.minimum(np.searchsorted(codes, code), len(codes) - 1)
        found = codes[places] == code
        rows[asked[found]] = places[found]
        return rows

    def _code(self, sets: Ints) -> Ints:
        code = np.zeros(len(sets), dtype=self._kind)
        for column in range(sets.shape[1]):
            code = code * self._base + self._place[sets[:, column]]
        return code
