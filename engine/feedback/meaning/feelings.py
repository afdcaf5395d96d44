"""What the comments feel: emotions and classes of sentiment."""

from __future__ import annotations

import numpy as np
import polars as pl

from engine.feedback.responses import CLASSES, EMOTIONS, Floats
from engine.feedback.scores.columns import Schema, empty

EMOTION_COLUMNS: Schema = {"emotion": pl.String, "comments": pl.Int64, "mean": pl.Float64}
SENTIMENT_COLUMNS: Schema = {"sentiment_class": pl.String, "count": pl.Int64, "share": pl.Float64}


def emotions_of(responses: pl.DataFrame, weight: Floats) -> pl.DataFrame:
    """The table `Measures.emotions` in the order of `EMOTIONS`; empty where nothing shows any.

    Args:
        responses: Their table; emotions are null in comments that show none.
        weight: (rows,) how much a response counts.
    """
    shares = responses.select(EMOTIONS).fill_null(np.nan).to_numpy()
    shown = ~np.isnan(shares).all(axis=1) & (weight > 0)
    if not shown.any():
        return empty(EMOTION_COLUMNS)
    felt, w = np.nan_to_num(shares[shown]), weight[shown]
    means = [float((np.sort(column * w)).sum() / np.sort(w).sum()) for column in felt.T]
    counts = [int((column > 0).sum()) for column in felt.T]
    return pl.DataFrame(
        {"emotion": EMOTIONS, "comments": counts, "mean": means}, schema=dict(EMOTION_COLUMNS)
    )


def sentiment_of(responses: pl.DataFrame, weight: Floats) -> pl.DataFrame:
    """The table `Measures.sentiment`: all of `CLASSES`, from the worst; empty where none is known.

    `share` is of the comments with a class, by weight.

    Args:
        responses: Their table.
        weight: (rows,) how much a response counts.
    """
    place = {name: code for code, name in enumerate(CLASSES)}
    code = responses["sentiment_class"].replace_strict(place, default=-1, return_dtype=pl.Int64)
    classes = code.fill_null(-1).to_numpy()
    known = classes >= 0
    counts = np.bincount(classes[known], minlength=len(CLASSES))
    weights = np.bincount(classes[known], weight[known], len(CLASSES))
    if not weights.sum():
        return empty(SENTIMENT_COLUMNS)
    return pl.DataFrame(
        {"sentiment_class": CLASSES, "count": counts, "share": weights / weights.sum()},
        schema=dict(SENTIMENT_COLUMNS),
    )
