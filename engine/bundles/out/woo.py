"""Bundles for WooCommerce: grouped products as the CSV of its own product importer.

A grouped product shows its products side by side, each at its own price; it has no price of its
own. Columns: https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from engine.bundles.out.offer import SETS, title_of
from engine.bundles.out.shopify import TAGS, description_of, sku_of
from engine.bundles.out.texts import text_without_price
from engine.reports import to_csv
from engine.reports.csv import is_formula

HEADINGS = (
    "Type", "SKU", "Name", "Published", "Is featured?", "Visibility in catalog",
    "Short description", "Description", "Tax status", "In stock?", "Categories", "Tags",
    "Grouped products", "Position",
)  # fmt: skip
_NUMBERS = ("Published", "Is featured?", "In stock?", "Position")
_DRAFT = -1


def is_group(document: Mapping[str, Any]) -> bool:
    """Whether a grouped product can stand for a bundle: it is of several products, none given."""
    return document["bundle_type"] in (*SETS, "MIX_MATCH")


def grouped_products(documents: Sequence[Mapping[str, Any]], digits: int = 2) -> bytes:
    """WooCommerce's product CSV with an unpublished grouped product each.

    Args:
        documents: Bundles, in the order in which they stand in the file.
        digits: Digits of the minor unit that prices are integers of.
    """
    groups = [document for document in documents if is_group(document)]
    rows = [_row(document, place, digits) for place, document in enumerate(groups)]
    kinds = {name: pl.Int64 if name in _NUMBERS else pl.String for name in HEADINGS}
    return to_csv(pl.DataFrame(rows, kinds, orient="row"))


def _row(document: Mapping[str, Any], place: int, digits: int) -> tuple[str | int | None, ...]:
    cells: dict[str, str | int] = {
        "Type": "grouped",
        "SKU": sku_of(document),
        "Name": title_of(document),
        "Published": _DRAFT,
        "Is featured?": 0,
        "Visibility in catalog": "visible",
        "Short description": text_without_price(document, digits),
        # The importer turns a written-out \n into a new line; ours has none that are meant so.
        "Description": description_of(document, digits).replace("\\n", "\\\\n"),
        "Tax status": "taxable",
        "In stock?": 1,
        "Tags": TAGS,
        "Grouped products": ", ".join(_listed(sku) for sku in _codes(document)),
        "Position": place,
    }
    return tuple(cells.get(heading) for heading in HEADINGS)


def _codes(document: Mapping[str, Any]) -> list[str]:
    """Its products' codes, those that look like a formula last.

    At the beginning of a cell they get an apostrophe, and this column's importer keeps it.
    """
    return sorted((item["sku"] for item in document["items"]), key=is_formula)


def _listed(word: str) -> str:
    """A word in a list that the importer parts at commas."""
    return word.replace(",", "\\,")
