"""Who is happier than the rest: segments beside each other, and what drives the score."""

from __future__ import annotations

import altair as alt
import polars as pl
import streamlit as st

from ui.feedback_gauge import BAD, FAINT, GOOD
from ui.feedback_headings import heading_title, heading_within, in_order
from ui.feedback_heat import show_heat
from ui.feedback_seen import Seen
from ui.present import large
from ui.words import plain

LEVEL = 0.05
_SURE = ("Surely higher than the rest", "Surely lower than the rest", "No sure difference",
         "Too few to tell")  # fmt: skip
_COLOURS = (GOOD, BAD, "#3d8fd1", FAINT)
MOST_VALUES = 25
_NAMES = alt.Axis(labelLimit=260, labelOverlap=False, labelFlush=False)
MOST_DRIVERS = 24


def show_segments(seen: Seen) -> None:
    """Show one segment's values, its themes, and the drivers of the score."""
    segments = seen.measures.segments
    headings = list(dict.fromkeys(seen.whole.segments["heading"]))
    if not headings:
        st.info(
            "The file has no column that tells groups of responses apart, such as a country or a "
            "channel.",
            icon=":material/groups:",
        )
        return
    heading = st.segmented_control(
        "Segment", headings, default=headings[0], required=True, key=f"feedback_segment_{seen.run}",
        format_func=lambda one: plain(heading_title(one)),
    )  # fmt: skip
    _show_values(segments.filter(pl.col("heading") == heading), seen, str(heading))
    show_heat(seen, str(heading))
    show_drivers(seen)


def _show_values(values: pl.DataFrame, seen: Seen, heading: str) -> None:
    if values.is_empty() or not seen.score:
        return
    st.markdown(f"##### {seen.score} by {plain(heading_within(heading))}")
    frame = _ordered(told_values(values, seen.column))
    most = frame.filter(pl.col("value").is_in(values["value"].head(MOST_VALUES).to_list()))
    st.altair_chart(_chart(most, seen), alt=f"{seen.score} by {heading}")
    says = (
        "Each beside all others, with its interval; a difference is sure where it holds with all "
        "comparisons of the file taken together."
    )
    if frame.height > MOST_VALUES:
        says += f" The {MOST_VALUES} with the most scores are shown; all are in the table."
    st.caption(says)
    with st.expander("As a table", icon=":material/table_rows:"):
        st.dataframe(_table(frame), hide_index=True, alt=f"{seen.score} by {heading} as a table")


def _ordered(frame: pl.DataFrame) -> pl.DataFrame:
    """Values in the order that people count them in."""
    at = {value: place for place, value in enumerate(in_order(frame["value"]))}
    return frame.sort(pl.col("value").replace_strict(at, return_dtype=pl.Int64))


def told_values(values: pl.DataFrame, score: str) -> pl.DataFrame:
    """Values of a segment with what is said of their difference to the rest.

    Args:
        values: Of `Measures.segments`, of one heading.
        score: The column of the score.
    """
    sure = pl.col("enough") & (pl.col("p_holm") < LEVEL)
    verdict = (
        pl.when(~pl.col("enough").fill_null(value=False)).then(pl.lit(_SURE[3]))
        .when(sure & (pl.col("difference") > 0)).then(pl.lit(_SURE[0]))
        .when(sure & (pl.col("difference") < 0)).then(pl.lit(_SURE[1]))
        .otherwise(pl.lit(_SURE[2]))
    )  # fmt: skip
    return values.select(
        "value", "n", "share", pl.col(score).alias("score"), "low", "high", "difference", "p_holm",
        "needed", verdict.alias("verdict"),
    )  # fmt: skip


