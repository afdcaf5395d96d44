"""How several files met: the shares matched, and what was not found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from engine import CheckedTable
from ui.words import percent, plain

SHOWN = 200


def show_join(table: CheckedTable) -> None:
    """Show how files met: the shares matched, and what was not found."""
    accounts: Mapping[str, Any] = table.told.get("join", {})
    if not accounts:
        return
    st.markdown("##### How the files met")
    st.caption(plain(" + ".join(parent["name"] for parent in table.told["parents"])))
    headers, products = accounts.get("headers"), accounts.get("products")
    with st.container(horizontal=True):
        if headers:
            st.metric("Orders with a header", percent(headers["share"]), border=True)
        if products:
            st.metric("Lines found in the catalog", percent(products["share"]), border=True)
            if products.get("catalog_coverage") is not None:
                st.metric(
                    "Catalog ever sold",
                    percent(products["catalog_coverage"]),
                    border=True,
                    help="Share of the catalog's variants that stand in at least one order.",
                )
    if products:
        _show_unmatched(products["unresolved"], "products", "unmatched_products")
    if headers:
        _show_unmatched(headers["absent"], "orders without a header", "unmatched_orders")


def _show_unmatched(rows: Sequence[Mapping[str, Any]], what: str, key: str) -> None:
    if not rows:
        return
    with st.expander(f"Not found: {what}", icon=":material/search_off:"):
        st.dataframe(list(rows[:SHOWN]), hide_index=True, key=key, alt=f"Not found: {what}")
        if len(rows) > SHOWN:
            st.caption(f"The first {SHOWN}; all are in the manifest of a run.")
