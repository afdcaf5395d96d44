"""Bundles that exist already: lines that stand for one, told by free lines or by their name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from engine.bundles.context.narrow import AnyInts
from engine.bundles.context.services import BUNDLE_WORDS
from engine.bundles.context.tags.tag import Mask
from engine.bundles.context.together import ALWAYS_PCT, LEAST_ORDERS

LEAST_PARTS = 2
# What comes free with more than half of all orders is a gift to everyone, not a part.
MOST_COMMON = 0.5
LEAST_LETTERS = 5  # of a name that is looked for in others
COVERED = 0.7  # of a bundle's name by those of its parts


@dataclass(frozen=True)
class Existing:
    """Bundles in the file: product number of the line that stands for one → those of its parts."""

    parts: dict[int, tuple[int, ...]]


def find_parents(order: AnyInts, item: AnyInts, free: Mask) -> Existing:
    """Products that come with the same lines for nothing, or for nothing with the same lines.

    A bundle's line has the price and its parts have none, or the other way round: at least two
    products in 98 % of its orders, ten orders or more.

    Args:
        order: (lines,) order numbers.
        item: (lines,) product numbers.
        free: (lines,) which lines cost nothing.
    """
    if not free.any():
        return Existing({})
    lines = pl.DataFrame({"order": order, "item": item, "free": free}).unique()
    given, paid = lines.filter("free"), lines.filter(~pl.col("free"))
    orders = lines["order"].n_unique()
    both = given.join(paid, on="order", suffix="_paid").select("order", "item", "item_paid")
    pairs = both.group_by("item", "item_paid").agg(pl.len().alias("orders"))
    pairs = _with_counts(pairs, given, "item", "given")
    pairs = _with_counts(pairs, paid, "item_paid", "paid")
    never_paid = pl.col("item").is_in(paid["item"].unique().implode()).not_()
    by_price = _parents(pairs, ("item_paid", "paid"), ("item", "given"), orders)
    for_nothing = _parents(
        pairs.filter(never_paid), ("item", "given"), ("item_paid", "paid"), orders
    )
    return Existing(for_nothing | by_price)


def _with_counts(pairs: pl.DataFrame, lines: pl.DataFrame, of: str, name: str) -> pl.DataFrame:
    counts = lines.group_by(pl.col("item").alias(of)).agg(pl.len().alias(name))
    return pairs.join(counts, on=of)


def _parents(
    pairs: pl.DataFrame, parent: tuple[str, str], part: tuple[str, str], orders: int
) -> dict[int, tuple[int, ...]]:
    """Parent → parts, of pairs with how many orders hold both and either."""
    always = 100 * pl.col("orders") >= ALWAYS_PCT * pl.col(parent[1])
    often = pl.col(parent[1]) >= LEAST_ORDERS
    common = pl.col(part[1]) > MOST_COMMON * orders
    of_it = pairs.filter(always & often & ~common & (pl.col(part[0]) != pl.col(parent[0])))
    groups = of_it.group_by(parent[0]).agg(pl.col(part[0]).unique().sort())
    whole = groups.filter(pl.col(part[0]).list.len() >= LEAST_PARTS).sort(parent[0])
    return {item: tuple(parts) for item, parts in whole.iter_rows()}


def named_parents(titles: Sequence[str]) -> Existing:
    """Products whose name says bundle, or joins names by a sign, and holds two others' names.

    Args:
        titles: Names by product number; the names of its parts must make up 70 % of a bundle's
            without the word that says so.
    """
    plain = pl.Series(titles, dtype=pl.String).str.to_lowercase().str.replace_all(r"\s+", " ")
    names = plain.str.strip_chars().to_list()
    bundles = plain.str.contains(BUNDLE_WORDS).arg_true().to_list()
    longer = range(len(names) - 1, -1, -1)
    number = {names[place]: place for place in longer if len(names[place]) >= LEAST_LETTERS}
    if not bundles or not number:
        return Existing({})
    asked = pl.Series([names[place] for place in bundles])
    rest = asked.str.replace_all(BUNDLE_WORDS, "").str.len_chars()
    found = asked.str.extract_many(list(number), overlapping=True).to_list()
    parts = {}
    for place, letters, said in zip(bundles, rest, found, strict=True):
        whole = _longest(set(said) - {names[place]})
        if len(whole) >= LEAST_PARTS and sum(map(len, whole)) >= COVERED * letters:
            parts[place] = tuple(sorted(number[name] for name in whole))
    return Existing(parts)


def _longest(names: set[str]) -> list[str]:
    """Names that stand in none of the others."""
    return [name for name in names if not any(name in other for other in names - {name})]
