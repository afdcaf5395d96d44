"""Cells that hold a whole basket → its products: `a, b`, `a;b`, `a|b`, `["a", "b"]`, `{'a'}`."""

from __future__ import annotations

import json
from dataclasses import dataclass

import polars as pl

from engine.files.cells.words import Words
from engine.files.check.reasons import BLANK_WORDS

_SIGNS = {"|": "upright lines", ";": "semicolons", "\n": "line ends", ",": "commas"}
_BRACKETS = r"^\s*(\[.*\]|\{.*\}|\(.*\))\s*$"
_NESTED = r"^\s*[\[({]\s*[\[({]|:\s*[\[{\"']"
_ENTRY = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^,\[\](){}"']+"""


@dataclass(frozen=True)
class Lists:
    """A column of lists that was read.

    Attributes:
        by_word: The distinct products that each word names, in its order; null where it is no
            plain list.
        note: What parts the products, in a sentence.
    """

    by_word: pl.Series
    note: str


def read_lists(words: Words) -> Lists:
    """Read the words of a column as lists of products; what parts them holds for all."""
    cell = words.distinct.alias("cell")
    bracketed = cell.str.contains(f"(?s){_BRACKETS}").fill_null(value=False)
    sign = _sign(words, bracketed)
    split = pl.col("cell").str.split(sign) if sign else pl.concat_list("cell")
    nested = pl.col("cell").str.contains(_NESTED)
    entries = pl.when(nested).then(None).otherwise(pl.col("cell").str.extract_all(_ENTRY))
    read = cell.to_frame().select(pl.when(pl.lit(bracketed)).then(entries).otherwise(split))
    note = "Every cell was read as one basket of products"
    parted = f", parted by {_SIGNS[sign]}." if sign else ", as it is written."
    return Lists(_named(read.to_series()), note + parted)


def _sign(words: Words, bracketed: pl.Series) -> str:
    """What parts the products: the comma, unless another sign stands in half as many rows."""
    rows = pl.Series(words.rows)
    found = {
        sign: int(rows.filter(words.distinct.str.contains(sign, literal=True) & ~bracketed).sum())
        for sign in _SIGNS
    }
    return next((s for s, n in found.items() if n and n >= 0.5 * found[","]), "")


def _named(lists: pl.Series) -> pl.Series:
    """Lists of the distinct entries that name something, without quotes and loose white space."""
    place = pl.DataFrame({"at": pl.Series(range(len(lists)), dtype=pl.Int64), "entry": lists})
    flat = place.explode("entry", empty_as_null=True).drop_nulls("entry")
    plain = pl.col("entry").replace_strict(_unquoted(flat["entry"].unique()))
    says = ~pl.col("entry").str.to_lowercase().is_in(BLANK_WORDS)
    told = flat.with_columns(plain.alias("entry")).filter(says)
    told = told.unique(["at", "entry"], keep="first", maintain_order=True)
    listed = told.group_by("at", maintain_order=True).agg("entry")
    found = place.select("at", pl.col("entry").is_not_null().alias("list"))
    joined = found.join(listed, on="at", how="left", maintain_order="left")
    empty = pl.lit([], dtype=pl.List(pl.String))
    entry = pl.when("list").then(pl.col("entry").fill_null(empty))
    return joined.select(entry.alias("entry")).to_series()


def _unquoted(entries: pl.Series) -> dict[str, str]:
    return {entry: " ".join(_plain(entry).split()) for entry in entries.to_list()}


def _plain(entry: str) -> str:
    entry = entry.strip()
    if len(entry) < 2 or entry[0] != entry[-1] or entry[0] not in "\"'":
        return entry
    inner = entry[1:-1]
    if "\\" not in inner:
        return inner
    if entry[0] == "'":
        inner = inner.replace("\\'", "'").replace('"', '\\"')
    try:
        return str(json.loads(f'"{inner}"'))
    except ValueError:
        return inner
