"""The trade-off between two aims as a chart: portfolios that no other one found beats in both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl
import streamlit as st

from engine import Backroom, EngineError
from ui.bundle_aims import AIMS
from ui.run_panel import show_ending
from ui.words import STATUS_ICONS, counted, plain

MARK, OTHERS = "#d9822b", "#3d8fd1"
LOOK_EVERY_S = 1.0
PICKED = "portfolio"
PICKED_AT = pl.int_range(pl.len()).alias("place")


def show_trade_offs(
    backroom: Backroom,
    run: str,
    aims: Sequence[str],
    bundles: int,
    marked: Mapping[str, Sequence[int]],
) -> list[int] | None:
    """Show the front of two aims.

    Args:
        backroom: The open workspace.
        run: The finished run.
        aims: What its file tells of.
        bundles: How many pairs each portfolio has.
        marked: Title → numbers of the choices of portfolios to show beside the front.

    Returns:
        The numbers of the choices of the portfolio that was picked in the chart, or None.
    """
    if len(aims) < 2:
        st.caption("This file tells of one aim only, so there is nothing to trade off.")
        return None
    left, right = st.columns(2)
    across = left.selectbox("Across", aims, format_func=AIMS.__getitem__, key=f"trade_across_{run}")
    rest = [aim for aim in aims if aim != across]
    up = right.selectbox("Up", rest, format_func=AIMS.__getitem__, key=f"trade_up_{run}")
    pair = (str(across), str(up))
    try:
        _show_search(backroom, run, pair, bundles)
        front = backroom.trade_offs(run, pair, bundles)
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return None
    return _show_front(backroom, run, pair, front, marked)


def _show_search(backroom: Backroom, run: str, pair: tuple[str, str], bundles: int) -> None:
    """A button that begins the search, and how far it is."""
    key = f"trade_search_{run}"
    searching = st.session_state.get(key)
    asked = (*pair, bundles)
    if searching is None or searching[1] != asked:
        st.button(
            "Search for portfolios in between",
            icon=":material/search:",
            key=f"{key}_go",
            on_click=_begin,
            args=(backroom, run, pair, bundles),
        )
        st.caption(
            "Drawn are the best portfolios for the one, for the other and for both alike. A search "
            "of some seconds (NSGA-II) finds those in between."
        )
        return
    view = backroom.watch(searching[0])
    if view is None:
        del st.session_state[key]
    elif view.active:
        st.fragment(_progress, run_every=LOOK_EVERY_S)(backroom, view.id)
    elif view.status != "done":
        show_ending(view)
        del st.session_state[key]


def _begin(backroom: Backroom, run: str, pair: tuple[str, str], bundles: int) -> None:
    search = backroom.search_trade_offs(run, pair, bundles)
    st.session_state[f"trade_search_{run}"] = (search, (*pair, bundles))


def _progress(backroom: Backroom, search: str) -> None:
    view = backroom.watch(search)
    if view is None or not view.active:
        st.rerun()
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.caption(f"{STATUS_ICONS[view.status]} Searching for portfolios in between …")
    right.button(
        "Cancel",
        key=f"cancel_{search}",
        on_click=backroom.cancel,
        args=(search,),
        icon=":material/stop_circle:",
        width="stretch",
    )


def _show_front(
    backroom: Backroom,
    run: str,
    pair: tuple[str, str],
    front: pl.DataFrame,
    marked: Mapping[str, Sequence[int]],
) -> list[int] | None:
    worth = backroom.worth(run, list(marked.values())).select(pair)
    beside = worth.with_columns(pl.Series("kind", list(marked)))
    shown = front.select(*pair, PICKED_AT).with_columns(kind=pl.lit("Not beaten"))
    event = st.altair_chart(
        _chart(pair, shown, beside),
        on_select="rerun",
        selection_mode=PICKED,
        key=f"trade_chart_{run}_{pair[0]}_{pair[1]}_{front.height}",
        alt=f"Portfolios by {AIMS[pair[0]]} and {AIMS[pair[1]]}",
    )
    st.caption(
        f"{counted(front.height, 'portfolio')} that no other one found beats in both. "
        "Click a point to see its pairs. A choice by weights of your own can lie beyond them."
    )
    picked: list[dict[str, Any]] = dict(event).get("selection", {}).get(PICKED, [])
    if not picked:
        return None
    place = int(picked[0]["place"])
    if place >= front.height:
        return None
    choices: list[int] = front["choices"][place].to_list()
    return choices


def _chart(
    pair: tuple[str, str], front: pl.DataFrame, beside: pl.DataFrame
) -> alt.LayerChart | alt.FacetChart:
    scale = alt.Scale(zero=False, nice=True, padding=12)
    across = alt.X(f"{pair[0]}:Q", title=AIMS[pair[0]], scale=scale)
    up = alt.Y(f"{pair[1]}:Q", title=AIMS[pair[1]], scale=scale)
    tips = [alt.Tooltip(f"{aim}:Q", title=AIMS[aim], format=".3f") for aim in pair]
    pick = alt.selection_point(name=PICKED, fields=["place"])
    line = alt.Chart(front).mark_line(opacity=0.35, color=OTHERS).encode(x=across, y=up)
    points = (
        alt.Chart(front)
        .mark_circle(size=110, color=OTHERS)
        .encode(
            x=across,
            y=up,
            tooltip=tips,
            opacity=alt.condition(pick, alt.value(1.0), alt.value(0.35)),
        )
        .add_params(pick)
    )
    marks = (
        alt.Chart(beside)
        .mark_point(size=170, filled=True, color=MARK)
        .encode(
            x=across,
            y=up,
            shape=alt.Shape("kind:N", title=None, legend=alt.Legend(orient="top")),
            tooltip=[alt.Tooltip("kind:N", title="Portfolio"), *tips],
        )
    )
    return alt.layer(line, points, marks).properties(height=320)
