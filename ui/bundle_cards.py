"""Bundles as cards: what is in them, what they cost, what speaks for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from engine import TYPE_TITLES
from ui.bundle_card_details import show_details
from ui.bundle_card_price import show_price
from ui.bundle_names import TYPE_MEANS, evidence_told, objective_title
from ui.words import Currency, counted, money, percent, plain, times

CARDS_AT_FIRST = 12
# Two beside each other where the window is 1280 pixels wide and has a scrollbar.
CARD_WIDTH = 396
_NONE = "No order holds it yet."
_UNSEEN = {
    "VOLUME_DISCOUNT": "No order holds that many yet.",
    "MIX_MATCH": "No order holds that many of them yet.",
}
_TOLD = "Bought together in"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")


def show_cards(bundles: Sequence[Mapping[str, Any]], currency: Currency, *, key: str) -> None:
    """Show bundles as cards, as many in a row as there is room for, more of them on request."""
    shown_key = f"{key}_cards_shown"
    shown = st.session_state.get(shown_key, CARDS_AT_FIRST)
    with st.container(horizontal=True, gap="small"):
        for bundle in bundles[:shown]:
            show_card(bundle, currency, key=key)
    if shown < len(bundles):
        st.button(
            f"Show more ({len(bundles) - shown} left)",
            key=f"{key}_more",
            icon=":material/add:",
            on_click=_more,
            args=(shown_key, shown),
        )


def _more(key: str, shown: int) -> None:
    st.session_state[key] = shown + CARDS_AT_FIRST


def show_card(
    bundle: Mapping[str, Any], currency: Currency | None = None, *, key: str = ""
) -> None:
    """Show one bundle.

    Args:
        bundle: Its document.
        currency: What its amounts are in; None shows no amounts.
        key: With one also what stands behind it is shown, on request.
    """
    with st.container(border=True, width=CARD_WIDTH, height="stretch", gap="small"):
        _show_badges(bundle)
        if bundle["copy"]:
            st.markdown(f"##### {plain(bundle['copy']['title'])}")
        _show_items(bundle, currency)
        if currency is not None:
            show_price(bundle, currency)
        _show_evidence(bundle)
        st.caption(plain(_why(bundle)))
        if key and currency is not None:
            show_details(bundle, currency, key=f"{key}_{bundle['rank']}")


def _show_badges(bundle: Mapping[str, Any]) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        _show_standing(bundle)
        if bundle["scores"] and not bundle["portfolio"]:
            st.badge(objective_title(bundle["objective"]), color="blue")
            kind = bundle["bundle_type"]
            st.badge(TYPE_TITLES.get(kind, kind), color="gray", help=TYPE_MEANS.get(kind))
        elif len(bundle["items"]) > 2:
            st.badge(f"Set of {len(bundle['items'])}", color="blue")
        if bundle["family"] and len(bundle["items"]) > 1:
            st.badge("Design family", icon=":material/palette:", color="violet")
        weak = evidence_told(bundle)
        if weak:
            st.badge(weak[0], icon=":material/help:", color="orange", help=weak[1])


def _show_standing(bundle: Mapping[str, Any]) -> None:
    verdict = bundle.get("decision", {}).get("verdict")
    if bundle["status"] == "preliminary":
        st.badge("Preliminary", icon=":material/hourglass_top:", color="orange")
    elif bundle["portfolio"]:
        st.badge(f"Rank {bundle['rank']}", color="green")
    if verdict == "accepted":
        st.badge("Accepted", icon=":material/check:", color="green")
    elif verdict == "rejected":
        st.badge("Rejected", icon=":material/block:", color="red")


def _show_items(bundle: Mapping[str, Any], currency: Currency | None) -> None:
    offer, kind = bundle["offer"] or {}, bundle["bundle_type"]
    parts = list(bundle["items"])
    if kind == "MIX_MATCH":
        st.caption(f"Any {offer.get('choose', 2)} of these {len(parts)}:")
    if kind == "BXGY":
        given = set(offer.get("get", ()))
        parts.sort(key=lambda item: item["sku"] in given)
    lines = [f"- {_role(bundle, item)}{_titled(item, currency)}" for item in parts]
    st.markdown("\n".join(lines))


def _role(bundle: Mapping[str, Any], item: Mapping[str, Any]) -> str:
    if bundle["bundle_type"] == "BXGY":
        given = item["sku"] in bundle["offer"].get("get", ())
        return ":green[Get] " if given else "Buy "
    if bundle["bundle_type"] == "VOLUME_DISCOUNT":
        return ""
    return f"{item['quantity']} × " if item["quantity"] > 1 else ""


def _titled(item: Mapping[str, Any], currency: Currency | None) -> str:
    words = [] if item["sku"] == item["title"] else [plain(item["sku"])]
    if item["unit_price"] is not None and currency is not None:
        words.append(f"usually {money(item['unit_price'], currency)}")
    more = f"  \n:small[{' · '.join(words)}]" if words else ""
    return f"**{plain(item['title'])}**{more}"


def _show_evidence(bundle: Mapping[str, Any]) -> None:
    evidence = bundle["evidence"]
    if not evidence["orders_together"]:
        st.caption(f":material/receipt_long: {_UNSEEN.get(bundle['bundle_type'], _NONE)}")
        return
    together, beyond = st.columns(2)
    together.metric(_held(bundle), f"{evidence['orders_together']:,}")
    if evidence["lift"] is not None:
        beyond.metric(
            "Times chance",
            times(evidence["lift"]),
            help=f"If each were bought independently, {_chance(evidence)} orders would hold it.",
        )
    elif evidence["confidence"] is not None:
        beyond.metric("Of its orders", percent(evidence["confidence"]))


def _held(bundle: Mapping[str, Any]) -> str:
    """What an order must hold to be counted."""
    if bundle["bundle_type"] == "VOLUME_DISCOUNT":
        tiers = bundle["offer"].get("tiers") or [{"quantity": bundle["items"][0]["quantity"]}]
        return f"Orders of {tiers[0]['quantity']} or more"
    if bundle["bundle_type"] == "MIX_MATCH":
        return f"Orders with {bundle['offer'].get('choose', 2)} of them"
    return "Orders together"


def _chance(evidence: Mapping[str, Any]) -> str:
    expected = evidence["expected_by_chance"]
    return "fewer than 1" if expected is None or expected < 1 else f"about {expected:,.0f}"


def _why(bundle: Mapping[str, Any]) -> str:
    """The first sentence of the explanation that the numbers of the card do not tell already.

    Stops in product names end no sentence.
    """
    text = bundle["explanation"]
    titles = sorted({item["title"] for item in bundle["items"]}, key=len, reverse=True)
    for place, title in enumerate(titles):
        text = text.replace(title, f"\0{place}\0")
    first, *rest = _SENTENCE.split(text)
    if rest and first.startswith(_TOLD) and bundle["status"] != "preliminary":
        first = rest[0]
    for place, title in enumerate(titles):
        first = first.replace(f"\0{place}\0", title)
    return str(first)


def headline(bundles: Sequence[Mapping[str, Any]]) -> str:
    """How many bundles of which size, and how many offers, in words."""
    chosen = [bundle for bundle in bundles if bundle["portfolio"]]
    offers = len(bundles) - len(chosen)
    if not chosen:
        return f"No pairs for the portfolio, {counted(offers, 'offer')}"
    pairs = sum(len(bundle["items"]) == 2 for bundle in chosen)
    larger = len(chosen) - pairs
    parts = [counted(pairs, "pair")] + ([counted(larger, "larger set")] if larger else [])
    more = f" · {counted(offers, 'offer')}" if offers else ""
    return f"{' and '.join(parts)}, best first{more}"
