"""Checked order lines → baskets of product numbers, ready to be counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from engine.bundles.options import BundleOptions
from engine.errors import TooSmall
from engine.files.cells.words import words_of
from engine.steps import Progress

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
LEAST_LINES = 20
TODAY_DAYS = 60
_TODAY = TODAY_DAYS * 24 * 60 * 60 * 1_000_000
_UNDATED = -(2**62)  # microseconds, before any date


@dataclass(frozen=True)
class Products:
    """The products of the file, sorted by code; a product's number is its place here.

    Attributes:
        skus: Codes, or names where the file has no codes.
        titles: The name most lines give it.
        prices: Typical price in minor units over the last 60 days it was sold, or -1 without any.
        categories: The category most lines give it, or None.
    """

    skus: tuple[str, ...]
    titles: tuple[str, ...]
    prices: Ints
    categories: tuple[str | None, ...]

    def as_table(self) -> pl.DataFrame:
        """sku, title, unit_price (minor units, null where there is none), category."""
        prices = pl.Series(self.prices, dtype=pl.Int64)
        return pl.DataFrame(
            {
                "sku": self.skus,
                "title": self.titles,
                "unit_price": prices.set(prices < 0, None),
                "category": pl.Series(self.categories, dtype=pl.String),
            }
        )


@dataclass(frozen=True)
class Baskets:
    """Distinct products per order, wholesale orders left out.

    Attributes:
        order: (lines,) order number of each distinct line, ascending.
        item: (lines,) product number, ascending within an order.
        orders: How many orders there are.
        days: (orders,) days since 1970-01-01, or -1 where the file has no dates.
        products: The products.
        wholesale_orders: Orders left out for holding too many distinct products.
        wholesale_lines: Their lines.
    """

    order: Ints
    item: Ints
    orders: int
    days: Ints
    products: Products
    wholesale_orders: int
    wholesale_lines: int

    @property
    def multi_item_orders(self) -> int:
        """Orders with two products or more."""
        return int((np.bincount(self.order, minlength=self.orders) > 1).sum())

    @property
    def last_day(self) -> dt.date | None:
        """The day of the latest order, or None without dates."""
        latest = int(self.days.max(initial=-1))
        return dt.date(1970, 1, 1) + dt.timedelta(days=latest) if latest >= 0 else None


def gather_baskets(
    lines: pl.DataFrame, options: BundleOptions, step: Progress, *, alone: bool = True
) -> Baskets:
    """Gather the baskets of a checked table.

    Args:
        lines: Checked order lines; see `engine.files.Reading`.
        options: `until` and `wholesale_items` apply.
        step: Counts lines.
        alone: Whether nothing but these orders tells anything.

    Raises:
        TooSmall: No lines; where they are alone also too few, one order only, or no order with
            two products.
    """
    lines = up_to(lines, options.last_day)
    if options.last_day is not None and not lines.height:
        raise TooSmall(f"The file has no orders up to {options.until}: it begins later.")
    _refuse_few(lines, alone=alone)
    step.expect(lines.height)
    skus, item = numbered(lines["sku"])
    names, order = numbered(lines["order_id"])
    step.check()
    days = days_of_orders(lines["moment"], order, len(names))
    products = _products(lines, skus, item)
    step.check()
    order, item = distinct(order, item, len(skus))
    baskets = _without_wholesale(order, item, days, products, options.wholesale_items)
    step.advance(lines.height)
    if alone and not baskets.multi_item_orders:
        raise TooSmall("No order holds two different products, so nothing is bought together.")
    return baskets


def up_to(lines: pl.DataFrame, last_day: dt.date | None) -> pl.DataFrame:
    """The lines up to the end of a day, and those without a date; all without a day."""
    if last_day is None:
        return lines
    after = dt.datetime.combine(last_day, dt.time.max)
    return lines.filter(pl.col("moment").is_null() | (pl.col("moment") <= after))


def _refuse_few(lines: pl.DataFrame, *, alone: bool) -> None:
    if lines.height < (LEAST_LINES if alone else 1):
        raise TooSmall(
            f"The file is too small to tell: {lines.height} usable order lines, and at least "
            f"{LEAST_LINES} are needed (some hundreds of orders for reliable bundles). With a "
            "catalog beside it, or with a server's model, there are suggestions that rest on no "
            "orders."
        )
    if alone and lines["order_id"].n_unique() == 1:
        raise TooSmall(
            "All lines belong to one order; what sells together only shows over many orders."
        )


def numbered(column: pl.Series) -> tuple[pl.Series, Ints]:
    """Its distinct words, sorted, and (rows,) each row's number among them, -1 without a word."""
    words = words_of(column)
    sort = words.distinct.arg_sort(nulls_last=True).to_numpy()[:-1]
    number = np.full(len(words.distinct), -1, dtype=np.int64)
    number[sort] = np.arange(len(sort))
    return words.distinct.gather(sort), number[words.place]


