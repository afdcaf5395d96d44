"""Which segment speaks of which theme, and how those who do score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from engine.feedback.meaning.holding import Holding
from engine.feedback.responses import Ints
from engine.feedback.scores.answers import Answers
from engine.feedback.scores.columns import Schema, empty, known, shaped, summed
from engine.feedback.scores.enough import are_enough
from engine.feedback.scores.intervals import interval_of
from engine.feedback.scores.needed import LEAST
from engine.feedback.scores.segments import Segment
from engine.feedback.scores.sums import Sums, add_up

COLUMNS: Schema = {
    "heading": pl.String, "value": pl.String, "theme": pl.String, "count": pl.Int64,
    "share": pl.Float64, "told": pl.Boolean, "nps": pl.Float64, "mean": pl.Float64,
    "enough": pl.Boolean,
}  # fmt: skip


def heat_map(answers: Answers, holding: Holding, segments: Sequence[Segment]) -> pl.DataFrame:
    """The table `Measures.heat`: every value with comments × every theme.

    In the order of the headings, the value with most comments first, themes in their own order.
    `share` is of the value's comments worth reading, by weight, and `told` is whether these are
    enough to tell it; `enough` is whether the responses with both are enough to tell their score.

    Args:
        answers: Scored responses.
        holding: Who is in which theme.
        segments: The columns that are compared.
    """
    parts = [_of_heading(answers, holding, segment) for segment in segments if holding.themes]
    tables = [part for part in parts if len(part)]
    return pl.concat(tables) if tables else empty(COLUMNS)


def _of_heading(answers: Answers, holding: Holding, segment: Segment) -> pl.DataFrame:
    values, themes = len(segment.values), len(holding.themes)
    read = holding.read & (segment.code >= 0)
    comments = np.bincount(segment.code[read], minlength=values)
    weight = summed(segment.code[read], holding.weight[read], values)
    shown = np.lexsort((np.arange(values), -comments))[: int((comments > 0).sum())]
    cells = (shown[:, None] * themes + np.arange(themes)).ravel()
    code = _code(segment.code[holding.at], holding.theme, themes)
    inside = code >= 0
    count = np.bincount(code[inside], minlength=values * themes)[cells]
    held = summed(code[inside], holding.weight[holding.at][inside], values * themes)[cells]
    total = np.repeat(weight[shown], themes)
    sums = _sums(answers, holding, segment).take(cells)
    table = pl.DataFrame(
        {
            "heading": pl.Series([segment.heading] * len(cells), dtype=pl.String),
            "value": pl.Series([segment.values[k] for k in shown for _ in range(themes)]),
            "theme": pl.Series(list(holding.names) * len(shown)),
            "count": count,
            "share": known(held / np.where(total > 0, total, np.nan)),
            "told": np.repeat(comments[shown] >= LEAST, themes),
            "nps": known(sums.value if answers.is_nps else np.full(len(cells), np.nan)),
            "mean": known(sums.mean),
            "enough": are_enough(sums, interval_of(sums, answers.sure)),
        }
    )
    return shaped(table, COLUMNS)


def _code(value: Ints, theme: Ints, themes: int) -> Ints:
    """One number for a value and a theme, -1 where there is no value."""
    return np.where(value >= 0, value * themes + theme, -1)


def _sums(answers: Answers, holding: Holding, segment: Segment) -> Sums:
    at, theme = holding.among(answers)
    code = _code(segment.code[answers.at[at]], theme, len(holding.themes))
    return add_up(answers, code, len(segment.values) * len(holding.themes), at)
