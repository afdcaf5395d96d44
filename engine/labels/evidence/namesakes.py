"""How often a labelled word's text stands without any label elsewhere at its merchant."""

from __future__ import annotations

import numpy as np
import polars as pl

from engine.labels.words import Given, Ints, Words


def count_namesakes(words: Words, given: Given) -> tuple[Ints, Ints]:
    """Words of the same text on other receipts of the same merchant.

    A caption such as `TOTAL` is labelled on one receipt and bare on all others. Texts are
    compared without case and white space; those without a letter have no namesakes, since equal
    amounts are different things, and those without a merchant have none either.

    Returns:
        How many there are, and how many of them carry no label, each (m,).
    """
    bare = np.ones(len(words), dtype=np.int64)
    bare[given.word] = 0
    text = pl.Series(words.texts, dtype=pl.String)
    frame = pl.DataFrame(
        {
            "word": np.arange(len(words)),
            "merchant": words.merchant,
            "receipt": words.receipt,
            "text": text.str.replace_all(r"\s+", " ").str.strip_chars().str.to_lowercase(),
            "bare": bare,
        }
    ).filter((pl.col("merchant") >= 0) & pl.col("text").str.contains(r"\p{L}"))
    shop, here = ("merchant", "text"), ("merchant", "text", "receipt")
    counted = frame.select(
        "word",
        (pl.len().over(shop).cast(pl.Int64) - pl.len().over(here)).alias("times"),
        (pl.col("bare").sum().over(shop) - pl.col("bare").sum().over(here)).alias("bare"),
    )
    found = np.zeros((2, len(words)), dtype=np.int64)
    found[:, counted["word"].to_numpy()] = counted.select("times", "bare").to_numpy().T
    return found[0, given.word], found[1, given.word]
