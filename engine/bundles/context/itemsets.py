"""Frequent itemsets of up to four products, exact, on packed bits.

Pairs come from one sparse product of the basket matrix with itself. Larger sets extend a pair's
bitset (one bit an order) by the bitsets of common neighbours, counting bits. Idea: Eclat (Zaki
2000), with frequent pairs as the neighbourhood.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.bundles.context.transactions import Baskets, Ints
from engine.bundles.options import BundleOptions
from engine.steps import Progress

if TYPE_CHECKING:
    import scipy.sparse as sp

Bits = npt.NDArray[np.uint64]
LEAST_COUNT = 5
PAIR_BLOCK = 512


@dataclass(frozen=True)
class Itemsets:
    """All sets of 1 to k products that at least `min_count` orders hold.

    Attributes:
        orders: Orders that were mined.
        min_count: The least number of orders.
        sets: For size k at place k-1: (n, k) product numbers, ascending within and between rows.
        counts: For size k at place k-1: (n,) orders that hold the whole set.
    """

    orders: int
    min_count: int
    sets: tuple[Ints, ...]
    counts: tuple[Ints, ...]

    @property
    def total(self) -> int:
        """How many sets there are, all sizes together."""
        return sum(len(counts) for counts in self.counts)

    def at_least(self, min_count: int) -> Itemsets:
        """Those of the sets that this many orders hold."""
        good = [counts >= min_count for counts in self.counts]
        sets = tuple(rows[keep] for rows, keep in zip(self.sets, good, strict=True))
        counts = tuple(row[keep] for row, keep in zip(self.counts, good, strict=True))
        return Itemsets(self.orders, min_count, sets, counts)

    def to_bytes(self) -> bytes:
        """The itemsets as an npz archive."""
        buffer = io.BytesIO()
        arrays = {f"sets{k}": rows for k, rows in enumerate(self.sets)}
        arrays |= {f"counts{k}": counts for k, counts in enumerate(self.counts)}
        np.savez(buffer, allow_pickle=False, head=np.array([self.orders, self.min_count]), **arrays)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Itemsets:
        """The itemsets that `to_bytes` wrote."""
        with np.load(io.BytesIO(data), allow_pickle=False) as kept:
            sizes = (len(kept.files) - 1) // 2
            sets = tuple(kept[f"sets{k}"] for k in range(sizes))
            counts = tuple(kept[f"counts{k}"] for k in range(sizes))
            return cls(int(kept["head"][0]), int(kept["head"][1]), sets, counts)


class _TooManyError(Exception):
    """More sets than the limit."""


@dataclass(frozen=True)
class _Wanted:
    """What is mined: sets in `min_count` orders or more, of `max_items` or less, up to `limit`."""

    min_count: int
    max_items: int
    limit: int


def choose_min_count(orders: int, min_support: float = 0.0) -> int:
    """The least number of orders a set must be in.

    Asked for as a share, it is that share; otherwise half a percent of the orders, growing only
    with the square root beyond some 100,000 orders, and never below five.
    """
    if min_support > 0:
        return max(1, math.ceil(min_support * orders - 1e-9))
    return max(LEAST_COUNT, math.ceil(min(0.005 * orders, 1.6 * math.sqrt(orders))))


def raised(min_count: int) -> int:
    """The next least number of orders to try where there are too many sets."""
    return math.ceil(min_count * 1.4)


def mine_itemsets(baskets: Baskets, options: BundleOptions, step: Progress) -> Itemsets:
    """Mine the frequent itemsets; where there are more than the limit, the support is raised.

    Args:
        baskets: What to mine.
        options: `min_support`, `max_items` and `itemset_limit` apply.
        step: Counts products whose sets are complete.
    """
    min_count = choose_min_count(baskets.orders, options.min_support)
    while True:
        try:
            wanted = _Wanted(min_count, options.max_items, options.itemset_limit)
            return _mine(baskets, wanted, step)
        except _TooManyError:
            min_count = raised(min_count)


def _mine(baskets: Baskets, wanted: _Wanted, step: Progress) -> Itemsets:
    counts = np.bincount(baskets.item, minlength=len(baskets.products.skus))
    frequent = np.flatnonzero(counts >= wanted.min_count)
    matrix = _matrix(baskets, frequent)
    pairs, pair_counts = _pairs(matrix, wanted, step)
    found = [(frequent[:, None], counts[frequent]), (frequent[pairs], pair_counts)]
    if wanted.max_items > 2:
        larger = _larger(matrix, pairs, wanted, step)
        found += [(frequent[rows], row_counts) for rows, row_counts in larger]
    sets, sizes = zip(*(_sorted(rows, row_counts) for rows, row_counts in found), strict=True)
    return Itemsets(baskets.orders, wanted.min_count, sets, sizes)


def _sorted(rows: Ints, counts: Ints) -> tuple[Ints, Ints]:
    order = np.lexsort(rows.T[::-1])
    return rows[order].astype(np.int64), counts[order].astype(np.int64)


def _matrix(baskets: Baskets, frequent: Ints) -> sp.csc_matrix:
    """Orders × frequent products, 1 where the order holds the product."""
    import scipy.sparse as sp  # noqa: PLC0415 - costly; loaded while a file is read

    place = np.full(len(baskets.products.skus), -1, dtype=np.int64)
    place[frequent] = np.arange(len(frequent))
    column = place[baskets.item]
    kept = column >= 0
    ones = np.ones(int(kept.sum()), dtype=np.int32)
    shape = (baskets.orders, len(frequent))
    return sp.csc_matrix((ones, (baskets.order[kept], column[kept])), shape=shape)


def _pairs(matrix: sp.csc_matrix, wanted: _Wanted, step: Progress) -> tuple[Ints, Ints]:
    """Frequent pairs as (n, 2) column numbers, first < second, and their counts."""
    rows = matrix.tocsr()
    blocks: list[Ints] = [np.empty((0, 3), dtype=np.int64)]
    for start in range(0, matrix.shape[1], PAIR_BLOCK):
        step.check()
        product = (matrix[:, start : start + PAIR_BLOCK].T @ rows).tocoo()
        first = product.row.astype(np.int64) + start
        good = (product.data >= wanted.min_count) & (first < product.col)
        blocks.append(np.stack([first[good], product.col[good], product.data[good]], axis=1))
        if sum(len(block) for block in blocks) > wanted.limit:
            raise _TooManyError
    found = np.concatenate(blocks)
    found = found[np.lexsort((found[:, 1], found[:, 0]))]
    return found[:, :2], found[:, 2]


def _larger(
    matrix: sp.csc_matrix, pairs: Ints, wanted: _Wanted, step: Progress
) -> list[tuple[Ints, Ints]]:
    """Frequent triples, and fours where asked for, as column numbers."""
    found: list[list[tuple[int, ...]]] = [[] for _ in range(wanted.max_items - 2)]
    counts: list[list[int]] = [[] for _ in range(wanted.max_items - 2)]
    later = _neighbours(pairs)
    bits = {column: _bits(matrix, column) for column in np.unique(pairs).tolist()}
    step.expect(len(later))
    total = len(pairs)
    for first, partners in later.items():
        joint = np.stack([bits[partner] for partner in partners]) & bits[first]
        for members, count in _extend(first, partners, joint, later, wanted, step):
            found[len(members) - 3].append(members)
            counts[len(members) - 3].append(count)
            total += 1
            if total > wanted.limit:
                raise _TooManyError
        step.advance()
    return [
        (np.array(rows, dtype=np.int64).reshape(-1, size), np.array(number, dtype=np.int64))
        for size, (rows, number) in enumerate(zip(found, counts, strict=True), start=3)
    ]


def _extend(
    first: int,
    partners: list[int],
    joint: Bits,
    later: dict[int, list[int]],
    wanted: _Wanted,
    step: Progress,
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Triples and fours that begin with `first`; `joint` holds the bits of (first, partner)."""
    known = {partner: set(later.get(partner, ())) for partner in partners}
    for place, second in enumerate(partners):
        step.check()
        thirds = [k for k in range(place + 1, len(partners)) if partners[k] in known[second]]
        if not thirds:
            continue
        bits = joint[thirds] & joint[place]
        counts = np.bitwise_count(bits).sum(axis=1)
        good = np.flatnonzero(counts >= wanted.min_count)
        columns = [partners[thirds[k]] for k in good.tolist()]
        for third, count in zip(columns, counts[good].tolist(), strict=True):
            yield (first, second, third), count
        if wanted.max_items > 3:
            for (third, fourth), count in _joined(columns, bits[good], known, wanted.min_count):
                yield (first, second, third, fourth), count


