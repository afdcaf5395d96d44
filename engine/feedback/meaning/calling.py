"""Whom to call first."""

from __future__ import annotations

import polars as pl

from engine.feedback.meaning.holding import worth_reading
from engine.feedback.responses import DETRACTORS
from engine.feedback.scores.answers import Answers
from engine.feedback.scores.columns import Schema, shaped

MOST = 200
HIGH_RISK = 0.7
UNHAPPY = 0.4  # of the scale, where there is no NPS: 1 and 2 of 5
_HEAVY = 2.0  # times the mean weight that is worth a word
_MOST_PAINS = 2

COLUMNS: Schema = {
    "row": pl.Int64, "score": pl.Float64, "churn_risk": pl.Float64, "leaving": pl.Boolean,
    "themes": pl.List(pl.String), "comment": pl.String, "why": pl.String,
}  # fmt: skip


def call_list(responses: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    """All responses worth a call, the most urgent first; `Measures.churn` is its first `MOST`.

    On it are those who say that they leave, those whose risk is over `HIGH_RISK`, and detractors;
    where there is no NPS, the lowest two fifths of the scale. First come those who say so, then by
    risk (in tenths), score, weight and risk. A customer is on it once.

    Args:
        responses: Their table; a column leaving (cues of leaving in the comment) may be in it.
        answers: Its scored responses, for the scale.
    """
    table = _prepared(responses, answers)
    listed = table.filter(
        pl.col("leaving") | (pl.col("churn_risk") > HIGH_RISK) | pl.col("unhappy")
    ).sort(
        [
            ~pl.col("leaving"), -pl.col("churn_risk").round(1), "score", -pl.col("weight"),
            -pl.col("churn_risk"), "comment", "row",
        ],
        nulls_last=True,
    )  # fmt: skip
    first = _once_each(listed).with_columns(why=_why(answers))
    return shaped(first, COLUMNS)


def _prepared(responses: pl.DataFrame, answers: Answers) -> pl.DataFrame:
    """Responses worth a call, with what the order looks at; none of it is null but risk, score."""
    names = responses.columns
    leaving = pl.col("leaving").cast(pl.Int64) > 0 if "leaving" in names else pl.lit(value=False)
    bottom = answers.low + UNHAPPY * (answers.high - answers.low)
    unhappy = pl.col("nps_group") == DETRACTORS if answers.is_nps else pl.col("score") <= bottom
    weight = pl.col("weight") if "weight" in names else pl.lit(None, dtype=pl.Float64)
    customer = pl.col("customer") if "customer" in names else pl.lit(None, dtype=pl.String)
    return responses.filter(worth_reading(responses)).with_columns(
        churn_risk=pl.col("churn_risk").fill_nan(None),
        leaving=leaving.fill_null(value=False),
        unhappy=unhappy.fill_null(value=False),
        weight=(weight / weight.mean()).fill_nan(None).fill_null(1.0),
        customer=customer.cast(pl.String),
    )


def _once_each(listed: pl.DataFrame) -> pl.DataFrame:
    """The first of each customer's responses; who is not known is one by each response."""
    who = pl.coalesce("customer", "row " + pl.col("row").cast(pl.String))
    return listed.filter(who.is_first_distinct())


def _why(answers: Answers) -> pl.Expr:
    """Why a response is on the list, in plain words."""
    out_of = "" if pl.Series([answers.high]).is_nan()[0] else f" of {answers.high:g}"
    score = pl.col("score").round(2).cast(pl.String).str.strip_suffix(".0")
    risk = (100 * pl.col("churn_risk")).round(0).cast(pl.Int64).cast(pl.String)
    pains = pl.col("pain_points").list.head(_MOST_PAINS)
    parts = [
        pl.when("leaving").then(pl.lit("says they may leave")),
        "risk of leaving " + risk + " %",
        "gave " + score + out_of,
        pl.when(pains.list.len() > 0).then("hurt by " + pains.list.join(" and ")),
        pl.when(pl.col("weight") >= _HEAVY).then(
            "counts " + pl.col("weight").round(1).cast(pl.String) + " times the average"
        ),
    ]
    return pl.concat_str(parts, separator="; ", ignore_nulls=True)
