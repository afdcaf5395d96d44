"""A way to begin a review anew: all that was decided about the file is forgotten."""

from __future__ import annotations

import streamlit as st

from engine import Backroom
from ui.label_desk_state import begin_anew
from ui.words import counted


def show_anew(backroom: Backroom, run: str, decided: int) -> None:
    """Offer to forget every decision about the file of a run.

    Args:
        backroom: The open workspace.
        run: The finished run.
        decided: How many labels are decided.
    """
    with st.popover("Start over", icon=":material/restart_alt:", disabled=not decided):
        st.markdown(
            f"Forget what was decided about {counted(decided, 'label')} of this file, here and in "
            "every other run of it? This cannot be undone. Rules you keep stay, and so do "
            "decisions made in other files."
        )
        st.button(
            "Forget them all", key=f"labels_forget_{run}", type="primary",
            on_click=_forget, args=(backroom, run),
        )  # fmt: skip


def _forget(backroom: Backroom, run: str) -> None:
    backroom.forget_label_decisions(run)
    begin_anew(run, "All decisions about this file are forgotten.")
