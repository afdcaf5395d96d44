"""Responses, all of them or those under a filter → every figure that is shown of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from engine.feedback.meaning.calling import MOST, call_list
from engine.feedback.meaning.drivers import find_drivers
from engine.feedback.meaning.feelings import emotions_of, sentiment_of
from engine.feedback.meaning.heat import heat_map
from engine.feedback.meaning.holding import holding_of
from engine.feedback.meaning.listed import mismatches_of, omitted_of
from engine.feedback.meaning.measures import Measured, Measures
from engine.feedback.meaning.pains import pain_points_of
from engine.feedback.meaning.themed import measure_themes
from engine.feedback.meaning.totals import totals_of
from engine.feedback.responses import SEGMENT
from engine.feedback.scores.answers import Answers, answers_of
from engine.feedback.scores.headline import csat_figures, nps_figures
from engine.feedback.scores.needed import LEAST
from engine.feedback.scores.segments import compare_segments, segments_of
from engine.feedback.scores.trend import trend_of, undated

_DEFAULT = "shifted"


def measure(responses: pl.DataFrame, measured: Measured) -> Measures:
    """Count everything over a table of responses; nothing depends on the order of its rows.

    Args:
        responses: Columns as `engine.feedback.responses.COLUMNS` says; any rows of a file's table.
        measured: The scale, the segments and the themes of the file.
    """
    table = _in_order(responses, measured.segments)
    answers = answers_of(table, measured.scale, (measured.low, measured.high), measured.sure)
    holding = holding_of(table, measured.themes)
    segments = list(segments_of(table, measured.segments))
    drivers = find_drivers(answers, holding, segments)
    calls = call_list(table, answers)
    totals = totals_of(table, answers) | {"to_call": calls.height}
    sentiment = table["sentiment"].fill_null(np.nan).to_numpy()
    return Measures(
        totals=totals,
        nps=nps_figures(answers, measured.headline or _DEFAULT),
        csat=csat_figures(answers, measured.scale),
        segments=compare_segments(answers, segments),
        trend=trend_of(answers, table["moment"]),
        themes=measure_themes(answers, holding, sentiment, measured.seed),
        heat=heat_map(answers, holding, segments),
        drivers=drivers.table,
        churn=calls.head(MOST),
        mismatches=mismatches_of(table),
        pain_points=pain_points_of(table, answers, holding),
        emotions=emotions_of(table, holding.weight),
        sentiment=sentiment_of(table, holding.weight),
        omitted=omitted_of(table),
        notes=(*_notes(table, answers, measured, totals), *drivers.notes),
    )


def _in_order(responses: pl.DataFrame, headings: Sequence[str]) -> pl.DataFrame:
    """The rows by what is summed of them, so that sums do not depend on how the file was sorted."""
    names = ["weight", "score", "sentiment", "themes", *(SEGMENT + name for name in headings)]
    keys = [
        pl.col(name).list.join("\n") if responses[name].dtype == pl.List else pl.col(name)
        for name in names
        if name in responses.columns
    ]
    return responses.sort(*keys, "row", nulls_last=True)


def _notes(
    table: pl.DataFrame, answers: Answers, measured: Measured, totals: dict[str, int]
) -> Iterator[str]:
    missing = [name for name in measured.segments if SEGMENT + name not in table.columns]
    for name in missing:
        yield f"There is no segment {name!r} in these responses."
    if not totals["scored"]:
        yield "No response here has a score that can be used: only the comments are counted."
    if answers.unweighted:
        yield (
            f"{answers.unweighted:,} scored responses have no weight above 0: they are left out "
            "of all scores."
        )
    late = undated(answers, table["moment"])
    if 0 < late < len(answers):
        yield f"{late:,} scored responses have no date: they are in no period of the trend."
    worth = totals["comments"] - totals["junk"]
    if 0 < worth < LEAST:
        yield f"There are only {worth} comments worth reading: read them all."
