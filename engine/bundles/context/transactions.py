"""Checked order lines → baskets of product numbers, ready to be counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from engine.bundles.options import BundleOptions
from engine.errors import TooSmall
from engine.steps import Progress

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
LEAST_LINES = 20
TODAY_DAYS = 60


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


def gather_baskets(lines: pl.DataFrame, options: BundleOptions, step: Progress) -> Baskets:
    """Gather the baskets of a checked table.

    Args:
        lines: Checked order lines; see `engine.files.Reading`.
        options: `until` and `wholesale_items` apply.
        step: Counts lines.

    Raises:
        TooSmall: Too few lines, one order only, or no order with two products.
    """
    if options.last_day is not None:
        after = dt.datetime.combine(options.last_day, dt.time.max)
        lines = lines.filter(pl.col("moment").is_null() | (pl.col("moment") <= after))
    _refuse_few(lines)
    step.expect(lines.height)
    skus = lines["sku"].unique().sort()
    names = lines["order_id"].unique().sort()
    step.check()
    item = _numbers(lines["sku"], skus)
    order = _numbers(lines["order_id"], names)
    step.check()
    order, item = _distinct(order, item, len(skus))
    days = _days(lines, len(names))
    step.check()
    baskets = _without_wholesale(order, item, days, _products(lines), options.wholesale_items)
    step.advance(lines.height)
    if not baskets.multi_item_orders:
        raise TooSmall("No order holds two different products, so nothing is bought together.")
    return baskets


def _refuse_few(lines: pl.DataFrame) -> None:
    if lines.height < LEAST_LINES:
        raise TooSmall(
            f"The file is too small to tell: {lines.height} usable order lines, and at least "
            f"{LEAST_LINES} are needed (some hundreds of orders for reliable bundles)."
        )
    if lines["order_id"].n_unique() == 1:
        raise TooSmall(
            "All lines belong to one order; what sells together only shows over many orders."
        )


def _numbers(words: pl.Series, known: pl.Series) -> Ints:
    return words.cast(pl.Enum(known)).to_physical().to_numpy().astype(np.int64)


def _distinct(order: Ints, item: Ints, items: int) -> tuple[Ints, Ints]:
    """Sorted distinct (order, item); sorting and comparing neighbours beats np.unique."""
    keys = order * items + item
    keys.sort()
    keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))]
    return keys // items, keys % items


def _days(lines: pl.DataFrame, orders: int) -> Ints:
    if lines["moment"].null_count() == lines.height:
        return np.full(orders, -1, dtype=np.int64)
    by_order = lines.group_by("order_id").agg(pl.col("moment").min()).sort("order_id")
    days = by_order["moment"].dt.date().to_physical().fill_null(-1)
    return days.to_numpy().astype(np.int64)


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


def _products(lines: pl.DataFrame) -> Products:
    """Most common title and category (ties: the first by alphabet), typical price."""
    skus = lines.select(pl.col("sku").unique().sort())
    table = skus
    for name in ("title", "category"):
        named = lines.filter(pl.col(name).is_not_null()).group_by("sku", name).len()
        ranked = named.sort("sku", "len", name, descending=[False, True, False])
        most = ranked.unique("sku", keep="first", maintain_order=True)
        table = table.join(most.select("sku", name), on="sku", how="left")
    table = table.join(_prices(lines), on="sku", how="left").sort("sku")
    return Products(
        skus=tuple(table["sku"]),
        titles=tuple(table["title"]),
        prices=table["price"].fill_null(-1).to_numpy().astype(np.int64),
        categories=tuple(table["category"]),
    )


def _prices(lines: pl.DataFrame) -> pl.DataFrame:
    """A price that was really paid: the lower median of a product's latest 60 days."""
    priced = lines.filter(pl.col("unit_price").is_not_null())
    latest = pl.col("moment").max().over("sku") - dt.timedelta(days=TODAY_DAYS)
    recent = priced.filter(pl.col("moment").is_null() | (pl.col("moment") >= latest))
    typical = pl.col("unit_price").quantile(0.5, interpolation="lower")
    minor = (typical * 100).round().cast(pl.Int64)
    return recent.group_by("sku").agg(minor.alias("price"))
