"""The same text under different labels."""

from __future__ import annotations

import json

import numpy as np
import polars as pl

from engine.labels.verdicts.verdict import Verdicts
from engine.labels.words import Given, Words

MOST_MERCHANTS = 20
SCHEMA = {
    "text": pl.String, "words": pl.Int64, "labels": pl.String, "counts": pl.String,
    "outliers": pl.Int64, "merchants": pl.String,
}  # fmt: skip


def conflicts(words: Words, given: Given, verdicts: Verdicts) -> pl.DataFrame:
    """Texts that carry different labels in different places, those with most wrong ones first.

    Texts are compared without case and white space. Those without a letter are left out: the
    same amount is rightly a price on one receipt and a total on another.

    Args:
        words: The words.
        given: Their labels; those not chosen to be judged are left out.
        verdicts: Which of them are called wrong.

    Returns:
        text (its commonest spelling), words, labels and counts (JSON arrays, the commonest label
        first), outliers, merchants (JSON array of at most 20 names, by name).
    """
    told = label_rows(words, given, verdicts).filter(pl.col("text").str.contains(r"\p{L}"))
    by_label = told.group_by("folded", "label").agg(pl.len().alias("count"))
    several = by_label.filter(pl.col("label").n_unique().over("folded") > 1)
    ordered = several.sort("folded", "count", "label", descending=[False, True, False])
    labels = ordered.group_by("folded", maintain_order=True).agg("label", "count")
    spelt = told.group_by("folded", "text").len().sort("len", "text", descending=[True, False])
    spelling = spelt.unique("folded", keep="first", maintain_order=True).select("folded", "text")
    whole = told.group_by("folded").agg(
        pl.len().alias("words"), pl.col("outlier").sum(), pl.col("merchant").drop_nulls().unique()
    )
    found = labels.join(spelling, on="folded").join(whole, on="folded")
    found = found.sort("outlier", "words", "folded", descending=[True, True, False])
    rows = [
        (one["text"], one["words"], _array(one["label"]), _array(one["count"]), one["outlier"],
         _array(sorted(one["merchant"])[:MOST_MERCHANTS]))
        for one in found.iter_rows(named=True)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def label_rows(words: Words, given: Given, verdicts: Verdicts) -> pl.DataFrame:
    """The labels chosen to be judged: row, text, folded, merchant, label, status, outlier."""
    merchants = np.array([*words.merchants, None], dtype=object)  # -1 is none
    text = pl.Series("text", words.texts, dtype=pl.String)
    folded = text.str.replace_all(r"\s+", " ").str.strip_chars().str.to_lowercase()
    number = pl.Series(given.word)
    frame = pl.DataFrame(
        {
            "row": np.arange(len(given)),
            "text": text.gather(number),
            "folded": folded.gather(number),
            "merchant": pl.Series(merchants[words.merchant[given.word]].tolist(), dtype=pl.String),
            "label": pl.Series([given.names[label] for label in given.label], dtype=pl.String),
            "status": given.status,
            "outlier": verdicts.is_outlier.astype(np.int64),
            "asked": given.asked,
        }
    )
    return frame.filter("asked").drop("asked")


def _array(values: object) -> str:
    return json.dumps(values, ensure_ascii=False)
