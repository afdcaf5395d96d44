"""Order lines and a catalog → what is known about each product."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from engine.bundles.context.catalog import Shelved, Told, never_sold, told_of_sold
from engine.bundles.context.counted import Counted, count_sales
from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.sales import item_numbers
from engine.bundles.context.transactions import Baskets, Products, up_to
from engine.bundles.options import BundleOptions


def gather_facts(
    lines: pl.DataFrame,
    sales: Sales,
    baskets: Baskets,
    catalog: pl.DataFrame | None,
    options: BundleOptions,
) -> ProductFacts:
    """Gather the facts of every product: those sold, then those that only a catalog knows.

    The list price is the catalog's, else the price usually paid; discounts are told only where a
    catalog has list prices. What a customer pays is never more than the catalog asks today, so
    that no bundle saves on a price that is gone. In a file shorter than 60 days all of it are the
    last 60 days.

    Args:
        lines: The order lines that `sales` came from; those joined to a catalog have its columns.
        sales: From `gather_sales`.
        baskets: Their products are numbered from 0.
        catalog: All variants of the shop, as a checked catalog has them, or None.
        options: `until` applies.
    """
    lines = up_to(lines, options.last_day)
    products = baskets.products
    told = told_of_sold(lines, item_numbers(lines["sku"], products.skus), len(products.skus))
    counted = count_sales(sales, told.list_price)
    shelved = (
        None if catalog is None else never_sold(catalog, lines, products.skus, counted.last_day)
    )
    return ProductFacts(
        sold=len(products.skus),
        last_day=counted.last_day,
        recent_transactions=counted.recent_transactions,
        has=frozenset(_has(sales, products, told, shelved)),
        **_told(products, told, shelved),
        **_counted(counted, 0 if shelved is None else len(shelved.skus)),
    )


def _told(products: Products, told: Told, shelved: Shelved | None) -> dict[str, Any]:
    """What names and prices say, of all products."""
    usual = np.where(told.list_price >= 0, told.list_price, products.prices)
    asked = np.where(told.list_price > 0, told.list_price, products.prices)
    paid = np.where(products.prices >= 0, np.minimum(products.prices, asked), asked)
    columns = {
        "skus": products.skus, "titles": products.titles, "categories": products.categories,
        "vendors": told.vendors, "words": told.words, "price": paid,
        "list_price": usual, "cost": told.cost, "stock": told.stock, "created": told.created,
    }  # fmt: skip
    if shelved is None:
        return columns
    rest = shelved.told
    more = {
        "skus": shelved.skus, "titles": shelved.titles, "categories": shelved.categories,
        "vendors": rest.vendors, "words": rest.words, "price": rest.list_price,
        "list_price": rest.list_price, "cost": rest.cost, "stock": rest.stock,
        "created": rest.created,
    }  # fmt: skip
    return {name: _after(column, more[name]) for name, column in columns.items()}


def _after(sold: Any, rest: Any) -> Any:
    return sold + rest if isinstance(sold, tuple) else np.concatenate((sold, rest))


def _counted(counted: Counted, more: int) -> dict[str, Any]:
    """What sales say; products that were never sold come last."""
    never = 0.0 if counted.last_day >= 0 else np.nan
    columns: tuple[tuple[str, Any, float], ...] = (
        ("first_sold", counted.first_sold, -1), ("last_sold", counted.last_sold, -1),
        ("orders", counted.orders, 0), ("units", counted.units, 0),
        ("recent_orders", counted.recent_orders, 0), ("velocity", counted.velocity, never),
        ("discount", counted.discount, np.nan), ("buyers", counted.buyers, 0),
        ("returning", counted.returning, 0),
    )  # fmt: skip
    return {
        name: np.concatenate((values, np.full(more, rest, dtype=values.dtype)))
        for name, values, rest in columns
    }


def _has(sales: Sales, products: Products, told: Told, shelved: Shelved | None) -> Iterator[str]:
    """What the file tells at all."""
    known = {
        "prices": (products.prices >= 0).any(),
        "list_prices": (told.list_price >= 0).any(),
        "costs": (told.cost >= 0).any(),
        "stock": (~np.isnan(told.stock)).any(),
        "dates": (sales.narrow("day") >= 0).any(),
        "customers": (sales.narrow("customer") >= 0).any(),
        "categories": any(products.categories),
        "vendors": any(told.vendors),
        "catalog": shelved is not None,
    }
    return (name for name, is_known in known.items() if is_known)
