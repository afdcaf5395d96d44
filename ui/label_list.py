"""The worklist as a table beneath the desk; a click opens a word."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from ui.label_desk_state import standing
from ui.label_names import ACTIONS
from ui.label_table import table_px
from ui.words import counted

AT_MOST = 1_000
_TEXT, _NUMBER = st.column_config.TextColumn, st.column_config.NumberColumn


def show_list(run: str, rows: pl.DataFrame, order: str = "likeliest errors first") -> None:
    """Show the first rows of the worklist, on request.

    Args:
        run: The finished run.
        rows: The words under the filters, ranked.
        order: How they are.
    """
    box = st.expander(
        f"Worklist ({rows.height:,})", icon=":material/format_list_numbered:",
        key=f"labels_list_{run}", on_change="rerun",
    )  # fmt: skip
    if not box.open:
        return
    # With every decision rows stand at other places, and a selection must not mean another word.
    key = f"labels_rows_{run}_{standing(run).revision}"
    with box:
        first = rows.head(AT_MOST)
        shown = "All" if first.height == rows.height else f"The first {first.height:,}"
        st.caption(f"{counted(rows.height, 'word')}, {order}. {shown} are shown; click one.")
        st.dataframe(
            _told(first),
            hide_index=True,
            height=table_px(first.height, 320),
            on_select=lambda: _open(run, first["row"].to_list(), key),
            selection_mode="single-row",
            key=key,
            column_config=_COLUMNS,
            alt=f"Worklist, {order}",
        )


def _told(rows: pl.DataFrame) -> pl.DataFrame:
    titles = {name: action.done for name, action in ACTIONS.items()}
    told = rows.select(
        pl.col("outlier_score") * 100,
        "word_text",
        "label",
        "suggested_label",
        pl.col("confidence") * 100,
        pl.col("action").replace_strict(titles, default=None, return_dtype=pl.String),
        "new_label",
        "merchant_name",
        "receipt_id",
        *_judges(rows),
        "reason",
    )
    # An empty cell, not one that says "None".
    return told.with_columns(pl.col(pl.String).fill_null(""))


def _judges(rows: pl.DataFrame) -> list[pl.Expr]:
    """Which model of a server judged a label; no column where none did."""
    by_model = pl.col("decided_by") == "llm"
    if rows.filter(by_model).is_empty():
        return []
    name = pl.col("made_by").str.splitn(":", 2).struct.field("field_1")
    return [pl.when(by_model).then(name).alias("judge")]


def _open(run: str, rows: list[int], key: str) -> None:
    event: Any = st.session_state.get(key)
    chosen = event.selection.rows if event else []
    if chosen and chosen[0] < len(rows):
        at = standing(run)
        at.at, at.back, at.choosing = rows[chosen[0]], None, False


_COLUMNS: dict[str, Any] = {
    "outlier_score": st.column_config.ProgressColumn(
        "Wrong", format="%.0f %%", min_value=0.0, max_value=100.0, width="small"
    ),
    "word_text": _TEXT("Word"),
    "label": _TEXT("Label"),
    "suggested_label": _TEXT("Suggested"),
    "confidence": _NUMBER("Sure", format="%.0f %%", width="small"),
    "action": _TEXT("Decision", width="small"),
    "new_label": _TEXT("New label"),
    "merchant_name": _TEXT("Merchant"),
    "receipt_id": _TEXT("Receipt", width="small"),
    "judge": _TEXT("Model", width="small", help="The model of a server that judged the label."),
    "reason": _TEXT("Why", width="large"),
}
