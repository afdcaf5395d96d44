"""Do bundles go on being bought? Judged on orders that came after those they were mined from.

A bundle *holds* when at least five later orders hold all of it, at a lift of two or more among
the later orders. Its *reach* is the share of later orders with two products or more that hold at
least one whole bundle. Neither says that the bundle caused a purchase: the later orders were
placed without it.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.bundles.context.transactions import Ints

if TYPE_CHECKING:
    import scipy.sparse as sp

LEAST_ORDERS = 5
LEAST_LIFT = 2.0

Bundles = Sequence[Sequence[int]]
"""The distinct product numbers of each bundle; numbers that no later line has were not sold."""


@dataclass(frozen=True)
class LaterOrders:
    """Orders that the bundles were not mined from.

    Attributes:
        order: (lines,) order number of each distinct (order, product), 0 to orders - 1.
        item: (lines,) product number, 0 or more.
        orders: How many orders there are, those with one product included.
    """

    order: Ints
    item: Ints
    orders: int

    def only(self, items: Ints) -> LaterOrders:
        """The same orders with nothing but these products in them."""
        kept = np.isin(self.item, items)
        return LaterOrders(self.order[kept], self.item[kept], self.orders)


@dataclass(frozen=True)
class Proof:
    """What later orders say about a list of bundles.

    Attributes:
        hold: Share of bundles that hold, 0..1.
        reach: Share of later orders with two products or more that hold a whole bundle, 0..1.
        products: Distinct products in the bundles.
        judged: Later orders with two products or more.
    """

    hold: float
    reach: float
    products: int
    judged: int

    @property
    def reach_error(self) -> float:
        """One standard error of `reach`, as if the later orders were drawn independently."""
        return math.sqrt(self.reach * (1 - self.reach) / self.judged) if self.judged else 0.0


def judge(bundles: Bundles, later: LaterOrders) -> Proof:
    """All that later orders say about a list of bundles."""
    judged = int(several_products(later).sum())
    return Proof(hold(bundles, later), reach(bundles, later), distinct_products(bundles), judged)


def hold(bundles: Bundles, later: LaterOrders) -> float:
    """Share of bundles that 5 or more later orders hold, at a lift of 2 or more; 0 without any.

    Lift: orders with all of the bundle over N · ∏ (orders with the product / N), where N counts
    all later orders.
    """
    held = _orders_by_product(later)
    return sum(_holds(bundle, held) for bundle in bundles) / len(bundles) if bundles else 0.0


def reach(bundles: Bundles, later: LaterOrders) -> float:
    """Share of later orders with two products or more that hold a whole bundle; 0 without any."""
    several = several_products(later)
    reached = reached_orders(bundles, later) & several
    return float(reached.sum() / several.sum()) if several.any() else 0.0


def reached_orders(bundles: Bundles, later: LaterOrders) -> npt.NDArray[np.bool_]:
    """(orders,) whether each later order holds at least one whole bundle."""
    held = _orders_by_product(later)
    reached = np.zeros(later.orders, dtype=bool)
    for bundle in bundles:
        reached[_orders_with(bundle, held)] = True
    return reached


def several_products(later: LaterOrders) -> npt.NDArray[np.bool_]:
    """(orders,) whether each later order holds two products or more."""
    sizes = np.bincount(later.order, minlength=later.orders)
    several: npt.NDArray[np.bool_] = sizes > 1
    return several


def distinct_products(bundles: Sequence[Sequence[Hashable]]) -> int:
    """How many distinct products the bundles use; numbers or codes will do."""
    return len({item for bundle in bundles for item in bundle})


def _orders_by_product(later: LaterOrders) -> sp.csr_matrix:
    """Products × later orders, stored where the order holds the product."""
    import scipy.sparse as sp  # noqa: PLC0415 - costly; loaded while a file is read

    products = int(later.item.max(initial=-1)) + 1
    ones = np.ones(len(later.item), dtype=np.int8)
    shape = (products, later.orders)
    held = sp.csr_matrix((ones, (later.item, later.order)), shape=shape)
    held.sort_indices()
    return held


def _orders_of(item: int, held: sp.csr_matrix) -> Ints:
    if not 0 <= item < held.shape[0]:
        return np.empty(0, dtype=np.int64)
    orders: Ints = held.indices[held.indptr[item] : held.indptr[item + 1]].astype(np.int64)
    return orders


def _orders_with(bundle: Sequence[int], held: sp.csr_matrix) -> Ints:
    """Numbers of the orders that hold all of a bundle."""
    each = [_orders_of(item, held) for item in bundle]
    both: Ints = reduce(lambda a, b: np.intersect1d(a, b, assume_unique=True), each)
    return both


def _holds(bundle: Sequence[int], held: sp.csr_matrix) -> bool:
    together, orders = len(_orders_with(bundle, held)), held.shape[1]
    if together < LEAST_ORDERS:
        return False
    chance = orders * math.prod(len(_orders_of(item, held)) / orders for item in bundle)
    return bool(together >= LEAST_LIFT * chance)
