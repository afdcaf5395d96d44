"""Order lines mapped to products: baskets, sales, and what is known about each product."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from engine.bundles.context.artificial import drop_artificial
from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.products import gather_facts
from engine.bundles.context.sales import MINOR_UNITS, gather_sales
from engine.bundles.context.transactions import LEAST_LINES, Baskets, gather_baskets, up_to
from engine.bundles.options import BundleOptions
from engine.files.cells.currencies import minor_units
from engine.steps import Progress

AMOUNTS = ("unit_price", "list_price", "price", "compare_at_price", "cost")
"""Columns of order lines and catalogs that are amounts of money."""


@dataclass(frozen=True)
class Mapped:
    """Order lines mapped to products.

    Attributes:
        baskets: Distinct products per order, without wholesale orders.
        sales: The lines with quantities and prices.
        facts: What is known about each product.
        artificial: What was left out because no customer chose it; see `Artificial.found`.
        existing: Codes of bundles that exist already; see `Artificial.existing`.
        lines: Usable order lines.
    """

    baskets: Baskets
    sales: Sales
    facts: ProductFacts
    artificial: pl.DataFrame
    existing: tuple[tuple[str, ...], ...]
    lines: int = LEAST_LINES

    @property
    def mined(self) -> bool:
        """Whether there are lines enough for orders to tell what goes together."""
        return self.lines >= LEAST_LINES


def map_lines(
    lines: pl.DataFrame,
    catalog: pl.DataFrame | None,
    options: BundleOptions,
    step: Progress,
    *,
    alone: bool = True,
    currency: str = "",
) -> Mapped:
    """Map order lines to products.

    Args:
        lines: Checked order lines, joined with catalog and inventory where there are any.
        catalog: All variants that can be bought, those never sold too; None without a catalog.
        options: `until` and `wholesale_items` apply.
        step: Counts lines.
        alone: Whether nothing but these lines tells anything: no catalog, no server's model.
        currency: ISO code of the prices, or empty where the file names none.

    Raises:
        TooSmall: The file cannot tell.
    """
    artificial = drop_artificial(in_hundreds(lines, currency))
    baskets = gather_baskets(artificial.lines, options, step, alone=alone)
    sales = gather_sales(artificial.lines, options, baskets.products.skus)
    shelf = None if catalog is None else artificial.without(in_hundreds(catalog, currency))
    facts = gather_facts(artificial.lines, sales, baskets, shelf, options)
    usable = up_to(artificial.lines, options.last_day).height
    facts = replace(facts, currency=currency)
    return Mapped(baskets, sales, facts, artificial.found, artificial.existing, usable)


def in_hundreds(table: pl.DataFrame, currency: str) -> pl.DataFrame:
    """The table with amounts of a hundred minor units each, as most currencies have them.

    So that a hundredth of an amount is the minor unit, whatever the currency: a yen, a cent, a
    fils.
    """
    times = minor_units(currency)
    if times == MINOR_UNITS:
        return table
    amounts = [name for name in AMOUNTS if name in table.columns]
    # One correctly rounded division or product, whose hundredfold is a whole number again.
    return table.with_columns(pl.col(amounts) * times / MINOR_UNITS)
