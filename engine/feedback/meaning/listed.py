"""Responses to be read: those whose score and comment disagree, and those in no theme."""

from __future__ import annotations

import polars as pl

from engine.feedback.meaning.holding import worth_reading
from engine.feedback.scores.columns import Schema, shaped

MISMATCHES: Schema = {
    "row": pl.Int64, "score": pl.Float64, "mismatch": pl.String, "sentiment": pl.Float64,
    "comment": pl.String, "themes": pl.List(pl.String),
}  # fmt: skip


def mismatches_of(responses: pl.DataFrame) -> pl.DataFrame:
    """The table `Measures.mismatches`: complaints first, the clearest of either kind first.

    Args:
        responses: Their table; the column mismatch says which they are.
    """
    clear = pl.when(pl.col("mismatch") == "complaint").then(1).otherwise(-1) * pl.col("sentiment")
    listed = responses.filter(pl.col("mismatch").is_not_null()).sort(
        "mismatch", clear, "comment", "row", nulls_last=True
    )
    return shaped(listed, MISMATCHES)


def omitted_of(responses: pl.DataFrame) -> pl.DataFrame:
    """The table `Measures.omitted`: comments worth reading that are in no theme, by row."""
    in_none = pl.col("themes").list.len().fill_null(0) == 0
    return responses.filter(worth_reading(responses) & in_none).sort("row").select("row", "comment")
