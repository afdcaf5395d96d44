"""The answers of a trial: how many by whom, those that failed, and the file to take away."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import streamlit as st

from engine import Backroom
from ui.what_left import show_what_left
from ui.words import counted, plain

SHOWN_ROWS = 1000
FEW = 8
# Rows that were not asked about, as their reason says.
NO_TEXT = "no text"


def show_answers(backroom: Backroom, run: str, ask_again: Callable[[], None] | None) -> None:
    """Show what was answered.

    Args:
        backroom: The open workspace.
        run: A run that kept answers.
        ask_again: Asks the same once more, for those that have no answer; None offers nothing.
    """
    answers = backroom.result_table(run, "answers")
    asked = answers.filter(pl.col("reason").is_null() | (pl.col("reason") != NO_TEXT))
    missing = asked.filter(pl.col("made_by").is_null())
    _show_counts(asked, missing)
    _show_reasons(missing["reason"].drop_nulls())
    only = bool(missing.height) and st.toggle(
        f"Only the {counted(missing.height, 'text')} without an answer", key=f"missing_{run}"
    )
    _show_rows(missing if only else asked)
    _show_left_out(asked.height, answers.height)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Download answers.csv",
            data=lambda: backroom.files(run)["answers.csv"],
            file_name="answers.csv",
            mime="text/csv",
            on_click="ignore",
            type="primary",
            icon=":material/download:",
            key=f"answers_{run}",
        )
        if (
            ask_again is not None
            and missing.height
            and st.button(
                "Ask again about those without an answer",
                icon=":material/refresh:",
                key=f"again_{run}",
            )
        ):
            ask_again()
    show_what_left(backroom.what_left(run))


def _show_counts(answers: pl.DataFrame, missing: pl.DataFrame) -> None:
    by = (
        answers.drop_nulls("made_by")
        .group_by("made_by")
        .len()
        .sort("len", "made_by", descending=True)
    )
    with st.container(horizontal=True):
        for made_by, count in by.head(3).rows():
            st.metric(f"Answered by {plain(made_by)}", f"{count:,}", border=True)
        if missing.height:
            st.metric("Without an answer", f"{missing.height:,}", border=True)
    if any(str(made_by).startswith("local:") for made_by in by["made_by"]):
        st.caption(
            ":material/info: The models of this computer choose by likeness of meaning: read some "
            "of their answers before you rely on them."
        )
    for name in answers.columns[2:-2]:
        _show_shares(answers[name].drop_nulls())


def _show_reasons(reasons: pl.Series) -> None:
    """Why texts have no answer, the most frequent reasons first; the table cuts long ones."""
    counts = reasons.alias("value").value_counts(name="count")
    counts = counts.sort("count", "value", descending=[True, False]).head(FEW)
    for value, count in counts.rows():
        said = f"{counted(count, 'text')} without an answer: {value}"
        st.caption(f":material/help: {plain(said)}")


def _show_shares(given: pl.Series) -> None:
    """How often each answer was given, where there are few different ones."""
    if not 0 < given.n_unique() <= FEW:
        return
    counts = given.alias("value").value_counts(name="count")
    counts = counts.sort("count", "value", descending=[True, False])
    told = " · ".join(f"{value} {count:,}" for value, count in counts.rows())
    st.caption(plain(f"{given.name}: {told}"))


def _show_rows(answers: pl.DataFrame) -> None:
    # An empty cell is empty, not the word None.
    shown = answers.head(SHOWN_ROWS).with_columns(pl.col(pl.String).fill_null(""))
    if not any(shown["reason"]):
        shown = shown.drop("reason")
    names = {"row": "Row", "text": "Text", "made_by": "Made by", "reason": "Why"}
    titles = {name: st.column_config.Column(title) for name, title in names.items()}
    st.dataframe(
        shown,
        hide_index=True,
        height=min(420, 36 * (shown.height + 1) + 2),
        column_config={name: titles[name] for name in shown.columns if name in titles},
        alt="Answers, a row for each text",
    )


def _show_left_out(asked: int, rows: int) -> None:
    """Which rows the table does not show; the file has all of them."""
    words = [f"the first {SHOWN_ROWS:,} are shown"] if asked > SHOWN_ROWS else []
    if asked < rows:
        words.append(f"{counted(rows - asked, 'row')} without a text")
    if words:
        st.caption(f"The file has all {rows:,} rows: {', '.join(words)}.")
