"""What hurts, how often, and how those who say so score."""

from __future__ import annotations

import numpy as np
import polars as pl

from engine.feedback.meaning.holding import Holding
from engine.feedback.scores.answers import Answers
from engine.feedback.scores.columns import Schema, known, shaped
from engine.feedback.scores.sums import add_up

MOST_EXAMPLES = 3

COLUMNS: Schema = {
    "pain_point": pl.String, "count": pl.Int64, "share": pl.Float64, "nps": pl.Float64,
    "examples": pl.List(pl.Int64),
}  # fmt: skip


def pain_points_of(responses: pl.DataFrame, answers: Answers, holding: Holding) -> pl.DataFrame:
    """The table `Measures.pain_points`, the most frequent first.

    `share` is of the comments worth reading, by weight. Examples are rows of at most three
    responses, the lowest scores first.

    Args:
        responses: Their table, with the column pain_points.
        answers: Scored responses.
        holding: Which comments are worth reading, and what responses weigh.
    """
    place = np.full(len(responses), -1, dtype=np.int64)
    place[answers.at] = np.arange(len(answers))
    named = (
        responses.select("row", "score", "comment", "pain_points", place=place)
        .with_columns(weight=holding.weight)
        .explode("pain_points")
        .rename({"pain_points": "pain_point"})
        .drop_nulls("pain_point")
        .unique(["row", "pain_point"], maintain_order=True)
        .sort("score", "comment", "row", nulls_last=True)
    )
    table = named.group_by("pain_point").agg(
        count=pl.len(),
        weight=pl.col("weight").sort().sum(),
        examples=pl.col("row").head(MOST_EXAMPLES),
    )
    table = table.sort("count", "pain_point", descending=[True, False])
    table = table.with_columns(
        share=pl.col("weight") / (holding.comments or None),
        nps=_nps(named, table["pain_point"], answers),
    )
    return shaped(table, COLUMNS)


def _nps(named: pl.DataFrame, points: pl.Series, answers: Answers) -> pl.Series:
    if not answers.is_nps:
        return pl.Series([None] * len(points), dtype=pl.Float64)
    code = named["pain_point"].cast(pl.Enum(points)).to_physical().cast(pl.Int64).to_numpy()
    place = named["place"].to_numpy()
    return known(add_up(answers, code[place >= 0], len(points), place[place >= 0]).value)