def _joined(
    columns: list[int], bits: Bits, known: dict[int, set[int]], min_count: int
) -> Iterator[tuple[tuple[int, int], int]]:
    """Frequent pairs among `columns` within the orders that `bits` (one row a column) hold."""
    for place, third in enumerate(columns[:-1]):
        fourths = [k for k in range(place + 1, len(columns)) if columns[k] in known[third]]
        if not fourths:
            continue
        counts = np.bitwise_count(bits[fourths] & bits[place]).sum(axis=1)
        for k, count in zip(fourths, counts.tolist(), strict=True):
            if count >= min_count:
                yield (third, columns[k]), count


def _neighbours(pairs: Ints) -> dict[int, list[int]]:
    """Product → its frequent partners with a higher number, ascending."""
    later: dict[int, list[int]] = {}
    for first, second in pairs.tolist():
        later.setdefault(first, []).append(second)
    return later


def _bits(matrix: sp.csc_matrix, column: int) -> Bits:
    """One bit an order, packed into 64-bit words."""
    orders = matrix.indices[matrix.indptr[column] : matrix.indptr[column + 1]]
    held = np.zeros((matrix.shape[0] + 63) // 64 * 64, dtype=np.uint8)
    held[orders] = 1
    return np.packbits(held).view(np.uint64)
