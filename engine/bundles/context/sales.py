"""Checked order lines → sales by product number, wholesale orders included."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from engine.bundles.context.facts import Sales
from engine.bundles.context.narrow import AnyFloats, AnyInts, narrow_floats, narrow_ints
from engine.bundles.context.transactions import Floats, Ints, days_of_orders, numbered, up_to
from engine.bundles.options import BundleOptions
from engine.files.cells.words import words_of

MINOR_UNITS = 100
# Hundredths of a minor unit: enough for a price, too coarse for the noise of a product.
PAID_DIGITS = 2


def gather_sales(lines: pl.DataFrame, options: BundleOptions, skus: Sequence[str]) -> Sales:
    """Gather what was sold, line by line.

    Lines are sorted by order, product, quantity and price, so that sums are the same whatever the
    order of the file's rows. A line's day is that of its order's first line, as in `Baskets`.

    Args:
        lines: Checked order lines, artificial ones left out.
        options: `until` applies.
        skus: Codes by product number; lines of other codes, and those without a quantity above
            0, are left out.
    """
    lines = up_to(lines, options.last_day)
    item = narrow_ints(item_numbers(lines["sku"], skus))
    quantity = narrow_floats(lines["quantity"].fill_null(0.0).to_numpy())
    counts = (item >= 0) & (quantity > 0)
    if not counts.all():
        lines, item, quantity = lines.filter(pl.Series(counts)), item[counts], quantity[counts]
    order, day = _orders(lines)
    customer = narrow_ints(numbered(lines["customer"])[1])
    paid = narrow_floats(_paid(lines["unit_price"]))
    sort = _sorted(_keys(order, item, len(skus)), quantity, paid)
    order = order[sort]
    return Sales(item[sort], order, day[order], quantity[sort], paid[sort], customer[sort])


def _orders(lines: pl.DataFrame) -> tuple[AnyInts, AnyInts]:
    """(lines,) each line's order, and (orders,) each order's day."""
    names, order = numbered(lines["order_id"])
    return narrow_ints(order), narrow_ints(days_of_orders(lines["moment"], order, len(names)))


def _keys(order: AnyInts, item: AnyInts, products: int) -> Ints:
    """One number for each product in an order, in the order of both."""
    keys = order.astype(np.int64)
    keys *= max(1, products)
    keys += item
    return keys


def without_wholesale(sales: Sales, most: int) -> Sales:
    """The lines of orders that are mined: those with at most so many distinct products."""
    order, item = sales.narrow("order"), sales.narrow("item")
    # Lines are as many as products or more, so that few orders need to be looked at.
    large = np.bincount(order) > most
    rows = np.flatnonzero(large[order])
    if not len(rows):
        return sales
    pairs = np.unique(np.stack((order[rows], item[rows]), axis=1), axis=0)
    large &= np.bincount(pairs[:, 0], minlength=len(large)) > most
    return sales.take(np.flatnonzero(~large[order]))


def item_numbers(column: pl.Series, skus: Sequence[str]) -> Ints:
    """(lines,) each line's product number, -1 for codes that are none of `skus`."""
    words = words_of(column)
    number = {sku: place for place, sku in enumerate(skus)}
    places = np.array([number.get(word, -1) for word in words.distinct.to_list()], dtype=np.int64)
    numbers: Ints = places[words.place]
    return numbers


def _paid(column: pl.Series) -> Floats:
    """Prices in minor units, nan where there is none."""
    paid: Floats = column.fill_null(np.nan).to_numpy() * MINOR_UNITS
    return np.round(paid, PAID_DIGITS)


def _sorted(keys: Ints, quantity: AnyFloats, paid: AnyFloats) -> AnyInts:
    """Places of the lines by key; only those of equal keys are compared by quantity and price."""
    sort = narrow_ints(np.argsort(keys))
    keys = keys[sort]
    equal = np.concatenate((keys[1:] == keys[:-1], [False]))
    tied = np.flatnonzero(equal | np.concatenate(([False], equal[:-1])))
    among = sort[tied]
    sort[tied] = among[np.lexsort((paid[among], quantity[among], keys[tied]))]
    return sort
