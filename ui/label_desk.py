"""The desk: one word after the other with its receipt and evidence, decided by keys alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from engine import Backroom, JobView
from ui.label_anew import show_anew
from ui.label_desk_state import Row, Standing, standing
from ui.label_evidence import show_evidence, show_last, show_word
from ui.label_filter import SPOT_CHECK, TO_REVIEW, Shown, ask_shown
from ui.label_keys import show_choices, show_keys, show_steps
from ui.label_list import show_list
from ui.label_many import show_many
from ui.label_receipt import draw_receipt, side_by_side
from ui.words import counted, plain


def show_desk(
    backroom: Backroom,
    view: JobView,
    summary: Mapping[str, Any],  # noqa: ARG001 - as of every tab
) -> None:
    """Show the words of a finished run to be decided, the likeliest errors first.

    Args:
        backroom: The open workspace.
        view: The finished run.
        summary: Its summary.
    """
    # A fragment, so that a decision draws nothing but the desk anew.
    st.fragment(_desk)(backroom, view.id)


def _desk(backroom: Backroom, run: str) -> None:
    shown = ask_shown(backroom, run)
    rows, at = shown.rows(backroom, run), standing(run)
    if at.said:
        st.toast(plain(at.said), icon=":material/undo:")
        at.said = ""
    # What tells a reviewer that the next word is there is drawn last: a key that is pressed on
    # seeing it would still stand for the word before until the buttons are drawn.
    with st.container(horizontal=True, vertical_alignment="center"):
        many, progress = st.container(horizontal=True, width="content"), st.container()
    if rows.is_empty() and at.back is None:
        _show_end(backroom, run, at, shown)
    else:
        _show_one(backroom, run, at, *_current(at, rows))
    whole = backroom.label_progress(run)["total"]
    with many:
        # A spot check is worth what is looked at, one word after the other.
        if shown.which != SPOT_CHECK:
            show_many(backroom, run, rows)
        show_anew(backroom, run, int(whole["decided"] - whole["taken_over"]))
    with progress:
        _show_progress(whole, rows.height, shown)
    if not rows.is_empty():
        show_list(run, rows, shown.order)


def _current(at: Standing, rows: pl.DataFrame) -> tuple[Row, int | None]:
    """The word to show, and the row of the one after it."""
    if at.back is not None:
        return at.back, None
    place = at.find(rows["row"])
    after = int(rows["row"][place + 1]) if place + 1 < rows.height else None
    return rows.row(place, named=True), after


def _show_progress(whole: Mapping[str, Any], size: int, shown: Shown) -> None:
    done, left = whole["decided"], whole["to_review"]
    share = done / (done + left) if done + left else 1.0
    words = f"{done:,} decided · {left:,} to review"
    if shown.narrow or shown.which != TO_REVIEW:
        words += f" · {counted(size, 'word')} shown"
    st.progress(share, text=f":small[{words}]")


def _show_one(backroom: Backroom, run: str, at: Standing, row: Row, after: int | None) -> None:
    picture, words = side_by_side()
    with words:
        word = st.container()
        if at.choosing:
            show_choices(backroom, run, row, after)
        else:
            show_keys(backroom, run, row, after)
            show_steps(backroom, run, row, after)
            show_last(at.trail[-1] if at.trail else None)
        show_evidence(row)
    with word:
        show_word(row, at.place + 1 if at.back is None else None)
    with picture:
        _show_receipt(backroom, run, row)


def _show_receipt(backroom: Backroom, run: str, row: Row) -> None:
    receipt = backroom.receipt(run, int(row["row"]))
    st.image(
        draw_receipt(receipt, dark=st.context.theme.type == "dark"),
        alt=f"The receipt with the word {row['word_text']} marked",
    )
    says = "Dashed: other words whose label looks wrong."
    if not receipt["placed"]:
        says = "The file tells no places: words stand in the order of its lines. " + says
    st.caption(says)


def _show_end(backroom: Backroom, run: str, at: Standing, shown: Shown) -> None:
    if shown.narrow or shown.which != TO_REVIEW:
        st.info("No word is under these filters.", icon=":material/filter_alt_off:")
    else:
        st.success(
            "All that looked doubtful is decided. Go on to “Apply and take away”, look through the "
            "rest under “All”, or find wrong labels again: another run learns from what you "
            "decided.", icon=":material/task_alt:",
        )  # fmt: skip
    show_steps(backroom, run, at.trail[-1] if at.trail else {}, None)
