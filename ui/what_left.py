"""What left this computer for a run: to which host, how much, which columns, at what cost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui.words import counted, plain, size, usd


def show_what_left(left: Mapping[str, Any]) -> None:
    """Show the account of a run."""
    if not left.get("requests"):
        st.caption(":material/lock: Nothing left this computer.")
        return
