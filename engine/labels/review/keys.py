"""What a decision about a label is remembered by: the word with its surroundings."""

from __future__ import annotations

import hashlib

import numpy as np
import polars as pl

from engine.labels.words import IDS, Given, Words

_BYTES = 12


def decision_keys(words: Words, given: Given) -> tuple[str, ...]:
    """The key of each of m labels, no two alike.

    It stands for the word's ids, what it says, its label, its place in whole units of the file,
    and the texts before and after it in reading order; where neither number nor place is known,
    for how many words stand before it on its receipt. Equal words in different places have
    different keys, and the same word in another file has the same one. Neither the order of the
    file's rows nor a label's status or any other column enters it.

    Args:
        words: All words of the file.
        given: Their labels.
    """
    told = _surroundings(words).gather(given.word) if len(given) else _surroundings(words).clear()
    told = told.with_columns(pl.Series("label", [given.names[one] for one in given.label]))
    # What is alike in all of this is told apart by counting.
    again = pl.int_range(pl.len()).over(told.columns)
    lines = told.with_columns(again.alias("again")).select(
        pl.struct(pl.all()).struct.json_encode().alias("line")
    )
    return tuple(
        hashlib.blake2b(line.encode(), digest_size=_BYTES).hexdigest() for line in lines["line"]
    )


def _surroundings(words: Words) -> pl.DataFrame:
    """What a word is known by, a row a word."""
    boxes = np.round(words.boxes)
    placed = np.isfinite(words.boxes).all(axis=1)
    numbered = words.ids["word_id"].is_not_null().to_numpy()
    before = np.arange(len(words)) - words.starts[words.receipt]
    sides = {
        side: pl.Series(side, boxes[:, k]).fill_nan(None).cast(pl.Int64)
        for k, side in enumerate(("x", "y", "width", "height"))
    }
    frame = words.ids.select(pl.col(IDS).cast(pl.String)).with_columns(
        pl.Series("text", words.texts, pl.String),
        *sides.values(),
        pl.Series("place", np.where(placed | numbered, -1, before)),
        pl.Series("receipt", words.receipt),
    )
    return frame.with_columns(
        pl.col("text").shift(1).over("receipt").alias("previous"),
        pl.col("text").shift(-1).over("receipt").alias("next"),
    ).drop("receipt")
