"""The same text under different labels, to be looked at side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from engine import Backroom, JobView
from ui.label_tabs import review
from ui.words import counted

AT_MOST = 2_000


def show_conflicts(backroom: Backroom, view: JobView, summary: Mapping[str, Any]) -> None:
    """Show texts that carry several labels, most words first; a click opens one."""
    del summary
    conflicts = backroom.result_table(view.id, "conflicts")
    if conflicts.is_empty():
        st.info("No text carries different labels.", icon=":material/task_alt:")
        return
    shown = conflicts.head(AT_MOST)
    more = "" if shown.height == conflicts.height else f"; the first {AT_MOST:,} are shown"
    st.caption(
        f"{counted(conflicts.height, 'text')} with different labels{more}. That can be right: a 2 "
        "is a quantity here and a line total there. Click one to review its words."
    )
    key = f"labels_conflicts_{view.id}"
    st.dataframe(
        shown,
        hide_index=True,
        height=460,
        on_select=lambda: _open(view.id, shown, key),
        selection_mode="single-row",
        key=key,
        column_config={
            "text": st.column_config.TextColumn("Text"),
            "labels": st.column_config.TextColumn("Labels and how often", width="large"),
            "merchants": st.column_config.NumberColumn("Merchants", width="small"),
        },
        alt="Texts with different labels",
    )


def _open(run: str, shown: pl.DataFrame, key: str) -> None:
    event: Any = st.session_state.get(key)
    chosen = event.selection.rows if event else []
    if chosen:
        review(run, words=str(shown["text"][chosen[0]]))
