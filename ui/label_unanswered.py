"""Words about which a server's model gave no answer, and a way to ask about them once more."""

from __future__ import annotations

import streamlit as st

from engine import Backroom, EngineError, JobView, NotFound
from ui.label_options import options_of_run
from ui.label_table import table_px
from ui.place import go_to
from ui.words import counted, plain


def show_unanswered(backroom: Backroom, view: JobView) -> None:
    """Show what a finished run asked in vain; nothing where all was answered.

    Args:
        backroom: The open workspace.
        view: The finished run.
    """
    try:
        rows = backroom.result_table(view.id, "unanswered")
    except NotFound:
        return
    if rows.is_empty():
        return
    title = f"{counted(rows.height, 'word')} the model gave no answer about"
    with st.expander(title, icon=":material/mark_email_unread:"):
        st.dataframe(
            rows.drop("row"), hide_index=True, height=table_px(rows.height, 260),
            column_config={
                "word_text": "Word", "label": "Label", "merchant_name": "Merchant",
                "reason": st.column_config.TextColumn("Why there is none", width="large"),
            },
            column_order=("word_text", "label", "merchant_name", "reason"),
            alt="Words without an answer",
        )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            _offer_anew(backroom, view.id)


def _offer_anew(backroom: Backroom, run: str) -> None:
    pressed = st.button(
        "Ask about them once more", icon=":material/refresh:", key=f"labels_unanswered_{run}"
    )
    st.caption("Answers that came are remembered: only these words are sent.", width="content")
    if not pressed:
        return
    row = backroom.run(run)
    try:
        anew = backroom.find_labels(
            str(row.question["table"]), options_of_run(row), model="openai", again=True
        )
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    go_to("labels", run=anew)
    st.rerun()
