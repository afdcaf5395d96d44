"""What was understood of a file: its columns, what was used, and what was left out and why."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from engine import KINDS, REASONS, Backroom, CheckedTable
from ui.words import counted, plain

SAYS = {field.name: field.says for kind in KINDS.values() for field in kind.fields}


def show_understood(backroom: Backroom, table: CheckedTable) -> None:
    """Show a checked table's account, with the rows that were left out to look at."""
    facts = table.facts
    with st.container(horizontal=True):
        st.metric("Orders", f"{facts['orders']:,}", border=True)
        st.metric("Products", f"{facts['products']:,}", border=True)
        st.metric("Rows used", f"{table.used:,}", border=True)
        st.metric("Rows left out", f"{table.read - table.used:,}", border=True)
    st.caption(_period(table))
    for note in table.notes:
        st.info(plain(note), icon=":material/info:")
    columns, left_out = st.tabs(["Columns", "Left out"])
    with columns:
        _show_columns(table)
    with left_out:
        _show_left_out(backroom, table)


def _period(table: CheckedTable) -> str:
    rows = f"{counted(table.read, 'row')} read"
    if table.facts["first"] is None:
        return rows
    return f"{rows} · orders from {table.facts['first']} to {table.facts['last']}"


def _show_columns(table: CheckedTable) -> None:
    if not table.columns:
        st.caption("No header: every line is one basket of products.")
        return
    rows = [_column_row(column) for column in table.columns]
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            "confidence": st.column_config.ProgressColumn(
                "Confidence", format="percent", min_value=0, max_value=1
            ),
            "values": st.column_config.ListColumn("First values"),
        },
        alt="Which column of the file was taken for which field",
    )


def _column_row(column: dict[str, Any]) -> dict[str, Any]:
    return {
        "Field": column["field"].replace("_", " "),
        "Column in the file": column["heading"],
        "Holds": SAYS[column["field"]],
        "confidence": column["confidence"],
        "Why": column["evidence"],
        "values": column["samples"],
    }


def _show_left_out(backroom: Backroom, table: CheckedTable) -> None:
    if not table.rejected:
        st.caption("Nothing: every row is used.")
        return
    rows = [{"Why": REASONS[reason], "Rows": n} for reason, n in table.rejected.items()]
    st.dataframe(
        rows,
        hide_index=True,
        width="content",
        column_config={"Rows": st.column_config.NumberColumn(format="localized")},
        alt="Rows left out by reason",
    )
    st.caption(
        f"{table.read:,} read = {table.used:,} used + {table.read - table.used:,} left out. "
        "Row numbers count the file's data rows from 1."
    )
    rejects = backroom.rejects(table.id)
    told = rejects.head(1000).select(
        pl.col("row").alias("Row"),
        pl.col("reason").replace_strict(REASONS, default=None).alias("Why"),
        pl.col("value").alias("Cell behind it, or the order"),
    )
    st.dataframe(told, hide_index=True, height=240, alt="Rows left out, one by one")
    st.download_button(
        "Download the rows left out",
        data=lambda: backroom.csv(rejects),
        file_name="left_out.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )
