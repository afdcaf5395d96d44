"""A run of Labels for a room: how many look wrong, how far that can be trusted, what is left."""

from __future__ import annotations

import streamlit as st

from engine import Backroom, JobView
from ui.label_results import show_headline, summary_of
from ui.label_trust import show_left, show_self_test


def present_labels(backroom: Backroom, view: JobView) -> None:
    """Show a finished run; no word of a receipt is shown."""
    summary = summary_of(backroom, view.id)
    st.title("Labels that look wrong")
    show_headline(summary)
    if not summary["totals"]["judged"]:
        return
    show_self_test(summary)
    st.markdown("##### When to stop")
    show_left(backroom.stop_here(view.id))
