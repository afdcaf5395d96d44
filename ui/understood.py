"""What was understood of a file, in numbers and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from engine import CheckedTable
from ui.words import counted, plain

# Per kind: what is shown as a number, under which word.
_METRICS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "orders": (("orders", "Orders"), ("products", "Products")),
    "baskets": (("orders", "Orders"), ("products", "Products")),
    "order_headers": (("orders", "Orders"),),
    "catalog": (("products", "Products"), ("priced", "With a price")),
    "inventory": (("products", "Products"), ("locations", "Places")),
    "receipts": (("receipts", "Receipts"), ("labelled", "Labelled words")),
    "survey": (("scored", "With a score"), ("commented", "With a comment")),
}


def show_facts(table: CheckedTable) -> None:
    """Show a checked table's account: counts, the days it covers, what was assumed."""
    doubted = sum(table.told.get("doubted", {}).values())
    with st.container(horizontal=True):
        for name, label in _METRICS[table.kind]:
            if isinstance(table.facts.get(name), int) and table.facts[name] is not True:
                st.metric(label, f"{table.facts[name]:,}", border=True)
        st.metric("Rows used", f"{table.used:,}", border=True)
        st.metric("Rows left out", f"{table.read - table.used:,}", border=True)
        if doubted:
            st.metric("Used, but odd", f"{doubted:,}", border=True)
    st.caption(_period(table))
    _show_privacy(table)
    sentences = (*_more(table.facts), *table.notes)
    if sentences:
        with st.container(border=True, gap="xsmall"):
            for sentence in sentences:
                st.markdown(f":small[:material/info: {plain(sentence)}]")


def _show_privacy(table: CheckedTable) -> None:
    """Which columns were left out because they may tell a person, and what became of customers."""
    left = table.told.get("personal", [])
    hashed = [column["heading"] for column in table.columns if column.get("personal")]
    words = []
    if left:
        words.append(f"not kept, as they may tell a person: {', '.join(left)}")
    if hashed:
        words.append(f"kept as a salted hash only: {', '.join(hashed)}")
    if words:
        told = "; ".join(words)
        st.caption(f":material/lock: {plain(told[:1].upper() + told[1:])}\\.")


def _period(table: CheckedTable) -> str:
    rows = f"{counted(table.read, 'row')} read"
    if table.facts.get("first") is None:
        return rows
    return f"{rows} · from {table.facts['first']} to {table.facts['last']}"


def _more(facts: Mapping[str, Any]) -> list[str]:
    """What a survey's scale is, and why; where that is not sure, a note says so already."""
    scale = facts.get("scale")
    if not scale or scale.get("mixed") or scale["name"] == "unknown":
        return []
    return [f"Scores are on the scale {scale['name']}: {scale['evidence']}."]
