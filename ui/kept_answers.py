"""Answers that are remembered for later runs: how many, for how long, and how to forget them."""

from __future__ import annotations

import streamlit as st

from engine import Backroom
from ui.settings_fields import ask_setting, show_saving
from ui.words import counted, size


def show_kept_answers(backroom: Backroom) -> None:
    """Show what is remembered; change for how long; forget it."""
    kept = backroom.answers_kept()
    st.caption(
        "The same question about the same text is asked once: later runs find the answer in your "
        "workspace, at no cost and without anything leaving this computer."
    )
    with st.container(horizontal=True):
        st.metric("Answers", f"{kept.count:,}", border=True)
        st.metric("Space", size(kept.bytes), border=True)
        st.metric("Used again", counted(kept.hits, "time"), border=True)
        oldest = f"{kept.oldest:%d %b %Y}" if kept.oldest else "–"
        st.metric("Oldest", oldest, border=True)
    switch = ask_setting(backroom, "comment_cache", "Remember answers for later runs")
    with st.container(horizontal=True):
        days = ask_setting(backroom, "cache_ttl_days", "Forget each after")
        space = ask_setting(backroom, "cache_mb", "Most space")
    values = {"comment_cache": switch, "cache_ttl_days": days, "cache_mb": space}
    show_saving(backroom, values, key="kept")
    with st.popover("Forget all of them", icon=":material/delete:", disabled=not kept.count):
        st.caption(
            f"{counted(kept.count, 'answer')} will be asked for again when they are needed, which "
            "may cost money. Finished runs keep their results."
        )
        if st.button("Yes, forget them", key="kept_forget"):
            backroom.forget_answers()
            st.rerun()
