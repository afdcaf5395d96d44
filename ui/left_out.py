"""Rows that were left out, and rows that are used although something is odd."""

from __future__ import annotations

import polars as pl
import streamlit as st

from engine import REASONS, Backroom, CheckedTable
from ui.words import counted

SHOWN_ROWS = 1000


def show_left_out(backroom: Backroom, table: CheckedTable) -> None:
    """Show the rows left out: how many for which reason, each with the cell behind it."""
    if not table.rejected:
        st.caption("Nothing: every row is used.")
        return
    _show_counts(table.rejected, "Rows left out by reason")
    st.caption(
        f"{table.read:,} read = {table.used:,} used + {table.read - table.used:,} left out. "
        "Row numbers count the file's data rows from 1."
    )
    _show_rows(backroom.rejects(table.id), "Cell behind it", "Rows left out, one by one")
    st.download_button(
        "Download the rows left out",
        data=lambda: backroom.csv(backroom.left_out(table.id)),
        file_name="left_out.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"left_out_{table.id}",
        help="With the file and row each comes from. Mend the cells and drop the file here again: "
        "only the rows you changed are added.",
    )


def show_doubts(backroom: Backroom, table: CheckedTable) -> None:
    """Show the rows that are used although something is odd."""
    doubted = table.told.get("doubted", {})
    if not doubted:
        st.caption("Nothing odd was noticed in the rows that are used.")
        return
    st.caption("These rows are used as they stand; look whether that is right.")
    _show_counts(doubted, "Odd rows by reason")
    _show_rows(backroom.doubts(table.id), "Cell behind it", "Odd rows, one by one")


def _show_counts(counts: dict[str, int], alt: str) -> None:
    st.dataframe(
        [{"Why": REASONS[reason], "Rows": n} for reason, n in counts.items()],
        hide_index=True,
        width="content",
        column_config={"Rows": st.column_config.NumberColumn(format="localized")},
        alt=alt,
    )


def _show_rows(rows: pl.DataFrame, behind: str, alt: str) -> None:
    told = rows.head(SHOWN_ROWS).select(
        pl.col("row").alias("Row"),
        pl.col("reason").replace_strict(REASONS, default=None).alias("Why"),
        pl.col("value").alias(behind),
    )
    st.dataframe(told, hide_index=True, height=min(240, 36 * (told.height + 1) + 2), alt=alt)
    if rows.height > SHOWN_ROWS:
        st.caption(
            f"The first {SHOWN_ROWS:,} of {counted(rows.height, 'row')}; all are in the download."
        )
