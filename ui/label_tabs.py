"""From any tab of a run of Labels to its desk, filtered."""

from __future__ import annotations

import streamlit as st

from ui.label_desk_state import standing
from ui.label_filter import TO_REVIEW, set_shown

REVIEW = ":material/fact_check: Review"


def tabs_key(run: str) -> str:
    """Where the session has the open tab of a run."""
    return f"labels_tabs_{run}"


def review(
    run: str, *, label: str = "", merchant: str | None = None, words: str = "",
    which: str = TO_REVIEW,
) -> None:  # fmt: skip
    """Open the desk on some words; the next drawing of the page shows it."""
    set_shown(run, label=label, merchant=merchant, words=words, which=which)
    at = standing(run)
    at.at, at.back, at.place, at.choosing = None, None, 0, False
    st.session_state[tabs_key(run)] = REVIEW
