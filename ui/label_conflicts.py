"""The same text under different labels, to be looked at side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from engine import Backroom, JobView
from ui.label_table import table_px
from ui.label_tabs import review
from ui.words import counted

AT_MOST = 2_000


def show_conflicts(backroom: Backroom, view: JobView, summary: Mapping[str, Any]) -> None:
    """Show texts that carry several labels, most wrong ones first; a click opens one."""
    del summary
    conflicts = backroom.result_table(view.id, "conflicts")
    if conflicts.is_empty():
        st.info("No text carries different labels.", icon=":material/task_alt:")
        return
    shown = told(conflicts.head(AT_MOST))
    more = "" if shown.height == conflicts.height else f"; the first {AT_MOST:,} are shown"
    st.caption(
        f"{counted(conflicts.height, 'text')} with different labels{more}. That can be right: a "
        "street bears a merchant's name. Click one to review its words."
    )
    key = f"labels_conflicts_{view.id}"
    st.dataframe(
        shown,
        hide_index=True,
        height=table_px(shown.height, 460),
        on_select=lambda: _open(view.id, shown, key),
        selection_mode="single-row",
        key=key,
        column_config=_COLUMNS,
        alt="Texts with different labels",
    )


def told(conflicts: pl.DataFrame) -> pl.DataFrame:
    """Conflicts as a table to read: each label with its count in one cell."""
    both = zip(conflicts["labels"], conflicts["counts"], strict=True)
    labels = [
        ", ".join(f"{label} {count:,}" for label, count in zip(*map(json.loads, one), strict=True))
        for one in both
    ]
    return conflicts.select(
        "text",
        pl.Series("labels", labels, pl.String),
        "words",
        "outliers",
        pl.col("merchants").str.json_decode(pl.List(pl.String)),
    )


_COLUMNS: dict[str, Any] = {
    "text": st.column_config.TextColumn("Text"),
    "labels": st.column_config.TextColumn("Labels and how often", width="large"),
    "words": st.column_config.NumberColumn("Words", width="small"),
    "outliers": st.column_config.NumberColumn("Look wrong", width="small"),
    "merchants": st.column_config.ListColumn("Merchants", width="medium"),
}


def _open(run: str, shown: pl.DataFrame, key: str) -> None:
    event: Any = st.session_state.get(key)
    chosen = event.selection.rows if event else []
    if chosen:
        review(run, words=str(shown["text"][chosen[0]]))
