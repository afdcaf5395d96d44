"""The navigation, in one place: the frame calls it, and a page that was opened without a frame.

The first visit after a server start to an address below `/` runs that page alone, because a
folder named `pages` stands beside the app. A page then declares the navigation and starts over,
this time inside the frame.
"""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui.present import presenting

FRAMED = "framed"


def set_page() -> None:
    """Title, icon and layout of the browser's tab.

    Without an icon of its own the tab takes that of the page, which the browser would fetch from
    another server.
    """
    st.set_page_config(page_title="Backroom", page_icon="ui/icon.svg", layout="wide")


def navigate() -> StreamlitPage:
    """Declare the pages; returns the one that was asked for."""
    return st.navigation(
        [
            st.Page("pages/home.py", title="Home", icon=":material/storefront:", default=True),
            st.Page("pages/files.py", title="Files", icon=":material/folder_open:"),
            st.Page("pages/bundles.py", title="Bundles", icon=":material/shopping_basket:"),
            st.Page("pages/labels.py", title="Labels", icon=":material/label:"),
            st.Page("pages/feedback.py", title="Feedback", icon=":material/forum:"),
            st.Page("pages/runs.py", title="Runs", icon=":material/history:"),
            st.Page("pages/settings.py", title="Settings", icon=":material/tune:"),
        ],
        position="hidden" if presenting() else "sidebar",
    )


def require_frame() -> None:
    """Start over inside the frame where a page runs without it."""
    if FRAMED not in st.session_state:
        st.session_state[FRAMED] = True
        set_page()
        navigate()
        st.rerun()
