"""Words and verdicts → the tables that are kept, shown and written."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import polars as pl

from engine.files import STATUSES
from engine.labels.verdicts.verdict import DECIDED_BY, Verdicts
from engine.labels.words import IDS, Floats, Given, Ints, Words

DIGITS = 6

WRITTEN = (
    *IDS, "word_text", "merchant_name", "label", "outlier_score", "is_outlier",
    "suggested_label", "confidence", "decided_by", "reason",
)  # fmt: skip
"""The columns of `words.csv`."""


def words_table(
    words: Words, given: Given, verdicts: Verdicts, keys: Sequence[str]
) -> pl.DataFrame:
    """One row for each label that was to be judged, the most suspicious first.

    The columns are `WRITTEN`, and: row (of the input, from 1), key (what a decision about it is
    remembered by), status, clear, made_by, word and receipt (their numbers). Labels of equal score
    come in the order of the receipts.

    Args:
        words: The words.
        given: Their labels.
        verdicts: What is said about each.
        keys: Key of each label, m.
    """
    named = pl.Series([*given.names, None], dtype=pl.String)
    told = pl.DataFrame(
        {
            "row": given.row,
            "key": list(keys),
            "word_text": pl.Series(words.texts, dtype=pl.String)[given.word],
            "merchant_name": _merchants(words)[given.word],
            "label": named[given.label],
            "status": pl.Series(STATUSES)[given.status],
            "outlier_score": _rounded(verdicts.score),
            "is_outlier": verdicts.is_outlier,
            "clear": verdicts.clear,
            "suggested_label": _or_none(named, verdicts.suggested),
            "confidence": _rounded(verdicts.confidence),
            "decided_by": pl.Series(DECIDED_BY)[verdicts.decided_by.astype(np.int64)],
            "reason": pl.Series(verdicts.reasons, dtype=pl.String),
            "made_by": pl.Series(verdicts.made_by, dtype=pl.String),
            "word": given.word,
            "receipt": words.receipt[given.word],
        }
    )
    table = pl.concat([words.ids[given.word], told], how="horizontal")
    asked = table.filter(pl.Series(given.asked))
    return asked.sort("outlier_score", descending=True, maintain_order=True)


def places_table(words: Words, given: Given) -> pl.DataFrame:
    """Every word with its place and labels: word, receipt, text, merchant_name, boxes, labels."""
    labels: list[list[str]] = [[] for _ in range(len(words))]
    for word, label in zip(given.word.tolist(), given.label.tolist(), strict=True):
        labels[word].append(given.names[label])
    boxes = pl.DataFrame(words.boxes, schema=["x", "y", "width", "height"], orient="row").fill_nan(
        None
    )
    told = pl.DataFrame(
        {
            "word": np.arange(len(words)),
            "receipt": words.receipt,
            "text": pl.Series(words.texts, dtype=pl.String),
            "merchant_name": _merchants(words),
            "labels": pl.Series([json.dumps(names) for names in labels], dtype=pl.String),
        }
    )
    return pl.concat([words.ids, told, boxes], how="horizontal")


def with_cost(groups: pl.DataFrame, cost_usd: float | None) -> pl.DataFrame:
    """The groups with what the questions cost in all shared out as the requests are.

    Args:
        groups: As `weigh_groups` gives them.
        cost_usd: None where a price is not known; the column is empty then.
    """
    if cost_usd is None:
        return groups.with_columns(cost=pl.lit(None, pl.Float64))
    share = pl.col("calls") / pl.col("calls").sum()
    return groups.with_columns(cost=(share * cost_usd).fill_nan(0.0).round(DIGITS))


def _merchants(words: Words) -> pl.Series:
    return _or_none(pl.Series([*words.merchants, None], dtype=pl.String), words.merchant)


def _or_none(named: pl.Series, places: Ints) -> pl.Series:
    """The names at some places; the last one, null, for -1."""
    return named[np.where(places < 0, len(named) - 1, places)]


def _rounded(values: Floats) -> Floats:
    return np.round(values, DIGITS) + 0.0  # no negative zero
