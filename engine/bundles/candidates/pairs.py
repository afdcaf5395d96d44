"""Pairs of products that were bought together at all, also those too rare to be mined."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.holders import Holders
from engine.bundles.candidates.pool import Mask
from engine.bundles.context.itemsets import Itemsets
from engine.bundles.context.transactions import Ints
from engine.steps import Progress

LEAST_ORDERS = 2
ROWS_AT_ONCE = 256
# Beyond so many lines of rare products those that nearly sell often enough are left out.
MOST_LINES = 2_000_000
# One order together is something in a small shop, two are among hundreds of orders, then three.
GROWN_ORDERS = (200, 2000)
LEAST_SHARE = 0.1
PRIOR = 1.0
ROUNDING = 1e-9


@dataclass(frozen=True)
class Pairs:
    """Pairs that were bought together, first < second, no pair twice.

    Attributes:
        first: (n,) product number.
        second: (n,) product number.
        both: (n,) orders that hold both.
        counts: (products,) orders that hold each product.
        orders: All orders.
    """

    first: Ints
    second: Ints
    both: Ints
    counts: Ints
    orders: int

    def __len__(self) -> int:
        return len(self.first)


def count_pairs(holders: Holders, itemsets: Itemsets, step: Progress) -> Pairs:
    """Pairs that may be evidence of the second to the fourth tier.

    Both products were bought in two orders or more, and together no less often than chance has
    it: less is evidence against a pair. Pairs of frequent products are the mined
    ones: two products that both sell often and are seldom bought together have better partners.
    For each rarer product all are counted; of these only pairs remain that are 10 % of the rarer
    product's orders or nearly so, which every tier asks for.

    Args:
        holders: The orders of each product.
        itemsets: Mined sets.
        step: Checked every block of products.
    """
    blocks = [_mined(itemsets, holders)]
    rare = _rare(holders.counts, itemsets.min_count)
    asked = np.zeros(len(holders.counts), dtype=bool)
    asked[rare] = True
    for start in range(0, len(rare), ROWS_AT_ONCE):
        step.check()
        blocks.append(_beside(rare[start : start + ROWS_AT_ONCE], asked, holders))
    found = np.concatenate(blocks)
    chance = holders.counts[found[:, 0]] * (holders.counts[found[:, 1]] / holders.orders)
    found = found[found[:, 2] >= chance * (1 - ROUNDING)]
    return Pairs(found[:, 0], found[:, 1], found[:, 2], holders.counts, holders.orders)


def _rare(counts: Ints, min_count: int) -> Ints:
    """Products too rare to be mined, ascending; of very many lines the rarest products."""
    rare = np.flatnonzero((counts >= LEAST_ORDERS) & (counts < min_count))
    rarest = rare[np.lexsort((rare, counts[rare]))]
    return np.sort(rarest[np.cumsum(counts[rarest]) <= MOST_LINES])


def _mined(itemsets: Itemsets, holders: Holders) -> Ints:
    """(n, 3) first, second, both for the frequent pairs."""
    if len(itemsets.sets) < 2:
        return np.empty((0, 3), dtype=np.int64)
    pairs = np.column_stack((itemsets.sets[1], itemsets.counts[1]))
    return pairs[(holders.counts[itemsets.sets[1]] >= LEAST_ORDERS).all(axis=1)]


def _beside(some: Ints, asked: Mask, holders: Holders) -> Ints:
    """(n, 3) first, second, both for pairs of some of the products that are asked with any."""
    matrix = holders.beside(some)
    least = 1 + sum(holders.orders >= grown for grown in GROWN_ORDERS)
    often = np.flatnonzero(matrix.data >= least)
    one, other = some[matrix.row[often]], matrix.col[often].astype(np.int64)
    both = matrix.data[often].astype(np.int64)
    counts = holders.counts
    # The pair of two products that are asked is met from either side, and kept from one.
    good = (counts[other] >= LEAST_ORDERS) & (~asked[other] | (one < other))
    fewer = np.minimum(counts[one], counts[other])
    good &= both + PRIOR >= LEAST_SHARE * (fewer + 2 * PRIOR) - ROUNDING
    pair = np.sort(np.column_stack((one, other))[good], axis=1)
    return np.column_stack((pair, both[good]))
