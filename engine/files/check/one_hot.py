"""Baskets with a column for every product: the cells say whether, or how many, were bought."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from engine.files.cells.words import Mask, Words
from engine.files.recognise.one_hot import BOUGHT, NOT_BOUGHT

_LINES = {"at": pl.Int64, "column": pl.Int64, "count": pl.Float64}
_COUNT = r"^\d{1,6}([.]0+)?$"


@dataclass(frozen=True)
class Bought:
    """What the columns of products say.

    Attributes:
        at: (lines,) the record's place, ascending.
        column: (lines,) which of the columns, ascending within a record.
        count: (lines,) how many were bought.
        odd: (records,) whether a cell says something else; it was taken for no.
        value: (records,) the first such cell.
    """

    at: pl.Series
    column: pl.Series
    count: pl.Series
    odd: Mask
    value: pl.Series


def read_bought(columns: list[Words]) -> Bought:
    """Read columns of products, one after the other."""
    rows = len(columns[0])
    odd, value = np.zeros(rows, dtype=bool), np.full(rows, None, dtype=object)
    frames = []
    for number, words in enumerate(columns):
        counts = _counts(words.distinct)
        count = words.spread(counts)
        at = np.flatnonzero(count > 0)
        # Of a column that nobody bought polars would not know the types.
        frames.append(pl.DataFrame({"at": at, "column": number, "count": count[at]}, _LINES))
        unread = words.spread(counts.is_nan()) & ~odd
        value[unread] = words.distinct.gather(words.place[unread]).to_list()
        odd |= unread
    lines = pl.concat(frames).sort("at", "column")
    told = pl.Series(value.tolist(), dtype=pl.String)
    return Bought(lines["at"], lines["column"], lines["count"], odd, told)


def _counts(words: pl.Series) -> pl.Series:
    """How many each word says were bought; NaN where it says neither that nor whether."""
    cell = pl.col("cell")
    said = (
        pl.when(cell.is_null() | cell.str.to_lowercase().is_in(list(NOT_BOUGHT)))
        .then(0.0)
        .when(cell.str.to_lowercase().is_in(list(BOUGHT)))
        .then(1.0)
        .when(cell.str.contains(_COUNT))
        .then(cell.str.extract(r"^(\d+)").cast(pl.Float64))
        .otherwise(float("nan"))
    )
    return words.to_frame("cell").select(said.alias("count")).to_series()
