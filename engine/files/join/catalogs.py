"""Several catalogs → one: one may tell of variants what another tells of their products.

The catalog with the most codes is the base. Another one whose rows share a key with it (the
variant's number, the code, the product's number, the handle) fills in what the base leaves blank;
rows that only it has are added. Without a shared key its rows are added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from engine.files.join.part import Part, as_checked, as_words

KEYS = ("variant_id", "sku", "product_id", "handle")
_OF_VARIANT = ("variant_id", "sku", "variant_title", "inventory_item_id", "stock")
_ENOUGH = 0.5  # share of one side's keys that the other must know


@dataclass(frozen=True)
class Catalogs:
    """Several catalogs as one.

    Attributes:
        table: Columns as a checked catalog has them; `row` counts on.
        notes: How they were put together, in sentences.
    """

    table: pl.DataFrame = field(repr=False)
    notes: tuple[str, ...]


def join_catalogs(parts: Sequence[Part]) -> Catalogs:
    """Put catalogs together, whatever order they come in.

    Args:
        parts: Checked catalogs, at least one.
    """
    parts = sorted(parts, key=lambda part: (*_fineness(part.table), part.content))
    table, notes = as_words(parts[0].table), []
    for part in parts[1:]:
        other = as_words(part.table)
        other = other.with_columns(pl.col("row") + table["row"].max())
        key = _shared_key(table, other)
        if key is None:
            table = pl.concat([table, other])
            notes.append(f"{part.name} shares no key with {parts[0].name}: its rows were added.")
            continue
        filled, added = _filled(table, other, key)
        table = pl.concat([filled, added])
        more = f"; {added.height:,} rows that only it has were added" if added.height else ""
        notes.append(f"{part.name} was joined to {parts[0].name} by {key.replace('_', ' ')}{more}.")
    return Catalogs(as_checked(table), tuple(notes))


def _fineness(table: pl.DataFrame) -> tuple[int, ...]:
    """Rows with a variant's number, with a code, rows: most first when sorted."""
    return (-table["variant_id"].count(), -table["sku"].count(), -table.height)


def compared(column: str) -> pl.Expr:
    """A key as it is compared: no white space around, no capitals, the number of a web address.

    Shopify writes `gid://shopify/ProductVariant/1` in one export and `'1` in another.
    """
    plain = pl.col(column).cast(pl.String).str.strip_chars(" \t\r\n'").str.to_lowercase()
    return plain.str.replace(r"^gid://[^/]+/[^/]+/", "")


def _shared_key(base: pl.DataFrame, other: pl.DataFrame) -> str | None:
    """The first key that the other tells once each and that one side's rows mostly share."""
    for key in KEYS:
        ours = base.select(compared(key)).to_series().drop_nulls().unique()
        theirs = other.select(compared(key)).to_series().drop_nulls()
        if not len(ours) or not len(theirs) or theirs.is_duplicated().any():
            continue
        met = int(theirs.is_in(ours.implode()).sum())
        if met and met >= _ENOUGH * min(len(ours), len(theirs)):
            return key
    return None


def _filled(base: pl.DataFrame, other: pl.DataFrame, key: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The base with its blanks filled from the other's row of the same key, and the rest of it."""
    keyed = base.with_columns(key=compared(key))
    theirs = other.filter(pl.col(key).is_not_null()).with_columns(key=compared(key))
    unsaid = ("row", key, *(_OF_VARIANT if key in ("product_id", "handle") else ()))
    told = [name for name in base.columns if name not in unsaid]
    joined = keyed.join(theirs, on="key", how="left", maintain_order="left", suffix=" of other")
    filled = joined.with_columns(pl.coalesce(name, f"{name} of other") for name in told)
    added = other.with_columns(key=compared(key)).join(
        keyed.filter(pl.col("key").is_not_null()), on="key", how="anti", maintain_order="left"
    )
    return filled.select(base.columns), added.select(base.columns)
