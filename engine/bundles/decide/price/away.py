"""How many units of one product each order holds, and what tiers would have given those orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.bundles.context.facts import Sales
from engine.bundles.context.narrow import AnyInts, narrow_ints
from engine.bundles.context.transactions import Floats, Ints

# Up to so many products a sort by their numbers can be a radix sort.
_FEW = 2**16


@dataclass(frozen=True)
class UnitsOfOrders:
    """Units by order, one product at a time; sorted once, when first asked."""

    sales: Sales

    def of(self, item: int) -> Floats:
        """(orders that hold it,) units of a product in each, by order number."""
        rows, ends = self._by_item
        if item + 1 >= len(ends):
            return np.zeros(0)
        own = rows[ends[item] : ends[item + 1]]
        _, place = np.unique(self.sales.narrow("order")[own], return_inverse=True)
        return np.bincount(place, self.sales.units_of(own)).astype(np.float64)

    @cached_property
    def _by_item(self) -> tuple[AnyInts, Ints]:
        """Lines sorted by product, and where each product's begin."""
        item = self.sales.narrow("item")
        products = int(item.max(initial=-1)) + 1
        short = item.astype(np.uint16) if products < _FEW else item
        ends = np.concatenate(([0], np.cumsum(np.bincount(item, minlength=products))))
        return narrow_ints(np.argsort(short, kind="stable")), ends


def mean_given(
    units: Floats, tiers: Sequence[int], prices: Sequence[int], list_price: int
) -> float:
    """What tiers would have given, on average, an order that reaches the first one.

    Args:
        units: (orders,) units in each order.
        tiers: Quantities from which a price holds, ascending.
        prices: Price of all units of each tier.
        list_price: Price of one unit.
    """
    reached = np.searchsorted(np.array(tiers), units, side="right") - 1
    units, reached = units[reached >= 0], reached[reached >= 0]
    if not len(units):
        return 0.0
    off = list_price - np.array(prices) / np.array(tiers)
    return float((units * off[reached]).mean())
