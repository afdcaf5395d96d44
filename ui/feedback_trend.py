"""The score over time, with its interval and a mark where it surely changed."""

from __future__ import annotations

from collections.abc import Callable

import altair as alt
import polars as pl
import streamlit as st

from ui.feedback_gauge import BAD, FAINT, GOOD
from ui.feedback_seen import Seen
from ui.present import large
from ui.words import counted, plain, signed

Written = Callable[[float], str]
LINE = "#3d8fd1"
LEVEL = 0.05
_SEVERAL = 3  # periods, of which the first and the last are not beside each other
_CHANGES = ("Higher than before", "Lower than before", "No sure change", "Too few to tell")
_SHAPES = ("triangle-up", "triangle-down", "circle", "circle")
_COLOURS = (GOOD, BAD, LINE, FAINT)


def show_trend(seen: Seen) -> None:
    """Show the score by day, week, month or quarter, as the file spans."""
    trend = seen.measures.trend
    if trend.filter(pl.col("n") > 0).height < 2 or not seen.score:
        return
    st.markdown(f"##### {seen.score} by {trend['by'][0]}")
    frame = told_trend(trend, seen.column)
    number = signed if seen.whole.nps else "{:.2f}".format
    st.altair_chart(_chart(frame, seen), alt=f"{seen.score} over time with its interval")
    st.caption(plain(_says(frame, number, nps=bool(seen.whole.nps))))


def told_trend(trend: pl.DataFrame, score: str) -> pl.DataFrame:
    """Periods with what is said of their change; empty ones stay as gaps.

    Args:
        trend: Of `Measures.trend`.
        score: The column of the score.
    """
    sure = pl.col("enough") & (pl.col("p_holm") < LEVEL)
    change = (
        pl.when(~pl.col("enough").fill_null(value=False))
        .then(pl.lit(_CHANGES[3]))
        .when(sure & (pl.col("difference") > 0))
        .then(pl.lit(_CHANGES[0]))
        .when(sure & (pl.col("difference") < 0))
        .then(pl.lit(_CHANGES[1]))
        .otherwise(pl.lit(_CHANGES[2]))
    )
    return trend.select(
        pl.col("start").cast(pl.Datetime), "label", "n", "low", "high", "difference", "p_holm",
        pl.col(score).alias("score"), change.alias("change"),
    )  # fmt: skip


def _says(frame: pl.DataFrame, number: Written, *, nps: bool) -> str:
    """How many changes are sure, and how the last period stands beside the first."""
    sure = frame.filter(pl.col("change").is_in(_CHANGES[:2]))
    few = frame.filter(pl.col("change") == _CHANGES[3]).height
    words = "No period surely differs from the one before"
    if sure.height:
        words = f"{counted(sure.height, 'period')} surely {_differ(sure.height)}"
    told = f"{words}, all comparisons taken together."
    if few:
        told += (
            f" In {counted(few, 'period')} there are too few answers to tell: fewer than 30, or "
            f"an interval wider than ±{'20 points' if nps else 'a tenth of the scale'}."
        )
    return told + _whole_way(frame.filter(pl.col("change") != _CHANGES[3]), number)


def _whole_way(told: pl.DataFrame, number: Written) -> str:
    """From the first period to the last, where their intervals do not meet."""
    if told.height < _SEVERAL:
        return ""
    first, last = told.row(0, named=True), told.row(-1, named=True)
    if first["high"] >= last["low"] and last["high"] >= first["low"]:
        return ""
    way = "rose" if last["score"] > first["score"] else "fell"
    return (
        f" From {first['label']} to {last['label']} it {way} from {number(first['score'])} to "
        f"{number(last['score'])}: their intervals do not meet."
    )


def _differ(number: int) -> str:
    return "differs from the one before" if number == 1 else "differ from the one before"


def _chart(frame: pl.DataFrame, seen: Seen) -> alt.LayerChart | alt.FacetChart:
    time = alt.X("label:O", title=None, sort=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    place = alt.Scale(zero=False, nice=True)
    base = alt.Chart(frame)
    band = base.mark_area(opacity=0.16, color=LINE).encode(
        x=time, y=alt.Y("low:Q", title=seen.score, scale=place), y2="high:Q"
    )
    line = base.mark_line(color=LINE, strokeWidth=2).encode(x=time, y="score:Q")
    told = base.transform_filter("isValid(datum.score)").mark_point(
        filled=True, size=large(110), opacity=1
    )
    points = told.encode(
        x=time,
        y="score:Q",
        shape=alt.Shape(
            "change:N", title=None, scale=alt.Scale(domain=_CHANGES, range=_SHAPES),
            legend=alt.Legend(orient="top", columns=4),
        ),
        color=alt.Color("change:N", scale=alt.Scale(domain=_CHANGES, range=_COLOURS)),
        tooltip=_tooltip(seen.score, seen.format),
    )  # fmt: skip
    return alt.layer(band, line, points).properties(height=large(260))


def _tooltip(score: str, number: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title="Period"),
        alt.Tooltip("score:Q", title=score, format=number),
        alt.Tooltip("low:Q", title="From", format=number),
        alt.Tooltip("high:Q", title="To", format=number),
        alt.Tooltip("n:Q", title="Scores", format=","),
        alt.Tooltip("difference:Q", title="To the one before", format="+.2f"),
        alt.Tooltip("change:N", title="Change"),
    ]
