"""Bundles for Shopify: draft products as CSV, and what its API needs to make real bundles of them.

A product file makes products; it has no column for what is inside a bundle. Components are set by
`productBundleCreate` (https://shopify.dev/docs/api/admin-graphql/latest/mutations/productBundleCreate),
which runs for a while and has to be asked whether it is done.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from engine.bundles.out.offer import SETS, products_of, title_of
from engine.bundles.out.shop import Shop
from engine.bundles.out.texts import text_without_price
from engine.reports import to_csv
from engine.reports.markup import joined, tag

HEADINGS = (
    "Title", "URL handle", "Description", "Vendor", "Type", "Tags", "Published on online store",
    "Status", "SKU", "Option1 name", "Option1 value", "Price", "Compare-at price",
    "Cost per item", "Charge tax", "Inventory tracker", "Continue selling when out of stock",
    "Requires shipping", "Fulfillment service", "Gift card", "SEO title", "SEO description",
)  # fmt: skip
"""The later headings of Shopify's product CSV ("URL handle", not "Handle"); see
https://help.shopify.com/en/manual/products/import-export/using-csv"""
TAGS = "bundle, backroom"
"""Customers may see tags: they say nothing of what a bundle is for."""
_NO_SIGN = re.compile(r"[^a-z0-9]+")
_LONGEST_HANDLE, _SEO_TITLE, _SEO_DESCRIPTION = 80, 70, 160


def is_product(document: Mapping[str, Any]) -> bool:
    """Whether one product of a shop can stand for a bundle: its contents never vary."""
    return document["bundle_type"] in SETS


def draft_products(documents: Sequence[Mapping[str, Any]], shop: Shop) -> bytes:
    """Shopify's product CSV with a draft a set; other types are discounts, not products.

    Args:
        documents: Bundles, in the order in which they stand in the file.
        shop: Whose money it is.
    """
    rows = [_row(document, shop) for document in documents if is_product(document)]
    return to_csv(pl.DataFrame(rows, dict.fromkeys(HEADINGS, pl.String), orient="row"))


def _row(document: Mapping[str, Any], shop: Shop) -> tuple[str, ...]:
    title = title_of(document)
    cells = {
        **_ALWAYS,
        "Title": title,
        "URL handle": handle_of(document),
        "Description": description_of(document, shop.digits),
        "SKU": sku_of(document),
        **_money(document.get("pricing") or {}, shop),
        "SEO title": title[:_SEO_TITLE],
        "SEO description": text_without_price(document, shop.digits)[:_SEO_DESCRIPTION],
    }
    return tuple(cells.get(heading, "") for heading in HEADINGS)


_ALWAYS = {
    "Type": "Bundle",
    "Tags": TAGS,
    "Published on online store": "FALSE",
    "Status": "draft",
    "Option1 name": "Title",
    "Option1 value": "Default Title",
    "Charge tax": "TRUE",
    "Continue selling when out of stock": "deny",
    "Requires shipping": "TRUE",
    "Fulfillment service": "manual",
    "Gift card": "FALSE",
}


def _money(pricing: Mapping[str, Any], shop: Shop) -> dict[str, str]:
    """Prices as the shop reads them; the old one only where the new one is lower."""
    price, listed = pricing.get("bundle_price"), pricing.get("list_price")
    reduced = price is not None and listed is not None and listed > price
    return {
        "Price": shop.written(price),
        "Compare-at price": shop.written(listed) if reduced else "",
        "Cost per item": shop.written(pricing.get("unit_cost")),
    }


def sku_of(document: Mapping[str, Any]) -> str:
    """The code that the bundle itself gets."""
    return f"BUNDLE-{document['bundle_id']}"


def handle_of(document: Mapping[str, Any]) -> str:
    """Its name in a web address: lower-case letters, digits and hyphens, ending in its id."""
    plain = unicodedata.normalize("NFKD", title_of(document)).encode("ascii", "ignore").decode()
    words = _NO_SIGN.sub("-", plain.lower()).strip("-")[:_LONGEST_HANDLE].strip("-")
    return f"{words or 'bundle'}-{document['bundle_id']}"


def description_of(document: Mapping[str, Any], digits: int = 2) -> str:
    """What the product page says, as HTML in which texts of a file are only texts."""
    told, inside = (
        text_without_price(document, digits),
        (_counted(one) for one in document["items"]),
    )
    above = tag("p", told) if told != products_of(document) else ""
    return joined(above, tag("ul", *(tag("li", line) for line in inside)))


def _counted(item: Mapping[str, Any]) -> str:
    return f"{item['quantity']} × {item['title']}"
