"""What people talk about: how often, and how many points each theme costs or brings."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl
import streamlit as st

from ui.feedback_gauge import BAD, FAINT, GOOD
from ui.feedback_seen import Seen, quotes_under
from ui.feedback_summary import show_quotes
from ui.feedback_tabs import read_comments
from ui.feedback_taxonomy import show_taxonomy
from ui.present import large
from ui.words import counted, plain

_TOO_FEW = "There are too few comments for themes that would hold: read them all under Comments."
_SURE = ("Brings points", "Costs points", "Too close to tell")
_COLOURS = (GOOD, BAD, FAINT)
_NAMES = alt.Axis(labelLimit=240, labelOverlap=False, labelFlush=False)
_COLUMNS = {
    "Impact": st.column_config.NumberColumn(
        format="%+.2f", width="small", help="Points of the score that it brings or costs."
    ),
    "Responses": st.column_config.NumberColumn(format="localized", width="small"),
    "Its words": st.column_config.TextColumn(width=215),
    "Pinned": st.column_config.CheckboxColumn(width="small"),
}


def show_themes(seen: Seen) -> None:
    """Show every theme with its impact, and what is said in the one that is chosen."""
    themes = seen.measures.themes
    if themes.is_empty():
        st.info(plain(_none(seen)), icon=":material/topic:")
        show_taxonomy(seen)
        return
    show_impact(seen)
    chosen = _choose(seen, themes)
    if chosen is not None:
        _show_theme(seen, chosen)
    show_taxonomy(seen)


def show_impact(seen: Seen) -> None:
    """Bars of the points that each theme costs or brings, with their intervals."""
    themes = seen.measures.themes.drop_nulls("impact")
    if not seen.score or themes.is_empty():
        return
    st.markdown(f"##### What each theme does to the {_called(seen)}")
    if _one_group(seen):
        st.caption("All of one group score alike: take out that filter to see what a theme does.")
        return
    st.altair_chart(impact_chart(themes, seen.score), alt="Impact of each theme on the score")
    st.caption(
        f"The {_called(seen)} of all less that without the responses of the theme. The thin line "
        "is its interval: where it crosses nought, the theme may do nothing."
    )


def impact_chart(themes: pl.DataFrame, score: str) -> alt.LayerChart | alt.FacetChart:
    """Bars with whiskers, what brings the most points first.

    Args:
        themes: Of `Measures.themes`, with an impact each.
        score: What the score is called.
    """
    frame = _told_impact(themes)
    base = alt.Chart(frame).encode(
        y=alt.Y("name:N", title=None, sort=frame["name"].to_list(), axis=_NAMES),
        color=alt.Color(
            "sure:N", title=None, scale=alt.Scale(domain=_SURE, range=_COLOURS),
            legend=alt.Legend(orient="top"),
        ),
        tooltip=[
            alt.Tooltip("name:N", title="Theme"),
            alt.Tooltip("impact:Q", title="Impact", format="+.2f"),
            alt.Tooltip("low:Q", title="From", format="+.2f"),
            alt.Tooltip("high:Q", title="To", format="+.2f"),
            alt.Tooltip("count:Q", title="Responses", format=","),
        ],
    )  # fmt: skip
    # Faint bars, so that whiskers of the same colour are seen on them, on any page.
    bars = base.mark_bar(height={"band": 0.62}, opacity=0.45).encode(
        x=alt.X("impact:Q", title=f"Points of the {score[:1].lower()}{score[1:]}")
    )
    return alt.layer(bars, *_whiskers(base)).properties(height=large(28 * frame.height + 120))


def _told_impact(themes: pl.DataFrame) -> pl.DataFrame:
    """Themes with whether they surely bring or cost points, what brings the most first."""
    sure = (
        pl.when(pl.col("low") > 0).then(pl.lit(_SURE[0]))
        .when(pl.col("high") < 0).then(pl.lit(_SURE[1]))
        .otherwise(pl.lit(_SURE[2]))
    )  # fmt: skip
    columns = ("name", "impact", "low", "high", "count")
    return themes.select(*columns, sure.alias("sure")).sort("impact", "name", descending=True)


def _whiskers(base: alt.Chart) -> list[alt.Chart]:
    """The interval of each bar."""
    line = base.mark_rule(strokeWidth=2.5).encode(x="low:Q", x2="high:Q")
    tick = base.mark_tick(thickness=2.5, size=large(11))
    return [line, *(tick.encode(x=f"{end}:Q") for end in ("low", "high"))]


def _one_group(seen: Seen) -> bool:
    """Whether all that are left score alike, so that no theme can change the score."""
    return len(seen.filters.get("group", ())) == 1


def _called(seen: Seen) -> str:
    return seen.score[:1].lower() + seen.score[1:]


def _none(seen: Seen) -> str:
    """Why there are no themes."""
    if any(seen.filters.values()) and not seen.whole.themes.is_empty():
        return "None of these responses is in a theme."
    return str(seen.summary.get("themes_found", {}).get("too_small") or _TOO_FEW)


def _choose(seen: Seen, themes: pl.DataFrame) -> dict[str, Any] | None:
    """A table of the themes; returns the one that is selected, if any."""
    st.markdown(f"##### {counted(themes.height, 'theme')}")
    stability = seen.summary.get("themes_found", {}).get("stability")
    says = "Choose a row to read what is said there."
    if stability is not None:
        says += (
            " Found anew among four of five comments, drawn at random, they agree to "
            f"{stability:.2f}, where 1 is the same themes and 0 is chance."
        )
    st.caption(says)
    comments = st.column_config.ProgressColumn(
        format="%.0f %%", min_value=0.0, max_value=_most(themes),
        help="Share of the comments worth reading; a comment can be in three themes.",
    )  # fmt: skip
    event: Any = st.dataframe(
        _table(themes, seen),
        hide_index=True,
        height="content",
        on_select="rerun",
        selection_mode="single-row",
        key=f"feedback_themes_{seen.run}",
        column_config={"Comments": comments, **_COLUMNS, seen.score: _value(seen)},
        alt="Themes with their share, score and impact",
    )
    rows = event.selection.rows
    place = rows[0] if rows and rows[0] < themes.height else None
    return None if place is None else themes.row(place, named=True)


def _value(seen: Seen) -> Any:
    return st.column_config.NumberColumn(format=f"%{seen.format[:-1]}f", width=100)


def _most(themes: pl.DataFrame) -> float:
    """The greatest share, in per cent."""
    return 100 * max(float(share) for share in themes["share"])


def _table(themes: pl.DataFrame, seen: Seen) -> pl.DataFrame:
    """The themes in words, the most frequent first."""
    columns = [
        pl.col("name").alias("Theme"),
        (100 * pl.col("share")).alias("Comments"),
        pl.col("count").alias("Responses"),
        pl.col("words").list.head(5).list.join(", ").alias("Its words"),
    ]
    if seen.score and not _one_group(seen):
        columns[3:3] = [
            pl.col(seen.column).alias(seen.score),
            pl.col("impact").alias("Impact"),
        ]
    if themes["pinned"].any():
        columns.append(pl.col("pinned").alias("Pinned"))
    return themes.select(columns)


def _show_theme(seen: Seen, theme: dict[str, Any]) -> None:
    name = str(theme["name"])
    with st.container(border=True):
        st.markdown(f"##### {plain(name)}")
        st.caption(plain(", ".join(theme["words"])))
        filters = {**seen.filters, "theme": (name,)}
        said = quotes_under(seen.backroom, seen.run, filters)
        show_quotes([quote for quote in said if quote["theme"] == name])
        st.button(
            f"Read all {int(theme['count']):,}", icon=":material/forum:", on_click=read_comments,
            args=(seen.run, "theme", name), key=f"feedback_read_{seen.run}",
        )  # fmt: skip
