"""Shops of a few lines with a catalog's columns, drawn or written, and their facts."""

import datetime as dt
import random
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from engine.bundles import BundleOptions
from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.products import gather_facts
from engine.bundles.context.sales import gather_sales
from engine.bundles.context.transactions import Baskets, gather_baskets
from tests.bundles.makers import SCHEMA, line, quiet

JOINED = {
    **SCHEMA,
    "list_price": pl.Float64,
    "cost": pl.Float64,
    "stock": pl.Float64,
    "vendor": pl.String,
    "tags": pl.String,
    "variant_id": pl.String,
    "created_at": pl.Datetime("us"),
}
CATALOG = {
    "row": pl.Int64,
    **dict.fromkeys(
        ("product_id", "handle", "variant_id", "sku", "title", "variant_title", "category",
         "vendor", "tags"), pl.String,
    ),
    **dict.fromkeys(("price", "compare_at_price", "cost"), pl.Float64),
    "status": pl.String,
    "created_at": pl.Datetime("us"),
    "published_at": pl.Datetime("us"),
    "inventory_item_id": pl.String,
    "stock": pl.Float64,
}  # fmt: skip


def joined(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Joined order lines, numbered from 1."""
    return pl.DataFrame([{"row": k, **row} for k, row in enumerate(rows, 1)], schema=JOINED)


def catalog_of(*rows: Mapping[str, Any]) -> pl.DataFrame:
    """A checked catalog, rows numbered from 1."""
    return pl.DataFrame([{"row": k, **row} for k, row in enumerate(rows, 1)], schema=CATALOG)


def moment(day: str) -> dt.datetime:
    """Noon of a day."""
    return dt.datetime.fromisoformat(f"{day}T12:00:00")


def gather(
    lines: pl.DataFrame, catalog: pl.DataFrame | None = None, **options: Any
) -> tuple[ProductFacts, Sales, Baskets]:
    """Facts, sales and baskets of a shop."""
    chosen = BundleOptions(**options)
    baskets = gather_baskets(lines, chosen, quiet())
    sales = gather_sales(lines, chosen, baskets.products.skus)
    return gather_facts(lines, sales, baskets, catalog, chosen), sales, baskets


def drawn_shop(seed: int, *, dated: bool = True, priced: bool = True) -> list[dict[str, Any]]:
    """The lines of a small shop: repeated lines, returning customers, reductions, quantities."""
    draw = random.Random(seed)
    start = dt.datetime.fromisoformat("2025-01-01T09:00:00")
    rows = []
    for number in range(draw.randint(12, 60)):
        day = start + dt.timedelta(days=draw.randrange(150), minutes=draw.randrange(600))
        customer = draw.choice([None, "anna", "ben", "cleo", "dora"])
        for _ in range(draw.randint(2, 5)):
            sku = draw.choice("ABCDEFG")
            listed = 4.0 + ord(sku) % 7
            paid = draw.choice([listed, listed * 0.9, listed * 1.1, 0.35])
            sold = {
                "title": f"thing {sku}",
                "customer": customer,
                "moment": day if dated and draw.random() < 0.95 else None,
                "quantity": float(draw.randint(1, 4)) / draw.choice([1, 1, 3]),
                "unit_price": paid if priced else None,
            }
            rows.append(line(f"O{number:03}", sku, **sold, **_told(sku, listed)))
    return rows


def _told(sku: str, listed: float) -> dict[str, Any]:
    """What the catalog says of a product; of A no price, of B no stock, up to C no cost."""
    return {
        "list_price": None if sku == "A" else listed,
        "cost": listed / 3 if sku > "C" else None,
        "stock": None if sku == "B" else float(ord(sku)),
        "vendor": f"maker {ord(sku) % 2}",
        "created_at": moment(f"2024-0{ord(sku) % 7 + 1}-03"),
    }
