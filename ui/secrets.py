"""Keys in Streamlit's secrets, handed to the engine; without such a file nothing is shown."""

from __future__ import annotations

import os

import streamlit as st

from engine import KEY_NAMES, Backroom


def offer_secrets(backroom: Backroom) -> None:
    """Offer the engine the keys that stand in Streamlit's secrets, if any do."""
    if not st.secrets.load_if_toml_exists():
        return
    for name in KEY_NAMES:
        key = st.secrets.get(name)
        if not isinstance(key, str) or not key.strip():
            continue
        # Streamlit copies its secrets to the environment, which every process begun here inherits.
        if os.environ.get(name) == key:
            del os.environ[name]
        backroom.offer_secret(key.strip(), name)
