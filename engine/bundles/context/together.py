"""Which pairs are always bought together: they are one thing to the customer already."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.bundles.context.narrow import AnyInts, narrow_ints
from engine.bundles.context.transactions import Ints

ALWAYS_PCT = 98  # whole numbers: 98 % of 150 is 147
LEAST_ORDERS = 10
# Orders of a product that are looked at beyond those it may miss.
MORE_ORDERS = 8


@dataclass(frozen=True)
class Together:
    """Pairs that are always bought together.

    Attributes:
        pairs: (n, 2) product numbers, ascending within and between rows.
        together: (n,) orders that hold both.
        orders: (n, 2) orders that hold each.
    """

    pairs: Ints
    together: Ints
    orders: Ints


def always_together(order: Ints, item: Ints, products: int) -> Together:
    """Pairs of which each is in at least 98 % of the other's orders, 10 orders or more.

    A partner misses at most 2 % of a product's orders, so it is in all but so many of any that
    are looked at: some of each product's orders name the candidates, which are then counted.

    Args:
        order: (lines,) order numbers, ascending.
        item: (lines,) product numbers, each at most once in an order.
        products: How many products there are.
    """
    index = _Index.of(narrow_ints(order), narrow_ints(item), products)
    pairs = _candidates(index)
    shared = [
        len(np.intersect1d(index.held(first), index.held(second), assume_unique=True))
        for first, second in pairs.tolist()
    ]
    together = np.array(shared, dtype=np.int64)
    most = index.orders[pairs].max(axis=1, initial=0)
    good = (together >= LEAST_ORDERS) & (100 * together >= ALWAYS_PCT * most)
    return Together(pairs[good], together[good], index.orders[pairs[good]])


@dataclass(frozen=True)
class _Index:
    """Lines by order and by product.

    Attributes:
        order: (lines,) order numbers, ascending.
        item: (lines,) product numbers.
        orders: (products,) how many orders hold each.
        lines: (lines,) places of lines, by product, those of the smallest orders first.
        starts: (products + 1,) where each product's begin in `lines`.
        begins: (orders + 1,) where each order's lines begin.
    """

    order: AnyInts
    item: AnyInts
    orders: Ints
    lines: AnyInts
    starts: Ints
    begins: Ints

    @classmethod
    def of(cls, order: AnyInts, item: AnyInts, products: int) -> _Index:
        orders = np.bincount(item, minlength=products)
        begins = np.concatenate(([0], np.cumsum(np.bincount(order))))
        by_size = _stably(narrow_ints(np.diff(begins))[order])
        return cls(
            order=order,
            item=item,
            orders=orders,
            lines=by_size[_stably(item[by_size])],
            starts=np.concatenate(([0], np.cumsum(orders))),
            begins=begins,
        )

    def held(self, item: int) -> AnyInts:
        """Numbers of the orders that hold a product."""
        return self.order[self.lines[self.starts[item] : self.starts[item + 1]]]


def _candidates(index: _Index) -> Ints:
    """(n, 2) pairs that may be always together, ascending."""
    misses = index.orders * (100 - ALWAYS_PCT) // 100
    looked = np.where(
        index.orders >= LEAST_ORDERS, np.minimum(index.orders, misses + MORE_ORDERS), 0
    )
    first = np.repeat(np.arange(len(looked)), looked)
    line = index.lines[np.repeat(index.starts[:-1], looked) + _counting(looked)]
    begin = index.begins[index.order[line]]
    sizes = index.begins[index.order[line] + 1] - begin
    second = index.item[np.repeat(begin, sizes) + _counting(sizes)].astype(np.int64)
    first = np.repeat(first, sizes)
    once = first < second
    first, second = first[once], second[once]
    ours, theirs = index.orders[first], index.orders[second]
    alike = (100 * ours >= ALWAYS_PCT * theirs) & (100 * theirs >= ALWAYS_PCT * ours)
    keys, seen = np.unique(first[alike] * len(looked) + second[alike], return_counts=True)
    pairs = np.stack((keys // len(looked), keys % len(looked)), axis=1)
    often = seen >= (looked - misses)[pairs[:, 0]]
    kept: Ints = pairs[often]
    return kept


def _stably(numbers: AnyInts) -> AnyInts:
    """Places by number; those of 16 bits are sorted by radix, some ten times faster."""
    narrow = int(numbers.max(initial=0)) <= np.iinfo(np.uint16).max
    places = np.argsort(numbers.astype(np.uint16) if narrow else numbers, kind="stable")
    return narrow_ints(places)


def _counting(sizes: Ints) -> Ints:
    """0, 1, … for each of the sizes, one after the other."""
    within = np.arange(int(sizes.sum()), dtype=np.int64)
    within -= np.repeat(np.cumsum(sizes) - sizes, sizes)
    return within
