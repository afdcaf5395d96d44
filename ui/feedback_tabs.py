"""From any tab of a run of Feedback to its comments, filtered."""

from __future__ import annotations

import streamlit as st

from ui.feedback_filters import set_filter

COMMENTS = ":material/forum: Comments"


def tabs_key(run: str) -> str:
    """Where the session has the open tab of a run."""
    return f"feedback_tabs_{run}"


def read_comments(run: str, name: str, value: str) -> None:
    """Open the comments of one theme, group or segment; the next drawing of the page shows them."""
    set_filter(run, name, (value,))
    st.session_state[tabs_key(run)] = COMMENTS
