"""The words about which a language model gave no answer, to be asked again by the next run."""

from __future__ import annotations

import polars as pl

from engine.labels.verdicts.conflicts import label_rows
from engine.labels.verdicts.said import plain_words
from engine.labels.verdicts.verdict import Verdicts
from engine.labels.words import Given, Words


def unanswered(words: Words, given: Given, verdicts: Verdicts) -> pl.DataFrame:
    """What was asked in vain; empty where all was answered.

    Nothing is kept of these questions, so that running again asks them and no other.

    Args:
        words: The words.
        given: Their labels.
        verdicts: The verdicts, after the asking.

    Returns:
        row (number of the record in the file), merchant_name, label, word_text, reason.
    """
    reasons = {} if verdicts.sent is None else verdicts.sent.reasons
    told = label_rows(words, given, verdicts).filter(pl.col("row").is_in(list(reasons)))
    place = told["row"].to_numpy()
    return told.select(
        pl.Series("row", given.row[place]),
        pl.col("merchant").alias("merchant_name"),
        "label",
        pl.col("text").alias("word_text"),
        pl.Series("reason", [plain_words(reasons[row]) for row in place.tolist()], dtype=pl.String),
    )
