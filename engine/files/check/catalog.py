"""Records of a catalog → the products and variants that a shop sells.

Nothing is repaired but what a shop's own export leaves out on purpose: Shopify tells a product's
title, type and vendor on its first line only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from engine.files.cells.copies import later_copies
from engine.files.cells.words import Mask, as_categorical
from engine.files.check.checked import Checked, Source
from engine.files.check.facts import days
from engine.files.check.shop_fields import ShopFields, shop_fields
from engine.files.check.verdicts import Verdict, in_doubt, left_out

TEXTS = (
    "product_id", "handle", "variant_id", "sku", "title", "variant_title", "category", "vendor",
    "tags", "status", "inventory_item_id",
)  # fmt: skip
COLUMNS = (
    "row", "product_id", "handle", "variant_id", "sku", "title", "variant_title", "category",
    "vendor", "tags", "price", "compare_at_price", "cost", "status", "created_at", "published_at",
    "inventory_item_id", "stock",
)  # fmt: skip
KEYS = ("product_id", "handle", "variant_id", "sku", "title", "inventory_item_id")
_NUMBERS = ("price", "compare_at_price", "cost", "stock")
_OF_PRODUCT = ("title", "category", "vendor", "tags", "status", "created_at", "published_at")
_OF_VARIANT = ("variant_id", "sku", "variant_title", "inventory_item_id")
_INACTIVE = ("draft", "archived", "unlisted", "inactive", "false", "no", "0", "-1")
ONLY_VARIANT = "default title"  # what Shopify calls the variant of a product without variants


def check_catalog(source: Source) -> Checked:
    """Judge every record of a catalog.

    The table's columns: row, product_id, handle, variant_id, sku, title, variant_title, category,
    vendor, tags, price, compare_at_price, cost, status, created_at, published_at,
    inventory_item_id, stock (null where it is not tracked or not told).
    """
    fields = shop_fields(source)
    told, notes = _told(fields)
    pictures = _pictures(fields, told)
    filled = _of_first_line(told)
    row = source.records.row
    used, rejects = left_out(row, _rules(fields, told, pictures))
    doubts = in_doubt(row, used, _doubts(fields, filled, used))
    table = _table(filled, row, used)
    taken = int((told["title"].is_null() & filled["title"].is_not_null()).to_numpy()[used].sum())
    if taken:
        notes.append(
            f"{taken:,} variants have no title of their own: title, category, vendor and tags "
            "come from the first line of their product."
        )
    untracked = int((~_tracked(fields))[used].sum())
    if untracked:
        notes.append(f"The stock of {untracked:,} products is not tracked: it counts as unknown.")
    return Checked(table, rejects, tuple(notes), doubts, _facts(table, untracked))


def _told(fields: ShopFields) -> tuple[pl.DataFrame, list[str]]:
    """What every row says of itself, and what had to be assumed; numbers are NaN where none is."""
    columns = [fields.text(name).alias(name) for name in TEXTS if name != "variant_title"]
    columns.append(_variant_title(fields))
    notes = []
    for name in ("created_at", "published_at"):
        moments, note = fields.moment(name)
        columns.append(moments)
        notes += [note] if note and note not in notes else []
    columns += [pl.Series(name, fields.number(name)) for name in _NUMBERS]
    columns = _reduced(fields, columns)
    stock = pl.when(pl.Series(_tracked(fields))).then("stock")
    amounts = (pl.when(pl.col(name) >= 0).then(name).alias(name) for name in _NUMBERS[:3])
    return pl.DataFrame(columns).with_columns(pl.col(_NUMBERS).fill_nan(None)).with_columns(
        stock, *amounts
    ), notes


def _reduced(fields: ShopFields, columns: list[pl.Series]) -> list[pl.Series]:
    """WooCommerce charges a sale price where there is one; the regular one is that before."""
    sale = fields.number_beside("saleprice")
    if sale is None or fields.heading("price") != "regularprice":
        return columns
    regular, reduced = fields.number("price"), sale >= 0
    told = {
        "price": np.where(reduced, sale, regular),
        "compare_at_price": np.where(reduced, regular, np.nan),
    }
    return [pl.Series(one.name, told.get(one.name, one)) for one in columns]


def _variant_title(fields: ShopFields) -> pl.Series:
    """A variant's title; the values of several options stand side by side as in order lines."""
    parts = [fields.text("variant_title").alias("0")]
    if fields.heading("variant_title") == "option1value":
        more = (fields.beside(f"option{number}value") for number in (2, 3))
        parts += [part.alias(str(k)) for k, part in enumerate(more, 1) if part is not None]
    frame = pl.DataFrame(parts)
    title = pl.concat_str(pl.all(), separator=" / ", ignore_nulls=True).alias("variant_title")
    said = pl.col("variant_title").str.to_lowercase().is_in(("", ONLY_VARIANT)).not_()
    whole = frame.select(title).select(pl.when(said).then("variant_title"))
    return whole.to_series().alias("variant_title")


def product_of(frame: pl.DataFrame) -> pl.Series:
    """(rows,) what tells products apart: the handle, the product's number or its title."""
    names = pl.col("handle", "product_id", "title").cast(pl.String)
    return frame.select(pl.coalesce(names).alias("product")).to_series()


