"""Runs that are under way, in the sidebar of every page and tab."""

from __future__ import annotations

import streamlit as st

from engine import Backroom
from ui.place import way_to
from ui.words import plain

LOOK_EVERY_S = 2.0


def show_under_way(backroom: Backroom) -> None:
    """List what runs now with a link to it; nothing where nothing runs."""
    if backroom.active():
        st.fragment(_list, run_every=LOOK_EVERY_S)(backroom)


def _list(backroom: Backroom) -> None:
    active = backroom.active()
    if not active:
        st.rerun()
    st.caption("Under way")
    for view in active:
        share = "waiting" if view.status == "queued" else f"{view.steps.fraction:.0%}"
        page, says = way_to(view.kind, view.id)
        st.page_link(
            page,
            label=f"{share} · {plain(view.title)}",
            icon=":material/progress_activity:",
            query_params=says,
        )
