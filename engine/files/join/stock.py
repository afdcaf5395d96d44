"""A catalog + inventories → how many there are of each variant, over all places."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from engine.files.check.catalog import variant_key
from engine.files.join.catalogs import compared
from engine.files.join.part import Part, stacked
from engine.files.join.shelf import Shelf, Way, find, full_title, named, shelf_of

_KEYS = ("inventory_item_id", "variant_id", "sku")
_ALIKE = ("inventory_item_id", "handle", "variant_id", "sku", "title", "variant_title")


def counted(inventories: Sequence[Part]) -> pl.DataFrame:
    """The count of each product at each place, once: the latest, else the first.

    Where a file tells nowhere what can be sold, what lies there counts.
    """
    tables = []
    for part in inventories:
        amount = "available" if part.table["available"].count() else "on_hand"
        table = part.table.with_columns(pl.col(amount).alias("amount"), key=variant_key(part.table))
        tables.append(table)
    every = stacked(tables).sort(
        "updated_at", descending=True, nulls_last=True, maintain_order=True
    )
    return every.unique(["key", "location"], keep="first", maintain_order=True)


def with_stock(shelf: Shelf, inventories: Sequence[Part]) -> Shelf:
    """The variants with the stock that the inventories tell, else with the catalog's own."""
    if not inventories:
        return shelf
    ways = [Way(key, compared(key), compared(key)) for key in _KEYS]
    in_handle = pl.format("{}\n{}", compared("handle"), named("variant_title").fill_null(""))
    ways += [
        Way("handle", in_handle, in_handle),
        Way("title", named_full(), named_full()),
    ]
    found = find(counted(inventories), shelf, ways).filter(pl.col("place").is_not_null())
    told = pl.when(pl.col("amount").count() > 0).then(pl.col("amount").sum())
    stock = found.group_by("place").agg(told.alias("counted"))
    table = shelf.table.join(stock, on="place", how="left", maintain_order="left")
    return Shelf(table.with_columns(pl.coalesce("counted", "stock").alias("stock")).drop("counted"))


def shelf_of_inventory(inventories: Sequence[Part], columns: Sequence[str]) -> Shelf:
    """The variants that inventories tell of, where there is no catalog to ask."""
    every = counted(inventories).with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64))
    known = every.select("row", *_ALIKE)
    catalog = pl.DataFrame(schema=_SCHEMA).select(columns)
    return with_stock(shelf_of(pl.concat([catalog, known], how="diagonal")), inventories)


def named_full() -> pl.Expr:
    """A variant's full title as it is compared."""
    return full_title().str.replace_all(r"\s+", " ").str.strip_chars().str.to_lowercase()


_TEXTS = (
    "product_id", "handle", "variant_id", "sku", "title", "variant_title", "category", "vendor",
    "tags", "status", "inventory_item_id",
)  # fmt: skip
_AMOUNTS = ("price", "compare_at_price", "cost", "stock")
_SCHEMA: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    "created_at": pl.Datetime("us"),
    "published_at": pl.Datetime("us"),
    **{name: pl.String() for name in _TEXTS},
    **{name: pl.Float64() for name in _AMOUNTS},
}
