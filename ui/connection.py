"""Test the connection to the server, and what the test found."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine import Backroom, EngineError
from ui.words import counted, plain

_FOUND = "connection.found"
SHOWN_MODELS = 200


def show_connection(backroom: Backroom, *, unsaved: bool) -> None:
    """Offer the test; show what the last one of this session found, while it is of account.

    Args:
        backroom: The open workspace.
        unsaved: Whether fields differ from the settings the test would use.
    """
    asked = (backroom.settings, backroom.key_origin())
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(
            "Test the connection",
            icon=":material/network_check:",
            key="connection_test",
            disabled=unsaved,
        )
        st.caption(
            "Save first: the test uses what is saved."
            if unsaved
            else "Sends one short made-up question, nothing of yours.",
            width="content",
        )
    if pressed:
        with st.spinner("Asking the server…"):
            st.session_state[_FOUND] = (asked, _test(backroom))
    before, found = st.session_state.get(_FOUND, (None, None))
    if found is not None and before == asked and not unsaved:
        _show(found)


def _test(backroom: Backroom) -> Any:
    try:
        return backroom.test_connection()
    except EngineError as error:
        return str(error)


def _show(found: Any) -> None:
    if isinstance(found, str):
        st.error(plain(found), icon=":material/error:")
        return
    sentences = "  \n".join(plain(sentence) for sentence in found.sentences)
    if found.ok:
        st.success(sentences, icon=":material/check_circle:")
    else:
        st.error(sentences, icon=":material/error:")
    if found.models:
        with st.expander(f"{counted(len(found.models), 'model')} on this server"):
            st.dataframe(
                [{"Model": name} for name in found.models[:SHOWN_MODELS]],
                hide_index=True,
                height=min(300, 36 * (len(found.models) + 1) + 2),
                alt="Models on this server",
            )
