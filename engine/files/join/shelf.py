"""A catalog in which things are looked up by their keys.

A word that stands for several variants is ambiguous and finds none of them. Where the catalog
tells a variant twice, its first row counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from engine.files.check.catalog import variant_key
from engine.files.join.catalogs import compared
from engine.files.join.part import as_words


@dataclass(frozen=True)
class Shelf:
    """The variants of a catalog, each once.

    Attributes:
        table: The catalog's columns, texts plain, and `place`, counting from 0.
    """

    table: pl.DataFrame = field(repr=False)

    def known(self, word: pl.Expr) -> pl.DataFrame:
        """word, found (a place, or null where the word stands for several)."""
        told = self.table.select(word.alias("word"), "place").drop_nulls("word").unique()
        one = pl.when(pl.len() == 1).then(pl.col("place").first())
        return told.group_by("word").agg(one.alias("found"))


@dataclass(frozen=True)
class Way:
    """One way to look something up: `asked` of what is looked for, `word` of the catalog."""

    name: str
    asked: pl.Expr
    word: pl.Expr


def shelf_of(catalog: pl.DataFrame) -> Shelf:
    """The variants of a checked catalog, or of an inventory where there is no catalog."""
    plain = as_words(catalog).with_columns(variant_key(catalog).alias("identity"))
    once = plain.unique("identity", keep="first", maintain_order=True).drop("identity")
    return Shelf(once.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("place")))


def named(column: str) -> pl.Expr:
    """A title as it is compared: white space folded, no capitals."""
    plain = pl.col(column).cast(pl.String).str.replace_all(r"\s+", " ")
    return plain.str.strip_chars().str.to_lowercase()


def full_title() -> pl.Expr:
    """A variant's title as order lines write it: `product - variant`."""
    title, variant = pl.col("title").cast(pl.String), pl.col("variant_title").cast(pl.String)
    return pl.when(variant.is_not_null()).then(title + " - " + variant).otherwise(title)


def find(asked: pl.DataFrame, shelf: Shelf, ways: Sequence[Way]) -> pl.DataFrame:
    """Look rows up, each in the first way that finds it.

    Args:
        asked: What is looked for.
        shelf: Where.
        ways: In the order in which they are tried.

    Returns:
        `asked` with place (null where nothing was found), by (name of the way) and ambiguous
        (whether some way stood for several and none found it).
    """
    found = asked.with_columns(
        place=pl.lit(None, pl.Int64), by=pl.lit(None, pl.String), several=pl.lit(value=False)
    )
    for way in ways:
        known = shelf.known(way.word).with_columns(met=pl.lit(value=True))
        looked = found.with_columns(way.asked.alias("word"))
        looked = looked.join(known, on="word", how="left", maintain_order="left")
        new = pl.col("place").is_null() & pl.col("found").is_not_null()
        found = looked.with_columns(
            pl.when(new).then(pl.lit(way.name)).otherwise("by").alias("by"),
            pl.coalesce("place", "found").alias("place"),
            (pl.col("several") | (pl.col("met").is_not_null() & pl.col("found").is_null())),
        ).drop("word", "found", "met")
    ambiguous = pl.col("several") & pl.col("place").is_null()
    return found.with_columns(ambiguous.alias("ambiguous")).drop("several")


def likeliest(asked: pl.DataFrame, shelf: Shelf, ways: Sequence[Way]) -> Way:
    """The way that finds most rows, the first of equal ones: a column holds one kind of code."""
    counts = [find(asked, shelf, [way])["place"].count() for way in ways]
    return ways[counts.index(max(counts))]


def codes(column: str, *fields: str) -> list[Way]:
    """The ways to read a column of codes as one of several fields of the catalog."""
    return [Way(field, compared(column), compared(field)) for field in fields]
