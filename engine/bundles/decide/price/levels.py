"""The prices a product was sold at over time, with how many orders it had a day at each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.narrow import AnyInts
from engine.bundles.context.transactions import Floats, Ints

Mask = npt.NDArray[np.bool_]
LEAST_LEVELS = 3
LEAST_ORDERS = 10
# A longer silence is taken as not being offered, not as a price nobody wanted.
MOST_SILENT_DAYS = 30
MOST_PAID = 2.0**53


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

    A day's price is the lower median of what its orders paid for one, and holds until the next day
    with a sale, for 30 days at most.
    """
    item, day, paid = _lines(sales, facts)
    if not len(item):
        return Levels(item, paid, item, day)
    starts = _starts(item, day)
    orders = np.diff(starts, append=len(item))
    price, item, day = paid[starts + (orders - 1) // 2], item[starts], day[starts]
    after = facts.last_day + 1
    last = np.append(item[1:] != item[:-1], values=True)
    held = np.where(last, after, np.append(day[1:], after)) - day
    return _by_price(item, price, orders, np.clip(held, 1, MOST_SILENT_DAYS))


def log_rates(levels: Levels) -> tuple[Floats, Floats]:
    """ln(price) and ln(orders a day) of each level."""
    return np.log(levels.price.astype(np.float64)), np.log(levels.orders / levels.days)


def _lines(sales: Sales, facts: ProductFacts) -> tuple[Ints, ...]:
    """Product, day and price of the orders of products that may have levels, sorted so."""
    item, day, paid = sales.narrow("item"), sales.narrow("day"), sales.paid
    usable = (day >= 0) & (paid >= 1) & (paid < MOST_PAID)
    usable &= _varied(item[usable], paid[usable], len(facts))[item]
    item, day = item[usable].astype(np.int64), day[usable].astype(np.int64)
    price = np.rint(paid[usable]).astype(np.int64)
    first = _first_of_order(sales.narrow("order")[usable] * np.int64(len(facts)) + item)
    return _sorted(item[first], day[first], price[first])


def _sorted(*columns: Ints) -> tuple[Ints, ...]:
    """Columns of whole numbers from 0, sorted by the first, then by the second and so on.

    Packed into one number each they sort several times as fast; they are, where 63 bits hold them.
    """
    bits = [int(column.max(initial=0)).bit_length() for column in columns]
    if sum(bits) > 63:
        sort = np.lexsort(columns[::-1])
        return tuple(column[sort] for column in columns)
    packed = np.zeros(len(columns[0]), dtype=np.int64)
    for column, width in zip(columns, bits, strict=True):
        packed = packed << width | column
    packed.sort()
    unpacked = []
    for width in reversed(bits):
        unpacked.append(packed & ((1 << width) - 1))
        packed = packed >> width
    return tuple(reversed(unpacked))


def _starts(first: Ints, second: Ints) -> npt.NDArray[np.intp]:
    """Where a new pair of values begins in two sorted columns."""
    new = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
    return np.flatnonzero(np.append([True], new))


def _varied(item: AnyInts, paid: Floats, products: int) -> Mask:
    """(products,) which have lines enough for levels, and not nearly all at one price."""
    lines = np.bincount(item, minlength=products)
    lowest = np.full(products, np.inf)
    np.minimum.at(lowest, item, paid)
    above = np.bincount(item[paid > lowest[item]], minlength=products)
    varied: Mask = (lines >= LEAST_LEVELS * LEAST_ORDERS) & (above >= LEAST_ORDERS)
    return varied


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
    item, price, orders, days = _sorted(item, price, orders, days)
    starts = _starts(item, price)
    orders, days = np.add.reduceat(orders, starts), np.add.reduceat(days, starts)
    item, price = item[starts], price[starts]
    enough = orders >= LEAST_ORDERS
    levels = np.bincount(item[enough], minlength=int(item.max()) + 1)
    enough &= levels[item] >= LEAST_LEVELS
    return Levels(item[enough], price[enough], orders[enough], days[enough])
