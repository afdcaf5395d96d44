"""Which segment speaks of which theme, and how it scores then."""

from __future__ import annotations

import altair as alt
import polars as pl
import streamlit as st

from ui.feedback_gauge import INK
from ui.feedback_headings import heading_within, in_order
from ui.feedback_seen import Seen
from ui.present import large
from ui.words import plain

MOST_THEMES, MOST_VALUES = 14, 14
_VALUES = alt.Axis(labelLimit=200, labelFlush=False)
_FAINT = "#8a8f9822"
# Low, middle and high of a score, and much of a share: words are read on them on such a page.
_LIGHT = ("#d9662b", "#2f9e7f", "#3d8fd1", INK)
_DARK = ("#b04f1d", "#23785f", "#2b6ca8", "#f2f4f7")
_SHOWN = {"share": "How often", "score": "How it scores"}


def show_heat(seen: Seen, heading: str, *, asks: bool = True) -> None:
    """Show a map of one segment's values by themes; `asks` is whether its colours can be chosen."""
    heat = seen.measures.heat.filter(pl.col("heading") == heading)
    if heat.is_empty():
        return
    st.markdown(f"##### Themes by {plain(heading_within(heading))}")
    which = "share"
    if seen.whole.nps and asks:
        which = str(
            st.segmented_control(
                "Colour by", list(_SHOWN), format_func=_SHOWN.__getitem__, default="share",
                required=True, key=f"feedback_heat_{seen.run}",
            )
        )  # fmt: skip
    frame = told_heat(heat, seen.measures.themes)
    dark = st.context.theme.type == "dark"
    st.altair_chart(heat_chart(frame, which, dark=dark), alt=f"Themes by {heading}")
    says = (
        "Share of the segment's comments that speak of the theme; a dot stands where the segment "
        "has fewer than 30."
        if which == "share"
        else "Standard NPS of the segment's responses that speak of the theme; a dot stands where "
        "they are fewer than 30, or leave more than ±20 points."
    )
    values = heat["value"].n_unique()
    if values > MOST_VALUES:
        says += f" The {MOST_VALUES} with most comments, of {values:,}."
    st.caption(says)


def told_heat(heat: pl.DataFrame, themes: pl.DataFrame) -> pl.DataFrame:
    """The cells of the most frequent themes and values, with the words that stand in them."""
    values = heat.group_by("value").agg(pl.col("count").sum()).sort(
        "count", "value", descending=[True, False]
    )["value"].head(MOST_VALUES)  # fmt: skip
    names = themes["name"].head(MOST_THEMES)
    few = ~pl.col("enough").fill_null(value=False) | pl.col("nps").is_null()
    untold = ~pl.col("told")
    return heat.filter(
        pl.col("value").is_in(values.to_list()), pl.col("theme").is_in(names.to_list())
    ).with_columns(
        few.alias("score_few"),
        untold.alias("share_few"),
        pl.when(untold).then(pl.lit("·")).otherwise(
            (pl.col("share") * 100).round(0).cast(pl.Int64).cast(pl.String) + pl.lit(" %")
        ).alias("share_says"),
        pl.when(few).then(pl.lit("·")).otherwise(
            pl.col("nps").round(0).cast(pl.Int64).cast(pl.String)
        ).alias("score_says"),
    )  # fmt: skip


def heat_chart(
    frame: pl.DataFrame, which: str, *, dark: bool = False
) -> alt.LayerChart | alt.FacetChart:
    """The map, coloured by share or by score.

    Args:
        frame: Of `told_heat`.
        which: `share` or `score`.
        dark: Whether the page is dark.
    """
    names = frame["theme"].unique(maintain_order=True).to_list()
    values = in_order(frame["value"].unique(maintain_order=True))
    across = alt.Axis(labelAngle=-35, labelLimit=large(170), labelOverlap=False, orient="top")
    base = alt.Chart(frame).encode(
        x=alt.X("theme:N", title=None, sort=names, axis=across),
        y=alt.Y("value:N", title=None, sort=values, axis=_VALUES),
        tooltip=[
            alt.Tooltip("value:N", title="Segment"),
            alt.Tooltip("theme:N", title="Theme"),
            alt.Tooltip("count:Q", title="Responses", format=","),
            alt.Tooltip("share:Q", title="Of its comments", format=".1%"),
            alt.Tooltip("nps:Q", title="Standard NPS", format="+.1f"),
        ],
    )  # fmt: skip
    cells = base.mark_rect(cornerRadius=3).encode(
        color=_colour(which, dark=dark),
        opacity=alt.condition(f"datum.{which}_few", alt.value(0.25), alt.value(1.0)),
    )
    ink = (_DARK if dark else _LIGHT)[-1]
    texts = base.mark_text(fontSize=large(13), fontWeight=600, color=ink).encode(
        text=f"{which}_says:N"
    )
    return alt.layer(cells, texts).properties(height=large(38 * len(values) + 120))


def _colour(which: str, *, dark: bool) -> alt.Color:
    low, high, much, _ = _DARK if dark else _LIGHT
    if which == "share":
        return alt.Color("share:Q", legend=None, scale=alt.Scale(range=[_FAINT, much], zero=True))
    scale = alt.Scale(domain=[-100, 0, 100], range=[low, _FAINT, high], clamp=True)
    return alt.Color("nps:Q", legend=None, scale=scale)
