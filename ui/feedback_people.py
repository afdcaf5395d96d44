"""Who to call first, and whose score and comment do not go together."""

from __future__ import annotations

import polars as pl
import streamlit as st

from ui.feedback_seen import Seen
from ui.words import counted

HIGHEST = 560  # pixels of a table
LINE, SEVERAL, MANY = 33, 58, 96
"""Pixels of a row of one line, and of rows whose sentences break into several or many."""
MOST = 200
_COLUMNS = {
    "Row": st.column_config.NumberColumn(width=60),
    "Score": st.column_config.NumberColumn(format="%g", width=60),
    "Risk": st.column_config.NumberColumn(
        format="%.0f %%", width=60, help="How likely it is that they leave."
    ),
    "Why": st.column_config.TextColumn(width=190),
    "Themes": st.column_config.TextColumn(width=130),
}
_MISMATCHES = {
    "complaint": (
        "A high score with a complaint",
        "They like you and met something that hurts: the easiest to win back.",
    ),
    "praise": (
        "A low score with praise",
        "They may have read the scale the other way round; their score counts all the same.",
    ),
}


def show_people(seen: Seen) -> None:
    """Show the list of whom to call, and the mismatches."""
    _show_churn(seen)
    _show_mismatches(seen)


def _show_churn(seen: Seen) -> None:
    churn = seen.measures.churn
    st.markdown("##### Who to call first")
    if churn.is_empty():
        st.caption(
            "Nobody stands out. The risk of leaving needs 200 rated comments to be told; below "
            "that only those who say so are listed."
        )
        return
    worth = counted(int(seen.measures.totals["to_call"]), "response")
    first = f"The first {churn.height:,} of " if churn.height >= MOST else ""
    st.caption(f"{first}{worth} worth a call, the most urgent first.")
    _table(_told_calls(churn), "Who to call first", MANY, 330)
    st.download_button(
        "Download the list",
        data=lambda: seen.backroom.csv(_flat(churn)),
        file_name="call_first.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"feedback_churn_{seen.run}",
    )


def _told_calls(churn: pl.DataFrame) -> pl.DataFrame:
    """Whom to call as people read it; without a risk where none is known."""
    why = pl.col("why")
    told = churn.select(
        pl.col("row").alias("Row"),
        pl.col("score").alias("Score"),
        (100 * pl.col("churn_risk")).round(0).alias("Risk"),
        (why.str.slice(0, 1).str.to_uppercase() + why.str.slice(1)).alias("Why"),
        pl.col("comment").alias("Comment"),
        pl.col("themes").list.join(", ").alias("Themes"),
    )
    return told.drop("Risk") if told["Risk"].null_count() == told.height else told


def _show_mismatches(seen: Seen) -> None:
    for kind, (title, says) in _MISMATCHES.items():
        found = seen.measures.mismatches.filter(pl.col("mismatch") == kind)
        if found.is_empty():
            continue
        st.markdown(f"##### {title}")
        st.caption(f"{counted(found.height, 'response')}. {says}")
        told = found.select(
            pl.col("row").alias("Row"),
            pl.col("score").alias("Score"),
            pl.col("comment").alias("Comment"),
            pl.col("themes").list.join(", ").alias("Themes"),
        )
        _table(told, title, SEVERAL, 520)


def _table(told: pl.DataFrame, alt: str, line: int, comment: int) -> None:
    """A table whose sentences break into lines; its rows and its comments of so many pixels."""
    st.dataframe(
        told,
        hide_index=True,
        row_height=line,
        height=min(HIGHEST, line * told.height + LINE + 3),
        column_config={**_COLUMNS, "Comment": st.column_config.TextColumn(width=comment)},
        alt=alt,
    )


def _flat(table: pl.DataFrame) -> pl.DataFrame:
    """Lists as one text each, as a spreadsheet has them."""
    lists = [name for name, kind in table.schema.items() if kind == pl.List(pl.String)]
    return table.with_columns(pl.col(name).list.join(", ") for name in lists)
