"""Groups of labels of one kind at one merchant: how consistent, how far reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from engine import Backroom, JobView
from ui.label_table import table_px
from ui.label_tabs import review
from ui.words import counted

BY = {"merchant": "By merchant and label", "label": "By label"}
_TEXT, _NUMBER = st.column_config.TextColumn, st.column_config.NumberColumn
_COUNTS = ("words", "consistent", "outliers")


def show_groups(backroom: Backroom, view: JobView, summary: Mapping[str, Any]) -> None:
    """Show the groups of a finished run, those with most errors first; a click opens one."""
    del summary
    groups = backroom.result_table(view.id, "groups")
    by = st.segmented_control(
        "Groups", list(BY), format_func=BY.__getitem__, default="merchant", required=True,
        key=f"labels_groups_by_{view.id}", label_visibility="collapsed",
    )  # fmt: skip
    shown = by_label(groups) if by == "label" else worst_first(groups.drop("to_review"))
    shown = shown.join(_decided(backroom, view.id, by == "label"), on=_keys(shown), how="left",
                       nulls_equal=True, maintain_order="left")  # fmt: skip
    st.caption(_says(shown.height, groups.filter(pl.col("judged") != "yes").height))
    key = f"labels_groups_{by}_{view.id}"
    st.dataframe(
        shown.with_columns(100 * pl.col("agreement", "purity")),
        hide_index=True,
        height=table_px(shown.height, 460),
        on_select=lambda: _open(view.id, shown, key),
        selection_mode="single-row",
        key=key,
        column_config=_COLUMNS,
        column_order=[name for name in _COLUMNS if name in shown.columns],
        alt="Groups, most wrong labels first",
    )


def _says(many: int, small: int) -> str:
    """How many groups there are, and how many of them are too small."""
    words = f"{counted(many, 'group')}, most wrong labels first; click one to open it."
    if small:
        words += f" {small:,} too small to judge by themselves: all merchants judge them."
    return words


def worst_first(groups: pl.DataFrame) -> pl.DataFrame:
    """Groups with most labels that look wrong first; of equals the less consistent ones."""
    return groups.sort(
        "outliers", "pct_consistent", "merchant_name", "label",
        descending=[True, False, False, False], nulls_last=True,
    )  # fmt: skip


def by_label(groups: pl.DataFrame) -> pl.DataFrame:
    """Groups of one label over all merchants; agreement and purity by their words."""
    means = [_mean(name).alias(name) for name in ("agreement", "purity")]
    whole = groups.group_by("label").agg(
        pl.col("merchant_name").n_unique().alias("merchants"),
        *(pl.col(name).sum() for name in (*_COUNTS, "calls", "saved_by_rule", "saved_by_cache")),
        pl.col("cost").sum(),
        *means,
    )
    share = (100 * pl.col("consistent") / pl.col("words")).alias("pct_consistent")
    return whole.with_columns(share).sort("outliers", "label", descending=[True, False])


def _mean(name: str) -> pl.Expr:
    """Mean of a measure over words; groups that have none of it are left out."""
    known = pl.col("words").filter(pl.col(name).is_not_null())
    return (pl.col(name) * pl.col("words")).sum() / known.sum()


def _keys(groups: pl.DataFrame) -> list[str]:
    return [name for name in ("merchant_name", "label") if name in groups.columns]


def _decided(backroom: Backroom, run: str, whole: bool) -> pl.DataFrame:  # noqa: FBT001
    """How many words of each group are decided, and how many are to be."""
    rows = backroom.label_progress(run)["groups"]
    frame = pl.DataFrame(
        rows, schema_overrides={"merchant_name": pl.String}, infer_schema_length=None
    ).select("merchant_name", "label", "decided", "to_review")
    if whole:
        return frame.group_by("label").agg(pl.col("decided", "to_review").sum())
    return frame


def _open(run: str, shown: pl.DataFrame, key: str) -> None:
    event: Any = st.session_state.get(key)
    chosen = event.selection.rows if event else []
    if chosen:
        row = shown.row(chosen[0], named=True)
        merchant = row["merchant_name"] or "" if "merchant_name" in row else None
        review(run, label=row["label"], merchant=merchant)


_COLUMNS: dict[str, Any] = {
    "merchant_name": _TEXT("Merchant"),
    "label": _TEXT("Label"),
    "merchants": _NUMBER("Merchants", width="small"),
    "words": _NUMBER("Words", width="small"),
    "pct_consistent": st.column_config.ProgressColumn(
        "Consistent", format="%.0f %%", min_value=0, max_value=100
    ),
    "outliers": _NUMBER("Look wrong", width="small"),
    "to_review": _NUMBER("To review", width="small"),
    "decided": _NUMBER("Decided", width="small"),
    "agreement": _NUMBER(
        "Agreement", format="%.0f %%", help="How often similar words carry the same."
    ),
    "purity": _NUMBER("Purity", format="%.0f %%", help="Expected share of right labels."),
    "judged": _TEXT("Judged", width="small"),
    "consensus": _TEXT("Most say", help="What most of its words say, where most say the same."),
    "calls": _NUMBER("Requests", width="small", help="Made to a language model."),
    "saved_by_rule": _NUMBER("Saved by rule", help="Words that needed no model."),
    "saved_by_cache": _NUMBER("Saved by memory", help="Words answered before."),
    "cost": _NUMBER("Cost (USD)", format="%.4f"),
}
