"""Order lines + catalog + inventory → lines that know what they sell.

A line is looked up by the variant's number, then by its code, then by its title. What the lines
tell themselves stays; only blanks are filled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.files.check.catalog import COLUMNS
from engine.files.join.catalogs import compared, join_catalogs
from engine.files.join.part import Part, as_checked, as_words
from engine.files.join.shelf import (
    Shelf,
    Way,
    codes,
    find,
    full_title,
    likeliest,
    named,
    shelf_of,
)
from engine.files.join.stock import named_full, shelf_of_inventory, with_stock

FIRST = (
    "row", "order_id", "sku", "title", "quantity", "unit_price", "moment", "customer", "category",
)  # fmt: skip
ADDED = ("list_price", "cost", "stock", "vendor", "tags", "variant_id", "created_at")


@dataclass(frozen=True)
class WithProducts:
    """Order lines with what catalog and inventory tell of their products.

    Attributes:
        table: The lines, columns as before, then list_price, cost, stock, vendor, tags,
            variant_id, created_at; null where nothing was found.
        account: lines, resolved, share (0..1), by (way → lines), unresolved_skus (products that
            were not found), missing_inventory (variants sold whose stock is unknown),
            catalog_coverage (share of the catalog's variants that were ever sold, 0..1; null
            without a catalog), named, priced, sorted (lines that got a title, price, category).
        unresolved: key, title, lines, why (`unknown` or `ambiguous`), most lines first.
        notes: What was done, in sentences.
    """

    table: pl.DataFrame = field(repr=False)
    account: Mapping[str, Any]
    unresolved: pl.DataFrame = field(repr=False)
    notes: tuple[str, ...]


def join_products(
    lines: pl.DataFrame, catalogs: Sequence[Part], inventories: Sequence[Part]
) -> WithProducts:
    """Look every line up.

    Args:
        lines: Checked order lines.
        catalogs: Checked catalogs.
        inventories: Checked inventories; at least one table of either kind.
    """
    shelf, notes = _shelf(catalogs, inventories)
    plain = as_words(lines)
    if "variant_id" not in plain.columns:
        plain = plain.with_columns(variant_id=pl.lit(None, pl.String))
    matched = _matched(plain, shelf)
    filled = _filled(plain, matched, shelf)
    account = _account(plain, filled, shelf) | {"catalog": bool(catalogs)}
    if not catalogs:
        account["catalog_coverage"] = None
    others = [name for name in lines.columns if name not in (*FIRST, *ADDED)]
    table = as_checked(filled.select(*FIRST, *others, *ADDED))
    return WithProducts(table, account, _unresolved(filled), (*notes, *_notes(account)))


def all_variants(catalogs: Sequence[Part], inventories: Sequence[Part]) -> pl.DataFrame:
    """Every variant that catalogs and inventories tell of, once, sold or not.

    Columns as a checked catalog has them, texts plain; `stock` is counted over all inventories.
    """
    return _shelf(catalogs, inventories)[0].table.drop("place")


def _shelf(catalogs: Sequence[Part], inventories: Sequence[Part]) -> tuple[Shelf, tuple[str, ...]]:
    """The variants, and how catalogs were put together."""
    if not catalogs:
        return shelf_of_inventory(inventories, COLUMNS), ()
    joined = join_catalogs(catalogs)
    return with_stock(shelf_of(joined.table), inventories), joined.notes


_ASKED = ("variant_id", "sku", "title")


def _matched(plain: pl.DataFrame, shelf: Shelf) -> pl.DataFrame:
    """variant_id, sku, title, place, by, ambiguous: once for each that the lines tell."""
    asked = plain.select(_ASKED).unique(maintain_order=True)
    code = asked.select("sku").unique(maintain_order=True)
    ways = [
        *codes("variant_id", "variant_id"),
        likeliest(code, shelf, codes("sku", "sku", "variant_id", "product_id", "handle")),
        Way("title", named("title"), named_full()),
        Way("title", named("title"), named("title")),
    ]
    return find(asked, shelf, ways)


def _filled(plain: pl.DataFrame, matched: pl.DataFrame, shelf: Shelf) -> pl.DataFrame:
    """The lines with the catalog's columns beside them and their blanks filled."""
    told = shelf.table.select(
        "place", its_title=full_title(), its_category="category", list_price="price", cost="cost",
        stock="stock", vendor="vendor", tags="tags", its_variant="variant_id",
        created_at="created_at",
    )  # fmt: skip
    lines = plain.join(matched, on=_ASKED, how="left", maintain_order="left", nulls_equal=True)
    lines = lines.join(told, on="place", how="left", maintain_order="left")
    code_only = (pl.col("title") == pl.col("sku")) & (pl.col("by") != "title")
    renamed = code_only & pl.col("its_title").is_not_null()
    unpriced = pl.col("unit_price").is_null() & (pl.col("list_price") > 0)
    return lines.with_columns(
        pl.when(renamed).then("its_title").otherwise("title").alias("title"),
        pl.coalesce("category", "its_category").alias("category"),
        pl.when(unpriced).then("list_price").otherwise("unit_price").alias("unit_price"),
        pl.coalesce("variant_id", "its_variant").alias("variant_id"),
        asked_title="title",
        asked_variant="variant_id",
    )


def _account(plain: pl.DataFrame, filled: pl.DataFrame, shelf: Shelf) -> dict[str, Any]:
    resolved = filled["place"].count()
    by = dict(filled.drop_nulls("by").group_by("by").len().sort("by").iter_rows())
    sold = filled.select("place", "stock").drop_nulls("place").unique("place")
    lost = filled.filter(pl.col("place").is_null())
    return {
        "lines": plain.height,
        "resolved": resolved,
        "share": round(resolved / max(1, plain.height), 6),
        "by": by,
        "unresolved_skus": lost.select(compared("sku")).to_series().n_unique(),
        "missing_inventory": sold["stock"].null_count(),
        "catalog_coverage": round(sold.height / max(1, shelf.table.height), 6),
        "named": int((plain["title"] != filled["title"]).sum()),
        "priced": plain["unit_price"].null_count() - filled["unit_price"].null_count(),
        "sorted": plain["category"].null_count() - filled["category"].null_count(),
    }


def _unresolved(filled: pl.DataFrame) -> pl.DataFrame:
    lost = filled.filter(pl.col("place").is_null())
    why = pl.when(pl.col("ambiguous")).then(pl.lit("ambiguous")).otherwise(pl.lit("unknown"))
    key = pl.coalesce("asked_variant", "sku").alias("key")
    counts = lost.group_by(key, pl.col("asked_title").alias("title"), why.alias("why")).agg(
        pl.len().cast(pl.Int64).alias("lines")
    )
    order = ["lines", "key", "title"]
    return counts.sort(order, descending=[True, False, False]).select(
        "key", "title", "lines", "why"
    )


def _notes(account: Mapping[str, Any]) -> list[str]:
    source = "catalog" if account["catalog"] else "inventory"
    resolved, lines = account["resolved"], account["lines"]
    notes = [f"{resolved:,} of {lines:,} lines ({account['share']:.1%}) are in the {source}."]
    if account["priced"]:
        notes.append(
            f"{account['priced']:,} lines had no price of their own: prices are the catalog's "
            "list prices."
        )
    return notes
