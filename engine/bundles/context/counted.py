"""Sales → how often, how fast and by whom each product was bought."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.bundles.context.facts import Sales
from engine.bundles.context.tags.tag import Mask
from engine.bundles.context.transactions import TODAY_DAYS, Floats, Ints, distinct


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
    products, item = len(list_price), sales.item
    last_day = int(sales.day.max(initial=-1))
    recent = (sales.day >= 0) & (sales.day > last_day - TODAY_DAYS)
    first_sold, last_sold = _first_and_last(sales, products)
    buyers, returning = _buyers(sales, products)
    # A product in an order is one however many lines it has there.
    new = first_lines(sales)
    return Counted(
        first_sold=first_sold,
        last_sold=last_sold,
        orders=np.bincount(item[new], minlength=products),
        units=np.bincount(item, sales.quantity, minlength=products).astype(np.float64),
        recent_orders=np.bincount(item[new & recent], minlength=products),
        velocity=_velocity(sales, recent, products),
        discount=_discount(sales, list_price),
        buyers=buyers,
        returning=returning,
        last_day=last_day,
        recent_transactions=int(
            _begins(sales.order[recent] if last_day >= 0 else sales.order).sum()
        ),
    )


def first_lines(sales: Sales) -> Mask:
    """(lines,) the first line of each product in each order."""
    return _begins(sales.order) | _begins(sales.item)


def _begins(column: Ints) -> Mask:
    """Where another value stands than before."""
    differs = np.ones(len(column), dtype=bool)
    np.not_equal(column[1:], column[:-1], out=differs[1:])
    return differs


def _first_and_last(sales: Sales, products: int) -> tuple[Ints, Ints]:
    """Days of each product's first and last sale, -1 without a dated one."""
    dated = sales.day >= 0
    never = np.iinfo(np.int64).max
    first, last = np.full(products, never), np.full(products, -1)
    np.minimum.at(first, sales.item[dated], sales.day[dated])
    np.maximum.at(last, sales.item[dated], sales.day[dated])
    return np.where(first == never, -1, first), last


def _velocity(sales: Sales, recent: Mask, products: int) -> Floats:
    """Units a day over the last 60 days, or over all days of a shorter file; nan without dates."""
    dated = sales.day[sales.day >= 0]
    if not len(dated):
        return np.full(products, np.nan)
    days = min(TODAY_DAYS, int(dated.max() - dated.min()) + 1)
    units = np.bincount(sales.item[recent], sales.quantity[recent], minlength=products)
    return units.astype(np.float64) / days


def _buyers(sales: Sales, products: int) -> tuple[Ints, Ints]:
    """Known customers of each product, and how many of them bought it on two days or more."""
    known = sales.customer >= 0
    customer_bits, day_bits = (
        (int(column.max(initial=0)) + 1).bit_length() for column in (sales.customer, sales.day)
    )
    pair = (sales.item[known] << customer_bits) | sales.customer[known]
    pair, day = distinct(pair, sales.day[known] + 1, 1 << day_bits)
    begins = np.flatnonzero(_begins(pair))
    item = pair[begins] >> customer_bits
    buyers = np.bincount(item, minlength=products)
    # Lines without a date tell of a buyer, but of no further day.
    visits = np.diff(np.append(begins, len(pair))) - (day[begins] == 0)
    return buyers, np.bincount(item[visits > 1], minlength=products)


def _discount(sales: Sales, list_price: Ints) -> Floats:
    """Mean share taken off the list price, line by line; paying more counts as nothing off."""
    listed = list_price[sales.item].astype(np.float64)
    tells = ~np.isnan(sales.paid) & (listed > 0)
    item = sales.item[tells]
    share = np.clip(1 - sales.paid[tells] / listed[tells], 0, 1)
    lines = np.bincount(item, minlength=len(list_price))
    total = np.bincount(item, share, minlength=len(list_price))
    mean = np.full(len(list_price), np.nan)
    np.divide(total, lines, out=mean, where=lines > 0)
    return mean