def _of_first_line(told: pl.DataFrame) -> pl.DataFrame:
    """Rows without a title take what their product's first line with one says."""
    group = told.select(pl.coalesce("handle", "product_id").alias("group")).to_series()
    if not group.is_duplicated().any() or not told["title"].null_count():
        return told
    titled = pl.col("title").is_not_null()
    bare = ~titled & pl.col("group").is_not_null()
    first = {name: pl.col(name).filter(titled).first().over("group") for name in _OF_PRODUCT}
    filled = [
        pl.when(bare & pl.col(name).is_null()).then(value).otherwise(pl.col(name)).alias(name)
        for name, value in first.items()
    ]
    return told.with_columns(group).with_columns(filled).drop("group")


def _pictures(fields: ShopFields, told: pl.DataFrame) -> Mask:
    """(rows,) later lines of a handle that tell nothing but a picture."""
    later = told["handle"].is_not_null() & ~told["handle"].is_first_distinct()
    silent = told.select(pl.all_horizontal(pl.col("title", *_OF_VARIANT).is_null())).to_series()
    pictures: Mask = (later & silent).to_numpy().copy()
    for name in _NUMBERS:
        pictures &= fields.text(name).is_null().to_numpy()
    return pictures


def _rules(fields: ShopFields, told: pl.DataFrame, pictures: Mask) -> Iterator[Verdict]:
    """What leaves a row out, in the order of REASONS."""
    yield Verdict("empty_row", fields.empty)
    keyed = told.select(pl.any_horizontal(pl.col(name).is_not_null() for name in KEYS))
    yield Verdict("no_key", ~keyed.to_series().to_numpy())
    yield Verdict("image_line", pictures, told["handle"])
    copies = later_copies(fields.cells)
    yield Verdict("duplicate_variant", copies, told.select(pl.coalesce(*KEYS)).to_series())


def _doubts(fields: ShopFields, told: pl.DataFrame, used: Mask) -> Iterator[Verdict]:
    """What is odd about a row that is used all the same."""
    key = variant_key(told)
    key = key.zip_with(pl.Series(used), key.clear(len(key)))
    again = key.is_not_null() & ~key.is_first_distinct()
    yield Verdict("key_twice", again.to_numpy(), told.select(pl.coalesce(*KEYS)).to_series())
    for name in ("price", "cost"):
        yield Verdict(f"unreadable_{name}", fields.unreadable(name), fields.written(name))
        yield Verdict(f"negative_{name}", fields.number(name) < 0, fields.written(name))
    stock = fields.written("stock")
    yield Verdict("unreadable_stock", fields.unreadable("stock"), stock)
    yield Verdict("oversold", (fields.number("stock") < 0) & _tracked(fields), stock)


def variant_key(frame: pl.DataFrame) -> pl.Series:
    """(rows,) what tells variants apart, the surest there is; null where nothing does.

    The variant's number, else its code, else its product and variant title, else its number in
    the stock.
    """
    variant = pl.col("variant_title").cast(pl.String).fill_null("")
    named = [name for name in ("handle", "product_id", "title") if name in frame.columns]
    product = pl.coalesce(pl.col(named).cast(pl.String))
    keys = (
        pl.lit("variant ") + pl.col("variant_id").cast(pl.String),
        pl.lit("sku ") + pl.col("sku").cast(pl.String),
        pl.lit("product ") + product + pl.lit("\n") + variant,
        pl.lit("stock ") + pl.col("inventory_item_id").cast(pl.String),
    )
    return frame.select(pl.coalesce(*keys).str.to_lowercase().alias("key")).to_series()


def _tracked(fields: ShopFields) -> Mask:
    """(rows,) where a stock is no placeholder: -1 in a snapshot, 0 without an inventory tracker."""
    tracked = np.ones(len(fields), dtype=bool)
    if fields.heading("stock") == "availabletotal":
        tracked &= fields.number("stock") != -1
    tracker = fields.beside("variantinventorytracker")
    if tracker is not None and "stock" in fields.places:
        tracked &= tracker.is_not_null().to_numpy()
    return tracked


def _table(told: pl.DataFrame, row: pl.Series, used: Mask) -> pl.DataFrame:
    kept = told.with_columns(row.alias("row")).filter(pl.Series(used)).select(COLUMNS)
    return kept.with_columns(as_categorical(kept[name]) for name in TEXTS)


def _facts(table: pl.DataFrame, untracked: int) -> dict[str, Any]:
    """variants, products, priced, with_cost, in_stock, not_tracked, inactive, first, last."""
    status = table["status"].cast(pl.String).str.to_lowercase()
    return {
        "variants": variant_key(table).n_unique(),
        "products": product_of(table).cast(pl.String).n_unique(),
        "priced": table["price"].count(),
        "with_cost": table["cost"].count(),
        "in_stock": int((table["stock"] > 0).sum()),
        "not_tracked": untracked,
        "inactive": int(status.is_in(_INACTIVE).sum()),
        **days(table["created_at"]),
    }
