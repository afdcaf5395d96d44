"""Runs of the past: a short list for Home, a table with their step timings for Runs."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl
import streamlit as st

from engine import Backroom, RunRow, StepView
from ui.asked import asked_for
from ui.place import way_to
from ui.words import STATUS_ICONS, duration, plain

RECENT = 5
TOOLS = {"bundles": "Bundles", "labels": "Labels", "feedback": "Feedback", "ask": "Question"}


def show_recent(backroom: Backroom) -> None:
    """The latest runs with a link to each."""
    runs = backroom.runs(at_most=RECENT)
    if not runs:
        st.caption("None yet. Any “Try it” above makes a first one.")
        return
    for row in runs:
        with st.container(horizontal=True, vertical_alignment="center"):
            page, says = way_to(row.kind, row.id)
            st.page_link(
                page,
                label=plain(row.title),
                icon=STATUS_ICONS[row.status],
                query_params=says,
            )
            st.caption(_when(row))


def _when(row: RunRow) -> str:
    words = [TOOLS[row.kind], row.status, f"{row.created:%d %b %Y, %H:%M}"]
    if row.seconds is not None and row.status == "done":
        words.append(duration(row.seconds))
    return " · ".join(words)


def choose_run(backroom: Backroom, runs: list[RunRow]) -> RunRow | None:
    """A table of runs; returns the one that is selected."""
    rows = [_row(row, slow=backroom.is_slow(row)) for row in runs]
    if not any(row["Slow"] for row in rows):
        rows = [{name: row[name] for name in row if name != "Slow"} for row in rows]
    event: Any = st.dataframe(
        rows,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="runs_table",
        column_config={
            "began": st.column_config.DatetimeColumn("Asked for", format="D MMM YYYY, HH:mm"),
            "seconds": st.column_config.NumberColumn("Seconds", format="%.1f"),
            "Slow": st.column_config.CheckboxColumn(
                help="Took longer than the mark on the Settings page.", width="small"
            ),
        },
        alt="Runs, newest first",
    )
    chosen = event.selection.rows
    return runs[chosen[0]] if chosen and chosen[0] < len(runs) else None


def _row(row: RunRow, *, slow: bool) -> dict[str, Any]:
    return {
        "Status": row.status,
        "Tool": TOOLS[row.kind],
        "File": row.title,
        "Options": asked_for(row.question),
        "began": row.created,
        "seconds": row.seconds,
        "Slow": slow,
    }


def show_timings(steps: StepView) -> None:
    """How long each step took, as bars."""
    rows = list(_flat(steps))
    if not rows:
        st.caption("No step was begun.")
        return
    frame = pl.DataFrame(rows)
    bars = alt.Chart(frame).mark_bar().encode(
        x=alt.X("seconds:Q", title="Seconds"),
        y=alt.Y("step:N", title=None, sort=None, axis=alt.Axis(labelLimit=260, labelOverlap=False)),
        color=alt.Color("status:N", title=None, legend=_legend(frame)),
        tooltip=[
            alt.Tooltip("step:N", title="Step"),
            alt.Tooltip("seconds:Q", title="Seconds", format=".2f"),
            alt.Tooltip("count:N", title="Counted"),
        ],
    )  # fmt: skip
    st.altair_chart(bars.properties(height=28 * len(rows) + 60), alt="Seconds per step")


def _legend(frame: pl.DataFrame) -> alt.Legend | None:
    """Only where steps ended in more ways than one."""
    return alt.Legend(orient="top") if frame["status"].n_unique() > 1 else None


def _flat(steps: StepView) -> list[dict[str, Any]]:
    return [
        {
            "step": child.name,
            "seconds": round(child.seconds, 3),
            "status": child.status,
            "count": f"{child.done:,} {child.unit}" if child.done else "",
        }
        for child in steps.children
    ]
