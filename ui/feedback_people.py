"""Who to call first, and whose score and comment do not go together."""

from __future__ import annotations

import polars as pl
import streamlit as st

from ui.feedback_seen import Seen
from ui.words import counted

HIGHEST = 420
MOST = 200
_RISK = st.column_config.ProgressColumn(
    "Risk", help="Of leaving.", format="percent", min_value=0.0, max_value=1.0, width="small"
)
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
    more = " More would follow; these are enough to begin with." if churn.height >= MOST else ""
    st.caption(f"{counted(churn.height, 'response')}, the most urgent first.{more}")
    told = churn.select(
        pl.col("row").alias("Row"),
        pl.col("score").alias("Score"),
        pl.col("churn_risk").alias("risk"),
        pl.col("why").alias("Why"),
        pl.col("comment").alias("Comment"),
        pl.col("themes").list.join(", ").alias("Themes"),
    )
    if told["risk"].null_count() == told.height:
        told = told.drop("risk")
    _table(told, "Who to call first")
    st.download_button(
        "Download the list",
        data=lambda: seen.backroom.csv(_flat(churn)),
        file_name="call_first.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"feedback_churn_{seen.run}",
    )


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
        _table(told, title)


def _table(told: pl.DataFrame, alt: str) -> None:
    st.dataframe(
        told,
        hide_index=True,
        height=min(HIGHEST, 36 * (told.height + 1) + 2),
        column_config={
            "Row": st.column_config.NumberColumn(width="small"),
            "Score": st.column_config.NumberColumn(format="%g", width="small"),
            "risk": _RISK,
            "Why": st.column_config.TextColumn(width="medium"),
            "Comment": st.column_config.TextColumn(width="large"),
        },
        alt=alt,
    )


def _flat(table: pl.DataFrame) -> pl.DataFrame:
    """Lists as one text each, as a spreadsheet has them."""
    lists = [name for name, kind in table.schema.items() if kind == pl.List(pl.String)]
    return table.with_columns(pl.col(name).list.join(", ") for name in lists)
