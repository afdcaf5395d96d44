"""The blind recheck: some decided words once more, without saying what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from engine import LABELS, Backroom
from ui.label_receipt import draw_receipt, side_by_side
from ui.words import counted, percent, plain


def show_recheck(backroom: Backroom, run: str) -> None:
    """Show one word of the recheck after the other, and how far the answers agree."""
    agreement = backroom.recheck_agreement(run)
    waiting = backroom.recheck(run)
    _show_agreement(agreement)
    if waiting.is_empty():
        if not agreement["n"]:
            st.caption("Decide some words first; one in twenty of them is then asked once more.")
        return
    row = waiting.row(0, named=True)
    st.caption(f"{counted(waiting.height, 'word')} to look at once more, blind.")
    picture, words = side_by_side()
    with picture:
        receipt = backroom.receipt(run, int(row["row"]))
        dark = st.context.theme.type == "dark"
        st.image(draw_receipt(receipt, dark=dark), alt="The receipt with the word marked")
    with words:
        st.markdown(f"### {plain(str(row['word_text']))}")
        st.caption(f"The file says {row['label']}.")
        _show_answers(backroom, run, row)


def _show_agreement(agreement: Mapping[str, Any]) -> None:
    if not agreement["n"]:
        return
    share = percent(agreement["agreement"])
    words = f"You agreed with yourself on **{share}** of {counted(agreement['n'], 'word')}"
    words += f" (between {percent(agreement['low'])} and {percent(agreement['high'])})"
    if agreement["too_small"]:
        words += f". {plain(agreement['too_small'])}"
    elif agreement["kappa"] is not None:
        words += f"; beyond chance (kappa): {agreement['kappa']:.2f}."
    st.markdown(words)


def _show_answers(backroom: Backroom, run: str, row: Mapping[str, Any]) -> None:
    number = int(row["row"])
    with st.container(horizontal=True):
        st.button(
            "It is right", icon=":material/verified:", key=f"labels_recheck_right_{run}",
            shortcut="S", on_click=backroom.answer_recheck, args=(run, number, "reject"),
        )  # fmt: skip
        with st.popover("It is wrong", icon=":material/edit:"):
            label = st.selectbox("It should be", [one for one in LABELS if one != row["label"]],
                                 key=f"labels_recheck_label_{number}")  # fmt: skip
            st.button(
                "Answer", type="primary", key=f"labels_recheck_wrong_{run}",
                on_click=backroom.answer_recheck, args=(run, number, "change", label),
            )  # fmt: skip
        st.button(
            "Unsure", icon=":material/help:", key=f"labels_recheck_unsure_{run}",
            shortcut="F", on_click=backroom.answer_recheck, args=(run, number, "unsure"),
        )  # fmt: skip
