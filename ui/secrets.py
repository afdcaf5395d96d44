"""A key in Streamlit's secrets, handed to the engine; without such a file nothing is shown."""

from __future__ import annotations

import os

import streamlit as st

from engine import Backroom

NAME = "OPENAI_API_KEY"


def offer_secrets(backroom: Backroom) -> None:
    """Offer the engine the key that stands in Streamlit's secrets, if one does."""
    if not st.secrets.load_if_toml_exists():
        return
    key = st.secrets.get(NAME)
    if not isinstance(key, str) or not key.strip():
        return
    # Streamlit copies its secrets to the environment, which every process begun here inherits.
    if os.environ.get(NAME) == key:
        del os.environ[NAME]
    backroom.offer_secret(key.strip())