def distinct(order: Ints, item: Ints, items: int) -> tuple[Ints, Ints]:
    """Sorted distinct (order, item)."""
    bits = max(1, items - 1).bit_length()  # shifting is faster than dividing
    keys = order << bits
    keys |= item
    keys = distinct_numbers(keys)
    first = keys >> bits
    keys &= (1 << bits) - 1
    return first, keys


def distinct_numbers(numbers: Ints) -> Ints:
    """Each once, ascending; they are sorted in place, which with neighbours beats np.unique."""
    numbers.sort()
    first = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=first[1:])
    return numbers[first]


def days_of_orders(moments: pl.Series, order: Ints, orders: int) -> Ints:
    """(orders,) the day of each order's first line, -1 without any."""
    never = np.iinfo(np.int32).max
    # Both of one kind, for which numpy has a fast way.
    first = np.full(orders, never, dtype=np.int32)
    days = moments.cast(pl.Date).to_physical().fill_null(never).to_numpy()
    np.minimum.at(first, order, days)
    return np.where(first == never, -1, first).astype(np.int64)


def _without_wholesale(
    order: Ints, item: Ints, days: Ints, products: Products, most: int
) -> Baskets:
    sizes = np.bincount(order, minlength=len(days))
    small = sizes <= most
    keep = small[order]
    renumbered = np.cumsum(small) - 1
    return Baskets(
        order=renumbered[order[keep]],
        item=item[keep],
        orders=int(small.sum()),
        days=days[small],
        products=products,
        wholesale_orders=int((~small).sum()),
        wholesale_lines=int((~keep).sum()),
    )


def _products(lines: pl.DataFrame, skus: pl.Series, item: Ints) -> Products:
    """Most common title and category (ties: the first by alphabet), typical price."""
    return Products(
        skus=tuple(skus.to_list()),
        titles=tuple(_commonest(lines["title"], item, len(skus)).to_list()),
        prices=_prices(lines, item, len(skus)),
        categories=tuple(_commonest(lines["category"], item, len(skus)).to_list()),
    )


def _commonest(column: pl.Series, item: Ints, items: int) -> pl.Series:
    """The word that most lines of each product have, or null."""
    words, number = numbered(column)
    keys, counts = _pairs(item, number, items, len(words))
    # Words are numbered by alphabet, so a stable sort leaves equal counts in their order.
    ranked = keys[np.argsort(-counts, kind="stable")] if len(keys) else keys
    owner, first = np.unique(ranked // max(1, len(words)), return_index=True)
    chosen = np.full(items, len(words), dtype=np.int64)
    chosen[owner] = ranked[first] % max(1, len(words))
    return pl.concat([words, pl.Series([None], dtype=pl.String)]).gather(chosen)


def _pairs(item: Ints, word: Ints, items: int, words: int) -> tuple[Ints, Ints]:
    """Keys (item · words + word) of each product and a word of its lines, and how many lines.

    Most lines give a product the same word: such lines are counted, only the others sorted.
    """
    usual = np.full(items, -1, dtype=np.int64)
    usual[item] = word
    other = np.flatnonzero(word != usual[item])
    lines = np.bincount(item, minlength=items) - np.bincount(item[other], minlength=items)
    lines[usual < 0] = 0
    other = other[word[other] >= 0]
    rest, counts = np.unique(item[other] * words + word[other], return_counts=True)
    [named] = np.nonzero(lines)
    keys = np.concatenate((named * words + usual[named], rest))
    sort = np.argsort(keys, kind="stable")
    return keys[sort], np.concatenate((lines[named], counts))[sort]


def _prices(lines: pl.DataFrame, item: Ints, items: int) -> Ints:
    """A price that was really paid: the lower median of a product's latest 60 days, or -1."""
    priced = lines["unit_price"].is_not_null().to_numpy()
    moment = lines["moment"].to_physical().fill_null(_UNDATED).to_numpy()
    latest = np.full(items, _UNDATED)
    np.maximum.at(latest, item[priced], moment[priced])
    late = moment >= latest[item] - _TODAY
    late |= moment == _UNDATED
    late &= priced
    recent = pl.DataFrame({"unit_price": lines["unit_price"].filter(late), "item": item[late]})
    typical = pl.col("unit_price").quantile(0.5, interpolation="lower")
    minor = recent.group_by("item").agg((typical * 100).round().cast(pl.Int64).alias("minor"))
    prices = np.full(items, -1, dtype=np.int64)
    prices[minor["item"].to_numpy()] = minor["minor"].to_numpy()
    return prices
