"""The prices a product was sold at over time, with how many orders it had a day at each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.transactions import Floats, Ints

Mask = npt.NDArray[np.bool_]
LEAST_LEVELS = 3
LEAST_ORDERS = 10
# A longer silence is taken as not being offered, not as a price nobody wanted.
MOST_SILENT_DAYS = 30
MOST_PAID = 2.0**53
# Cells of product × day up to which each has its place in an array.
MOST_CELLS = 20_000_000


@dataclass(frozen=True)
class Levels:
    """Price levels of products that have three of ten orders each, sorted by product and price.

    Attributes:
        item: (levels,) product number.
        price: (levels,) in minor units.
        orders: (levels,) orders at that price.
        days: (levels,) days on which it held, above 0.
    """

    item: Ints
    price: Ints
    orders: Ints
    days: Ints


def find_levels(sales: Sales, facts: ProductFacts) -> Levels:
    """Find the price levels; none without dates.

    A day's price is the highest that was paid for one (reductions for many or by a code are lower).
    It holds until the next day with a sale, for 30 days at most.
    """
    item, day, price, orders = _by_day(sales, facts)
    if not len(item):
        return Levels(item, price, orders, day)
    after = facts.last_day + 1
    last = np.append(item[1:] != item[:-1], values=True)
    held = np.where(last, after, np.append(day[1:], after)) - day
    return _by_price(item, price, orders, np.clip(held, 1, MOST_SILENT_DAYS))


def log_rates(levels: Levels) -> tuple[Floats, Floats]:
    """ln(price) and ln(orders a day) of each level."""
    return np.log(levels.price.astype(np.float64)), np.log(levels.orders / levels.days)


def _by_day(sales: Sales, facts: ProductFacts) -> tuple[Ints, Ints, Ints, Ints]:
    """Product, day, price and orders of each day on which a product that may have levels sold."""
    usable = (sales.day >= 0) & (sales.paid >= 1) & (sales.paid < MOST_PAID)
    usable &= _varied(sales, usable, len(facts))[sales.item]
    item, day = sales.item[usable], sales.day[usable]
    first = int(day.min()) if len(day) else 0
    days = int(day.max(initial=first)) - first + 1
    cells, cell = _placed(item * days + (day - first), len(facts) * days)
    price = np.zeros(len(cells), dtype=np.int64)
    np.maximum.at(price, cell, np.rint(sales.paid[usable]).astype(np.int64))
    counts = _first_of_order(sales.order[usable] * len(facts) + item)
    orders = np.bincount(cell[counts], minlength=len(cells))
    sold = np.flatnonzero(price)
    item, day = np.divmod(cells[sold], days)
    return item, day + first, price[sold], orders[sold]


def _varied(sales: Sales, usable: Mask, products: int) -> Mask:
    """(products,) which have lines enough for levels, and not nearly all at one price."""
    item, paid = sales.item[usable], sales.paid[usable]
    lines = np.bincount(item, minlength=products)
    lowest = np.full(products, np.inf)
    np.minimum.at(lowest, item, paid)
    above = np.bincount(item[paid > lowest[item]], minlength=products)
    varied: Mask = (lines >= LEAST_LEVELS * LEAST_ORDERS) & (above >= LEAST_ORDERS)
    return varied


def _placed(cell: Ints, cells: int) -> tuple[Ints, Ints]:
    """Cells in order, and each line's place among them: all there are, or only those in use."""
    if cells <= MOST_CELLS:
        return np.arange(cells), cell
    return np.unique(cell, return_inverse=True)


def _first_of_order(both: Ints) -> Mask:
    """(lines,) whether no line before it has the same order and product."""
    if not len(both):
        return both > 0
    if (both[1:] >= both[:-1]).all():
        return np.append([True], both[1:] != both[:-1])
    first = np.zeros(len(both), dtype=np.bool_)
    first[np.unique(both, return_index=True)[1]] = True
    return first


def _by_price(item: Ints, price: Ints, orders: Ints, days: Ints) -> Levels:
    """The levels among days that are sorted by product."""
    sort = np.lexsort((price, item))
    item, price = item[sort], price[sort]
    new = (item[1:] != item[:-1]) | (price[1:] != price[:-1])
    starts = np.flatnonzero(np.append([True], new))
    orders, days = (np.add.reduceat(values[sort], starts) for values in (orders, days))
    item, price = item[starts], price[starts]
    enough = orders >= LEAST_ORDERS
    levels = np.bincount(item[enough], minlength=int(item.max()) + 1)
    enough &= levels[item] >= LEAST_LEVELS
    return Levels(item[enough], price[enough], orders[enough], days[enough])
