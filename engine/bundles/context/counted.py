"""Sales → how often, how fast and by whom each product was bought."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.bundles.context.facts import Sales
from engine.bundles.context.narrow import AnyInts
from engine.bundles.context.tags.tag import Mask
from engine.bundles.context.transactions import TODAY_DAYS, Floats, Ints, distinct_numbers


@dataclass(frozen=True)
class Counted:
    """Counts by product number, for those sold; the fields are those of `ProductFacts`."""

    first_sold: Ints
    last_sold: Ints
    orders: Ints
    units: Floats
    recent_orders: Ints
    velocity: Floats
    discount: Floats
    buyers: Ints
    returning: Ints
    last_day: int
    recent_transactions: int


def count_sales(sales: Sales, list_price: Ints) -> Counted:
    """Count what was sold of each product.

    Args:
        sales: From `gather_sales`: sorted by order, then by product.
        list_price: (products,) the catalog's prices in minor units, -1 where there is none.
    """
    products = len(list_price)
    buyers, returning = _buyers(sales, products)
    first_sold, last_sold = _first_and_last(sales, products)
    last_day = int(last_sold.max(initial=-1))
    begin = int(first_sold[first_sold >= 0].min(initial=last_day))
    recent = sales.narrow("day") > max(last_day - TODAY_DAYS, -1)
    units, late = _units(sales, recent, products)
    # A product in an order is one however many lines it has there.
    new, item, order = first_lines(sales), sales.narrow("item"), sales.narrow("order")
    return Counted(
        first_sold=first_sold,
        last_sold=last_sold,
        orders=np.bincount(item[new], minlength=products),
        units=units,
        recent_orders=np.bincount(item[new & recent], minlength=products),
        velocity=late / (min(TODAY_DAYS, last_day - begin + 1) if last_day >= 0 else np.nan),
        discount=_discount(sales, list_price),
        buyers=buyers,
        returning=returning,
        last_day=last_day,
        recent_transactions=_distinct(order[recent] if last_day >= 0 else order),
    )


def _units(sales: Sales, recent: Mask, products: int) -> tuple[Floats, Floats]:
    """Units sold of each product, over all and of late."""
    item, quantity = sales.narrow("item"), sales.quantity
    units = np.bincount(item, quantity, minlength=products).astype(np.float64)
    late = np.bincount(item[recent], quantity[recent], minlength=products).astype(np.float64)
    return units, late


def first_lines(sales: Sales) -> Mask:
    """(lines,) the first line of each product in each order."""
    return _begins(sales.narrow("order")) | _begins(sales.narrow("item"))


def _begins(column: AnyInts) -> Mask:
    """Where another value stands than before."""
    differs = np.ones(len(column), dtype=bool)
    np.not_equal(column[1:], column[:-1], out=differs[1:])
    return differs


def _distinct(ascending: AnyInts) -> int:
    return int(_begins(ascending).sum())


def _first_and_last(sales: Sales, products: int) -> tuple[Ints, Ints]:
    """Days of each product's first and last sale, -1 without a dated one."""
    item, day = sales.item, sales.day
    never = np.iinfo(np.int64).max
    first, last = np.full(products, never), np.full(products, -1)
    np.maximum.at(last, item, day)
    day[day < 0] = never
    np.minimum.at(first, item, day)
    return np.where(first == never, -1, first), last


def _buyers(sales: Sales, products: int) -> tuple[Ints, Ints]:
    """Known customers of each product, and how many of them bought it on two days or more."""
    customer, day = sales.narrow("customer"), sales.narrow("day")
    customer_bits, day_bits = (
        (int(column.max(initial=0)) + 1).bit_length() for column in (customer, day)
    )
    visits = sales.item
    visits <<= customer_bits
    visits |= customer
    visits <<= day_bits
    visits |= day + np.int32(1)  # 0 without a date
    known = customer >= 0
    visits = distinct_numbers(visits if known.all() else visits[known])
    dated = visits & ((1 << day_bits) - 1) > 0
    visits >>= day_bits
    new = _begins(visits)
    visits >>= customer_bits
    # Lines without a date tell of a buyer, but of no further day.
    again = np.zeros(len(new), dtype=bool)
    again[1:] = ~new[1:] & dated[:-1]
    second = again.copy()
    second[1:] &= ~again[:-1]
    buyers, returning = (np.bincount(visits[some], minlength=products) for some in (new, second))
    return buyers, returning


def _discount(sales: Sales, list_price: Ints) -> Floats:
    """Mean share taken off the list price, line by line; paying more counts as nothing off."""
    mean = np.full(len(list_price), np.nan)
    if not (list_price > 0).any():
        return mean
    item, paid = sales.item, sales.paid
    listed = list_price[item].astype(np.float64)
    tells = ~np.isnan(paid) & (listed > 0)
    share = np.clip(1 - paid[tells] / listed[tells], 0, 1)
    lines = np.bincount(item[tells], minlength=len(list_price))
    total = np.bincount(item[tells], share, minlength=len(list_price))
    np.divide(total, lines, out=mean, where=lines > 0)
    return mean
