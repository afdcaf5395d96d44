"""The tool that works on a file of some kind, one press away."""

from __future__ import annotations

import streamlit as st

from engine import CheckedTable
from ui.place import remember

# Per kind: the page, what its button says, and its icon.
_TOOLS = {
    "orders": ("bundles", "Find bundles in it", ":material/shopping_basket:"),
    "baskets": ("bundles", "Find bundles in it", ":material/shopping_basket:"),
    "receipts": ("labels", "Find wrong labels in it", ":material/label:"),
    "survey": ("feedback", "Read the feedback in it", ":material/forum:"),
}
_WITH_ORDERS = (
    "It helps beside order lines, not alone: on the Bundles page, drop it together with them."
)


def show_next(table: CheckedTable, *, key: str) -> None:
    """Offer the tool for a file that was understood; where none works on it alone, say with what.

    Args:
        table: The file.
        key: Of the button.
    """
    if table.kind not in _TOOLS:
        st.caption(_WITH_ORDERS)
        return
    page, says, icon = _TOOLS[table.kind]
    if st.button(says, type="primary", icon=icon, key=key):
        remember(page, file=table.id, run=None)
        st.switch_page(f"pages/{page}.py")
