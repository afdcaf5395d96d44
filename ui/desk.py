"""The one open workspace that all pages of this process share."""

from __future__ import annotations

import atexit

import streamlit as st

from engine import Backroom, EngineError
from ui.secrets import offer_secrets


@st.cache_resource(show_spinner=False, on_release=lambda backroom: backroom.close())
def _opened() -> Backroom:
    backroom = Backroom.open()
    # Nothing is released when the server is told to end, but this is called then.
    atexit.register(backroom.close)
    return backroom


def open_desk() -> Backroom:
    """The workspace, or a page that says why it cannot be opened."""
    try:
        backroom = _opened()
    except EngineError as error:
        st.error(str(error), icon=":material/lock:")
        st.stop()
    offer_secrets(backroom)
    return backroom
