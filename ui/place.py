"""Where a page is: which file and which run it shows.

The address holds it, so that a reload and a copied link work; the session holds it too, because
changing pages by the sidebar drops the address's part.
"""

from __future__ import annotations

import streamlit as st

# Where a run of each kind is opened: the page, and what its address says besides the run.
_OPENS = {
    "bundles": ("pages/bundles.py", {}),
    "labels": ("pages/labels.py", {}),
    "feedback": ("pages/feedback.py", {}),
    "ask": ("pages/settings.py", {"tab": "trial"}),
}


def current(page: str, name: str) -> str | None:
    """The id a page shows under this name, from the address or else from the session."""
    key = f"{page}.{name}"
    value: str | None = st.query_params.get(name) or st.session_state.get(key)
    if value:
        st.session_state[key] = value
        if st.query_params.get(name) != value:
            st.query_params[name] = value
    return value


def go_to(page: str, **names: str | None) -> None:
    """Set what a page shows; None clears it."""
    for name, value in names.items():
        key = f"{page}.{name}"
        st.session_state[key] = value
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def remember(page: str, **names: str | None) -> None:
    """Set what another page will show when it is opened."""
    for name, value in names.items():
        st.session_state[f"{page}.{name}"] = value


def way_to(kind: str, run: str) -> tuple[str, dict[str, str]]:
    """The page that a run opens on, and what its address says."""
    page, says = _OPENS[kind]
    return page, {"run": run, **says}