def _chart(frame: pl.DataFrame, seen: Seen) -> alt.LayerChart | alt.FacetChart:
    base = alt.Chart(frame).encode(
        y=alt.Y("value:N", title=None, sort=frame["value"].to_list(), axis=_NAMES),
        color=alt.Color(
            "verdict:N", title=None, scale=alt.Scale(domain=_SURE, range=_COLOURS),
            legend=alt.Legend(orient="top", columns=2),
        ),
        tooltip=[
            alt.Tooltip("value:N", title="Segment"),
            alt.Tooltip("score:Q", title=seen.score, format=seen.format),
            alt.Tooltip("low:Q", title="From", format=seen.format),
            alt.Tooltip("high:Q", title="To", format=seen.format),
            alt.Tooltip("n:Q", title="Scores", format=","),
            alt.Tooltip("difference:Q", title="To the rest", format="+.2f"),
            alt.Tooltip("verdict:N", title="Verdict"),
        ],
    )  # fmt: skip
    place = alt.Scale(zero=False)
    intervals = base.mark_rule(strokeWidth=3).encode(
        x=alt.X("low:Q", title=seen.score, scale=place), x2="high:Q"
    )
    points = base.mark_circle(size=large(130), opacity=1).encode(x="score:Q")
    return alt.layer(intervals, points).properties(height=large(34 * frame.height + 150))


def _table(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        pl.col("value").alias("Value"),
        pl.col("n").alias("Scores"),
        pl.col("score").round(2).alias("Score"),
        pl.col("low").round(2).alias("From"),
        pl.col("high").round(2).alias("To"),
        pl.col("difference").round(2).alias("To the rest"),
        pl.col("p_holm").round(4).alias("p (Holm)"),
        pl.col("verdict").alias("Verdict"),
        pl.col("needed").alias("Answers needed"),
    )


def show_drivers(seen: Seen, most: int = MOST_DRIVERS) -> None:
    """Show what goes with a higher or lower score where all else is the same."""
    drivers = seen.measures.drivers.filter(pl.col("enough"))
    if drivers.is_empty() or not seen.score:
        return
    st.markdown("##### What drives it")
    titles = {heading: heading_title(heading) for heading in drivers["heading"].drop_nulls()}
    name = pl.when(pl.col("kind") == "theme").then(pl.col("value")).otherwise(
        pl.col("heading").replace(titles) + ": " + pl.col("value")
    )  # fmt: skip
    frame = drivers.with_columns(name.alias("name"), pl.col("effect").alias("impact"))
    frame = frame.sort(pl.col("effect").abs(), "name", descending=[True, False]).head(most)
    st.altair_chart(_drivers_chart(frame), alt="Points of the score that go with each driver")
    st.caption(
        "Points that go with it while everything else listed stays the same, with its interval. "
        "It is what goes together in this file: no proof that one causes the other."
    )


def _drivers_chart(frame: pl.DataFrame) -> alt.LayerChart | alt.FacetChart:
    kind = pl.when(pl.col("kind") == "theme").then(pl.lit("Theme")).otherwise(pl.lit("Segment"))
    frame = frame.with_columns(kind.alias("kind")).sort("effect", descending=True)
    base = alt.Chart(frame).encode(
        y=alt.Y("name:N", title=None, sort=frame["name"].to_list(), axis=_NAMES),
        color=alt.Color("kind:N", title=None, legend=alt.Legend(orient="top")),
        tooltip=[
            alt.Tooltip("name:N", title="Driver"),
            alt.Tooltip("effect:Q", title="Points", format="+.2f"),
            alt.Tooltip("low:Q", title="From", format="+.2f"),
            alt.Tooltip("high:Q", title="To", format="+.2f"),
            alt.Tooltip("n:Q", title="Responses", format=","),
        ],
    )
    line = alt.Chart(pl.DataFrame({"nought": [0]})).mark_rule(color=FAINT, strokeDash=[4, 4])
    ranges = base.mark_rule(strokeWidth=3).encode(
        x=alt.X("low:Q", title="Points of the score"), x2="high:Q"
    )
    points = base.mark_circle(size=large(120), opacity=1).encode(x="effect:Q")
    return alt.layer(line.encode(x="nought:Q"), ranges, points).properties(
        height=large(26 * frame.height + 120)
    )
