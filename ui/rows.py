"""A table of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from ui.words import plain


def show_rows(rows: Sequence[Mapping[str, str]]) -> None:
    """Show a table whose sentences break into lines instead of being cut.

    Args:
        rows: Heading → words, a mapping a row, all with the same headings; shown as themselves.
    """
    st.table([{name: plain(value) for name, value in row.items()} for row in rows], hide_index=True)
