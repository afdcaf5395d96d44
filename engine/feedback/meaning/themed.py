"""The themes with their shares, scores and impact."""

from __future__ import annotations

import numpy as np
import polars as pl

from engine.feedback.meaning.holding import Holding
from engine.feedback.meaning.impact import Impacts, impacts_of
from engine.feedback.responses import Floats
from engine.feedback.scores.answers import Answers
from engine.feedback.scores.columns import Schema, known, shaped, summed
from engine.feedback.scores.enough import are_enough
from engine.feedback.scores.intervals import interval_of
from engine.feedback.scores.sums import add_up

COLUMNS: Schema = {
    "name": pl.String, "words": pl.List(pl.String), "aspect": pl.String, "pinned": pl.Boolean,
    "count": pl.Int64, "share": pl.Float64, "promoters": pl.Int64, "passives": pl.Int64,
    "detractors": pl.Int64, "nps": pl.Float64, "nps_low": pl.Float64, "nps_high": pl.Float64,
    "mean": pl.Float64, "sentiment": pl.Float64, "impact": pl.Float64, "low": pl.Float64,
    "high": pl.Float64, "enough": pl.Boolean,
}  # fmt: skip


def measure_themes(
    answers: Answers, holding: Holding, sentiment: Floats, seed: int
) -> pl.DataFrame:
    """The table `Measures.themes`, in the order of the themes.

    `count` are responses, scored or not; shares are of the comments worth reading, by weight.
    Promoters, passives and detractors are 0 where there is no NPS; nps_low and nps_high are then
    those of the mean. `enough` is of the theme's own score.

    Args:
        answers: Scored responses.
        holding: Who is in which theme.
        sentiment: (rows,) NaN where nothing is known.
        seed: Of the bootstrap.
    """
    k = len(holding.themes)
    at, theme = holding.among(answers)
    sums = add_up(answers, theme, k, at)
    interval = interval_of(sums, answers.sure)
    table = pl.DataFrame(
        {
            **_said(holding),
            "count": np.bincount(holding.theme, minlength=k),
            "share": known(_shares(holding)),
            **_sides(answers, holding),
            "nps": known(sums.value if answers.is_nps else np.full(k, np.nan)),
            "nps_low": known(interval[0]),
            "nps_high": known(interval[1]),
            "mean": known(sums.mean),
            "sentiment": known(_sentiment(holding, sentiment)),
            **_impact(impacts_of(answers, (at, theme), k, seed)),
            "enough": are_enough(sums, interval),
        }
    )
    return shaped(table, COLUMNS)


def _said(holding: Holding) -> dict[str, pl.Series]:
    """What is known of the themes beforehand."""
    themes = holding.themes
    return {
        "name": pl.Series(holding.names, dtype=pl.String),
        "words": pl.Series([list(t.get("words", ())) for t in themes], dtype=pl.List(pl.String)),
        "aspect": pl.Series([str(t.get("aspect", "")) for t in themes], dtype=pl.String),
        "pinned": pl.Series([bool(t.get("pinned")) for t in themes], dtype=pl.Boolean),
    }


def _shares(holding: Holding) -> Floats:
    weight = summed(holding.theme, holding.weight[holding.at], len(holding.themes))
    return weight / (holding.comments or np.nan)


def _sides(answers: Answers, holding: Holding) -> dict[str, Floats]:
    at, theme = holding.among(answers)
    side = answers.side[at] if answers.is_nps else np.full(len(at), np.nan)
    return {
        name: summed(theme, (side == which).astype(np.float64), len(holding.themes))
        for name, which in (("promoters", 1), ("passives", 0), ("detractors", -1))
    }


def _sentiment(holding: Holding, sentiment: Floats) -> Floats:
    """Weighted mean sentiment of each theme's responses."""
    felt = sentiment[holding.at]
    weight = np.where(np.isnan(felt), 0, holding.weight[holding.at])
    total = summed(holding.theme, weight, len(holding.themes))
    felt_sum = summed(holding.theme, weight * np.nan_to_num(felt), len(holding.themes))
    return felt_sum / np.where(total > 0, total, np.nan)


def _impact(impacts: Impacts) -> dict[str, pl.Series]:
    return {
        "impact": known(impacts.value),
        "low": known(impacts.low),
        "high": known(impacts.high),
    }
