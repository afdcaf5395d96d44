"""What hurts, what people feel, and how much of what they say no theme holds."""

from __future__ import annotations

import altair as alt
import polars as pl
import streamlit as st

from ui.feedback_gauge import BAD, GOOD, INK, MIDDLE
from ui.feedback_seen import Seen
from ui.present import large
from ui.words import counted, percent, plain

_MOODS = {
    "very_negative": ("Very negative", "#c2452d"),
    "negative": ("Negative", BAD),
    "neutral": ("Neutral", MIDDLE),
    "positive": ("Positive", "#63b89e"),
    "very_positive": ("Very positive", GOOD),
}
_TITLES = {name: title for name, (title, _) in _MOODS.items()}
_PLEASANT = ("satisfaction", "trust", "anticipation")
MOST_PAINS = 20
_NAMES = alt.Axis(labelLimit=180, labelOverlap=False, labelFlush=False)
SAMPLE = 200
LEAST_TOLD = 0.06  # of a bar; less has no room for its words


def show_mood(seen: Seen) -> None:
    """Show sentiment, emotions, pain points and what is in no theme."""
    show_sentiment(seen)
    left, right = st.columns(2, gap="medium")
    with left:
        show_pains(seen)
    with right:
        show_emotions(seen)
    _show_omitted(seen)


def show_sentiment(seen: Seen) -> None:
    """The five classes as one bar."""
    told = seen.measures.sentiment.filter(pl.col("count") > 0)
    if told.is_empty():
        return
    st.markdown("##### How the comments sound")
    base = alt.Chart(_told_moods(told))
    bar = base.mark_bar(height=large(30)).encode(
        x=alt.X("from:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None),
        x2=alt.X2("to:Q"),
        color=alt.Color(
            "mood:N", title=None, legend=alt.Legend(orient="bottom", columns=5), sort=None,
            scale=alt.Scale(domain=list(_TITLES.values()), range=[c for _, c in _MOODS.values()]),
        ),
        tooltip=[
            alt.Tooltip("mood:N", title="Mood"),
            alt.Tooltip("count:Q", title="Comments", format=","),
            alt.Tooltip("share:Q", title="Share", format=".1%"),
        ],
    )  # fmt: skip
    words = base.transform_filter(f"datum.share > {LEAST_TOLD}").mark_text(
        fontSize=large(14), fontWeight=600, color=INK
    )
    shares = words.encode(alt.X("middle:Q"), alt.Text("says:N"))
    st.altair_chart(
        alt.layer(bar, shares).properties(height=large(80)), alt="Comments by sentiment"
    )
    st.caption(_read_of(seen, int(told["count"].sum())))


def _read_of(seen: Seen, read: int) -> str:
    """How many comments the bar is about, and how many it is not."""
    totals = seen.measures.totals
    left = int(totals["comments"] - totals["junk"]) - read
    words = f"Of {counted(read, 'comment')}."
    if left > 0:
        words += f" {left:,} more could not be read and are no part of it, nor of what follows."
    return words


def _told_moods(told: pl.DataFrame) -> pl.DataFrame:
    """The classes by their titles, the worst first."""
    mood, end = pl.col("sentiment_class"), pl.col("count").cum_sum() / pl.col("count").sum()
    share = pl.col("count") / pl.col("count").sum()
    return told.sort(mood.cast(pl.Enum(list(_MOODS)))).with_columns(
        mood.replace_strict(_TITLES, default=None).alias("mood"),
        (end - share).alias("from"),
        end.alias("to"),
        (end - share / 2).alias("middle"),
        pl.col("share").map_elements(percent, pl.String).alias("says"),
    )


def show_pains(seen: Seen, most: int = MOST_PAINS) -> None:
    """The pain points, the most frequent first."""
    pains = seen.measures.pain_points.head(most)
    st.markdown("##### What hurts")
    if pains.is_empty():
        st.caption("No complaint names what it is about.")
        return
    _bars(pains.select(_capital("pain_point").alias("name"), "count", "share"), BAD, "Pain points")


def show_emotions(seen: Seen) -> None:
    """The emotions that comments show."""
    emotions = seen.measures.emotions.filter(pl.col("comments") > 0)
    st.markdown("##### What they feel")
    if emotions.is_empty():
        st.caption("No comment names a feeling.")
        return
    told = emotions.select(
        _capital("emotion").alias("name"),
        pl.col("comments").alias("count"),
        pl.col("mean").alias("share"),
        pl.col("emotion").is_in(list(_PLEASANT)).alias("pleasant"),
    ).sort("count", "name", descending=[True, False])
    _bars(told, "", "Emotions", share="Of its feelings, on average")


def _capital(column: str) -> pl.Expr:
    return pl.col(column).str.head(1).str.to_uppercase() + pl.col(column).str.slice(1)


def _bars(
    frame: pl.DataFrame, colour: str, alt_text: str, *, share: str = "Of the comments"
) -> None:
    chosen = alt.value(colour) if colour else alt.condition(
        "datum.pleasant", alt.value(GOOD), alt.value(BAD)
    )  # fmt: skip
    bars = alt.Chart(frame).mark_bar(height={"band": 0.66}).encode(
        x=alt.X("count:Q", title="Comments", axis=alt.Axis(tickMinStep=1)),
        y=alt.Y("name:N", title=None, sort=frame["name"].to_list(), axis=_NAMES),
        color=chosen,
        tooltip=[
            alt.Tooltip("name:N", title=alt_text),
            alt.Tooltip("count:Q", title="Comments", format=","),
            alt.Tooltip("share:Q", title=share, format=".1%"),
        ],
    )  # fmt: skip
    st.altair_chart(bars.properties(height=large(26 * frame.height + 70)), alt=alt_text)


def _show_omitted(seen: Seen) -> None:
    totals = seen.measures.totals
    held, out = int(totals["in_themes"]), int(totals["in_no_theme"])
    if not held + out or seen.measures.themes.is_empty():
        return
    st.markdown("##### What no theme holds")
    st.progress(
        held / (held + out),
        text=f"{percent(held / (held + out))} of {counted(held + out, 'comment')} are in a theme, "
        f"{out:,} in none",
    )
    omitted = seen.measures.omitted
    if omitted.is_empty():
        return
    with st.expander("Read those in none", icon=":material/visibility:"):
        st.dataframe(
            omitted.head(SAMPLE).select(
                pl.col("row").alias("Row"), pl.col("comment").alias("Comment")
            ),
            hide_index=True,
            column_config={"Comment": st.column_config.TextColumn(width="large")},
            alt="Comments in no theme",
        )
        if omitted.height > SAMPLE:
            st.caption(plain(f"The first {SAMPLE:,} of {omitted.height:,}."))
