"""The quantities that products are bought in, and the tiers these suggest.

A product's units in one order are added up; the distribution over the orders that hold it shows
what is usual and which larger quantities customers really take.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.shelf import Mask
from engine.bundles.context.facts import Sales
from engine.bundles.context.transactions import Floats, Ints
from engine.steps import Progress

# Orders of more units than this count as this many.
MOST_UNITS = 120
LEAST_BUYERS = 5
# Orders that must reach a quantity to make it a tier: a share of the product's, and a number.
FIRST_TIER, NEXT_TIER, LEAST_ORDERS = 0.05, 0.01, 3
# A tier is at most so many times the one before it.
STRIDE = 4
TIERS = 3
LEAST_TIER = 2
Z95 = 1.96


@dataclass(frozen=True)
class Quantities:
    """Products that five orders or more hold, in whole units, row by row.

    Attributes:
        item: (n,) product number, ascending.
        orders: All orders that were counted.
        buyers: (n,) orders that hold it.
        usual: (n,) lower median of its units in an order.
        tiers: (n, 3) suggested quantities, ascending, each above the usual one; -1 where no
            larger quantity is bought.
        reached: (n, 3) orders that reach each tier; 0 where there is none.
        several: (n,) orders with two units or more.
    """

    item: Ints
    orders: int
    buyers: Ints
    usual: Ints
    tiers: Ints
    reached: Ints
    several: Ints

    def __len__(self) -> int:
        return len(self.item)

    @property
    def sure(self) -> Mask:
        """(n,) whether 1 buyer in 20 or more reaches the first tier, the sample's size allowed for.

        By the lower end of Wilson's 95 % interval.
        """
        share, slack = self.reached[:, 0] / self.buyers, Z95**2 / self.buyers
        spread = Z95 * np.sqrt((share * (1 - share) + slack / 4) / self.buyers)
        low: Floats = (share + slack / 2 - spread) / (1 + slack)
        return low >= FIRST_TIER


def gather_quantities(sales: Sales, step: Progress) -> Quantities:
    """Count how many units of each product orders hold.

    Args:
        sales: Lines of the orders that count.
        step: Checked between the passes.
    """
    item, units, orders = _units_per_order(sales)
    step.check()
    counts, broken = _distribution(item, units)
    step.check()
    chosen = np.flatnonzero((counts.sum(axis=1) >= LEAST_BUYERS) & ~broken)
    counts = counts[chosen]
    at_least = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1]
    buyers = at_least[:, 0]
    usual = (at_least > (buyers // 2)[:, None]).sum(axis=1) - 1
    tiers = _tiers(counts, at_least, usual)
    reached = np.where(tiers > 0, np.take_along_axis(at_least, np.maximum(tiers, 0), axis=1), 0)
    return Quantities(chosen, orders, buyers, usual, tiers, reached, at_least[:, 2])


def _units_per_order(sales: Sales) -> tuple[Ints, Floats, int]:
    """Product and units of each (order, product) there is, and how many orders there are."""
    item, order, units = sales.item, sales.order, sales.quantity
    if not len(item):
        return item, units, 0
    next_order, same = order[1:] > order[:-1], order[1:] == order[:-1]
    if not (next_order | (same & (item[1:] >= item[:-1]))).all():
        sort = np.lexsort((item, order))
        item, order, units = item[sort], order[sort], units[sort]
        next_order, same = order[1:] > order[:-1], order[1:] == order[:-1]
    orders, again = 1 + int(next_order.sum()), same & (item[1:] == item[:-1])
    if not again.any():
        return item, units, orders
    starts = np.flatnonzero(np.append(True, ~again))
    return item[starts], np.add.reduceat(units, starts), orders


def _distribution(item: Ints, units: Floats) -> tuple[Ints, Mask]:
    """(products, 121) orders with so many units, and (products,) whether it comes in fractions."""
    products = int(item.max(initial=-1)) + 1
    broken = np.bincount(item[units != np.floor(units)], minlength=products) > 0
    cells = np.minimum(units, MOST_UNITS).astype(np.int64)
    cells += item * (MOST_UNITS + 1)
    counts = np.bincount(cells, minlength=products * (MOST_UNITS + 1))
    return counts.reshape(products, MOST_UNITS + 1), broken


def _tiers(counts: Ints, at_least: Ints, usual: Ints) -> Ints:
    """(n, 3) for each tier the quantity most often taken, of those that enough orders reach."""
    quantities = np.arange(MOST_UNITS + 1)
    tiers = np.full((len(counts), TIERS), -1, dtype=np.int64)
    last, found = np.maximum(usual, LEAST_TIER - 1), np.ones(len(counts), dtype=bool)
    for tier in range(TIERS):
        share = NEXT_TIER if tier else FIRST_TIER
        least = np.maximum(LEAST_ORDERS, np.ceil(share * at_least[:, 0]))
        fits = (quantities > last[:, None]) & (at_least >= least[:, None]) & (counts > 0)
        # What was cut off there is no quantity.
        fits[:, -1] = False
        if tier:
            fits &= quantities <= STRIDE * last[:, None]
        found &= fits.any(axis=1)
        last = np.where(found, np.argmax(np.where(fits, counts, -1), axis=1), last)
        tiers[found, tier] = last[found]
    return tiers
