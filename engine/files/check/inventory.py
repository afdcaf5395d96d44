"""Records of an inventory → how many there are of each product at each place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from engine.files.cells.copies import later_copies
from engine.files.cells.words import Mask, as_categorical
from engine.files.check.catalog import ONLY_VARIANT, variant_key
from engine.files.check.checked import Checked, Source
from engine.files.check.facts import days
from engine.files.check.shop_fields import ShopFields, shop_fields
from engine.files.check.verdicts import Verdict, in_doubt, left_out

TEXTS = (
    "inventory_item_id", "handle", "variant_id", "sku", "title", "variant_title", "location",
)  # fmt: skip
KEYS = ("inventory_item_id", "variant_id", "sku", "handle", "title")
_NUMBERS = ("available", "on_hand", "committed")
NOT_STOCKED = "not stocked"  # what Shopify writes where a place does not keep a product


def check_inventory(source: Source) -> Checked:
    """Judge every record of an inventory; a product keeps a row for each place.

    The table's columns: row, inventory_item_id, handle, variant_id, sku, title, variant_title,
    location, available, on_hand, committed (null where none is told), updated_at.
    """
    fields = shop_fields(source)
    told, note = _told(fields)
    row = source.records.row
    used, rejects = left_out(row, _rules(fields, told))
    doubts = in_doubt(row, used, _doubts(fields, told, used))
    kept = told.with_columns(row.alias("row")).filter(pl.Series(used))
    kept = kept.select("row", pl.exclude("row"))
    table = kept.with_columns(as_categorical(kept[name]) for name in TEXTS)
    unstocked = int(_not_stocked(fields)[used].sum())
    return Checked(table, rejects, (note,) if note else (), doubts, _facts(table, unstocked))


def _told(fields: ShopFields) -> tuple[pl.DataFrame, str]:
    columns = [fields.text(name).alias(name) for name in TEXTS]
    columns += [pl.Series(name, fields.number(name)) for name in _NUMBERS]
    moments, note = fields.moment("updated_at")
    only = pl.col("variant_title").str.to_lowercase() != ONLY_VARIANT
    told = pl.DataFrame([*columns, moments]).with_columns(
        pl.col(_NUMBERS).fill_nan(None), pl.when(only).then("variant_title")
    )
    return told, note


def _not_stocked(fields: ShopFields) -> Mask:
    """(rows,) where the file says that the place does not keep the product."""
    found = np.zeros(len(fields), dtype=bool)
    for name in _NUMBERS[:2]:
        found |= fields.text(name).str.to_lowercase().eq_missing(NOT_STOCKED).to_numpy()
    return found


def _rules(fields: ShopFields, told: pl.DataFrame) -> Iterator[Verdict]:
    """What leaves a row out, in the order of REASONS."""
    yield Verdict("empty_row", fields.empty)
    keyed = told.select(pl.any_horizontal(pl.col(name).is_not_null() for name in KEYS))
    yield Verdict("no_key", ~keyed.to_series().to_numpy())
    copies = later_copies(fields.cells)
    yield Verdict("duplicate_variant", copies, told.select(pl.coalesce(*KEYS)).to_series())


def _doubts(fields: ShopFields, told: pl.DataFrame, used: Mask) -> Iterator[Verdict]:
    """What is odd about a row that is used all the same."""
    place = told.select(variant_key(told).alias("key"), "location").filter(pl.Series(used))
    again = np.zeros(len(fields), dtype=bool)
    again[np.flatnonzero(used)] = (
        ~place.select(pl.struct("key", "location").is_first_distinct()).to_series().to_numpy()
    )
    yield Verdict("place_twice", again, told.select(pl.coalesce(*KEYS)).to_series())
    unread = fields.unreadable("available") | fields.unreadable("on_hand")
    cells = fields.written("available").alias("available").to_frame()
    shown = cells.with_columns(fields.written("on_hand").alias("on_hand"))
    value = shown.select(pl.coalesce("available", "on_hand")).to_series()
    yield Verdict("unreadable_stock", unread & ~_not_stocked(fields), value)
    yield Verdict("oversold", fields.number("available") < 0, fields.written("available"))


def _facts(table: pl.DataFrame, unstocked: int) -> dict[str, Any]:
    """lines, variants, locations, in_stock, untold, not_stocked, first and last day of counting."""
    stock = table.select(variant_key(table).alias("key"), pl.coalesce("available", "on_hand"))
    of_each = stock.group_by("key").agg(pl.col("available").sum())
    return {
        "lines": table.height,
        "variants": of_each.height,
        "locations": table["location"].drop_nulls().cast(pl.String).n_unique(),
        "in_stock": int((of_each["available"] > 0).sum()),
        "untold": stock["available"].null_count(),
        "not_stocked": unstocked,
        **days(table["updated_at"]),
    }
