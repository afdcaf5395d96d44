"""The prices a product was sold at over time, with how many orders it had a day at each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.transactions import Floats, Ints

LEAST_LEVELS = 3
LEAST_ORDERS = 10
# A longer silence is taken as not being offered, not as a price nobody wanted.
MOST_SILENT_DAYS = 30


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
    item, day, paid = _by_day(sales, facts)
    starts = _starts(item, day)
    orders = np.diff(starts, append=len(item))
    price = paid[starts + (orders - 1) // 2]
    item, day = item[starts], day[starts]
    following = np.concatenate((day[1:], [facts.last_day + 1]))
    last = np.concatenate((item[1:] != item[:-1], [True])) if len(item) else item > 0
    held = np.where(last, facts.last_day + 1, following) - day
    return _by_price(item, price, orders, np.clip(held, 1, MOST_SILENT_DAYS))


def _by_day(sales: Sales, facts: ProductFacts) -> tuple[Ints, Ints, Ints]:
    """Product, day and price of each order of a product that could have levels, sorted so."""
    usable = (sales.day >= 0) & (sales.paid >= 1) & np.isfinite(sales.paid)
    usable &= _varied(sales, usable, len(facts))[sales.item]
    item, order, day = sales.item[usable], sales.order[usable], sales.day[usable]
    # A product in two lines of an order is one order of it, at the lower price.
    paid = np.rint(np.minimum(sales.paid[usable], 2**53)).astype(np.int64)
    sort = np.lexsort((paid, item, order))
    first = _starts(order[sort], item[sort])
    item, day, paid = (values[sort][first] for values in (item, day, paid))
    sort = np.lexsort((paid, day, item))
    return item[sort], day[sort], paid[sort]


def _varied(sales: Sales, usable: npt.NDArray[np.bool_], products: int) -> npt.NDArray[np.bool_]:
    """(products,) which have lines enough for levels, and not all at one price."""
    item, paid = sales.item[usable], sales.paid[usable]
    lines = np.bincount(item, minlength=products)
    example = np.zeros(products)
    example[item] = paid
    others = np.bincount(item, paid != example[item], minlength=products)
    varied: npt.NDArray[np.bool_] = (lines >= LEAST_LEVELS * LEAST_ORDERS) & (
        others >= LEAST_ORDERS
    )
    return varied


def _by_price(item: Ints, price: Ints, orders: Ints, days: Ints) -> Levels:
    sort = np.lexsort((price, item))
    item, price, orders, days = item[sort], price[sort], orders[sort], days[sort]
    starts = _starts(item, price)
    if len(starts):
        orders, days = np.add.reduceat(orders, starts), np.add.reduceat(days, starts)
    item, price = item[starts], price[starts]
    enough = orders >= LEAST_ORDERS
    levels = np.bincount(item[enough], minlength=int(item.max(initial=0)) + 1)
    enough &= levels[item] >= LEAST_LEVELS
    return Levels(item[enough], price[enough], orders[enough], days[enough])


def _starts(first: Ints, second: Ints) -> npt.NDArray[np.intp]:
    """Where a new pair of values begins in two sorted columns."""
    if not len(first):
        return np.zeros(0, dtype=np.intp)
    new = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
    return np.flatnonzero(np.concatenate(([True], new)))


def log_rates(levels: Levels) -> tuple[Floats, Floats]:
    """ln(price) and ln(orders a day) of each level."""
    return np.log(levels.price.astype(np.float64)), np.log(levels.orders / levels.days)
