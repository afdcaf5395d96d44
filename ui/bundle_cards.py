"""Bundles as cards: the parts, the evidence in numbers and words, the price."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ui.words import counted, money, plain, times

CARDS_AT_FIRST = 12
CARD_WIDTH = 272


def show_cards(bundles: Sequence[dict[str, Any]], *, key: str) -> None:
    """Show bundles as cards, as many in a row as there is room for, more of them on request."""
    shown_key = f"{key}_cards_shown"
    shown = st.session_state.get(shown_key, CARDS_AT_FIRST)
    with st.container(horizontal=True, gap="small"):
        for bundle in bundles[:shown]:
            show_card(bundle)
    if shown < len(bundles):
        more = st.button(
            f"Show more ({len(bundles) - shown} left)", key=f"{key}_more", icon=":material/add:"
        )
        if more:
            st.session_state[shown_key] = shown + CARDS_AT_FIRST
            st.rerun()


def show_card(bundle: dict[str, Any]) -> None:
    """Show one bundle."""
    with st.container(border=True, width=CARD_WIDTH, height="stretch", gap="small"):
        _show_badges(bundle)
        for item in bundle["items"]:
            st.markdown(f"**{plain(item['title'])}**  \n:small[{_part(item)}]")
        evidence = bundle["evidence"]
        together, beyond = st.columns(2)
        together.metric("Orders together", f"{evidence['orders_together']:,}")
        if evidence["lift"] is not None:
            beyond.metric(
                "Times chance",
                times(evidence["lift"]),
                help=f"If each were bought independently, {_chance(evidence)} orders would hold "
                "all of it.",
            )
        st.caption(plain(bundle["explanation"]))
        _show_price(bundle["pricing"])


def _show_badges(bundle: dict[str, Any]) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        if bundle["status"] == "preliminary":
            st.badge("Preliminary", icon=":material/hourglass_top:", color="orange")
        else:
            st.badge(f"Rank {bundle['rank']}", color="green")
        if len(bundle["items"]) > 2:
            st.badge(f"Set of {len(bundle['items'])}", color="blue")
        if bundle["family"]:
            st.badge("Design family", icon=":material/palette:", color="violet")


def _part(item: dict[str, Any]) -> str:
    words = [] if item["sku"] == item["title"] else [plain(item["sku"])]
    if item["unit_price"] is not None:
        words.append(f"usually {money(item['unit_price'])}")
    return " · ".join(words) or "no price in the file"


def _chance(evidence: dict[str, Any]) -> str:
    expected = evidence["expected_by_chance"]
    return f"about {expected:,.0f}" if expected >= 1 else "fewer than 1"


def _show_price(pricing: dict[str, Any] | None) -> None:
    if pricing is None:
        st.caption(":material/sell: No price: the file has none for all parts.")
        return
    st.markdown(
        f":material/sell: **{money(pricing['bundle_price'])}** instead of "
        f"{money(pricing['list_price'])}",
        help=plain(pricing["reasoning"]),
    )


def headline(bundles: Sequence[dict[str, Any]]) -> str:
    """How many bundles of which size, in words."""
    chosen = [bundle for bundle in bundles if bundle["portfolio"]]
    pairs = sum(len(bundle["items"]) == 2 for bundle in chosen)
    larger = len(chosen) - pairs
    parts = [counted(pairs, "pair")] + ([counted(larger, "larger set")] if larger else [])
    return " and ".join(parts)
