"""What a bundle costs, in a line or two, as its type has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ui.words import Currency, money, plain

FREE_PCT = 99.95


def show_price(bundle: Mapping[str, Any], currency: Currency) -> None:
    """Show what is paid instead of what; nothing is made up where the file has no prices."""
    pricing = bundle["pricing"]
    if pricing is None:
        st.caption(":material/sell: No price: the file has none for all parts.")
        return
    lines = _LINES.get(bundle["bundle_type"], _whole)(bundle, pricing, currency)
    st.markdown("  \n".join([f":material/sell: {lines[0]}", *lines[1:]]))


def off(pct: float) -> str:
    """A reduction in words: `6 % off`, `4.5 % off`, `free`."""
    if pct >= FREE_PCT:
        return "free"
    return f"{pct:.0f} % off" if pct >= 10 or round(pct, 1) == round(pct) else f"{pct:.1f} % off"


def _whole(_: Mapping[str, Any], pricing: Mapping[str, Any], currency: Currency) -> list[str]:
    return [_instead(pricing, currency)]


def _instead(pricing: Mapping[str, Any], currency: Currency) -> str:
    if pricing["bundle_price"] == pricing["list_price"]:
        return f"**{money(pricing['bundle_price'], currency)}**, as the parts cost"
    return (
        f"**{money(pricing['bundle_price'], currency)}** instead of "
        f"{money(pricing['list_price'], currency)} · {off(pricing['discount_pct'])}"
    )


def _tiers(bundle: Mapping[str, Any], pricing: Mapping[str, Any], currency: Currency) -> list[str]:
    lines = [
        f"{tier['quantity']} for **{money(tier['price'], currency)}** · "
        f"{money(round(tier['price'] / tier['quantity']), currency)} each · "
        f"{off(tier['discount_pct'])}"
        for tier in bundle["offer"].get("tiers", ())
    ]
    return lines or [_instead(pricing, currency)]


def _any_of(bundle: Mapping[str, Any], pricing: Mapping[str, Any], currency: Currency) -> list[str]:
    prices = {item["unit_price"] for item in bundle["items"]}
    one = "for " if len(prices) == 1 else "from "
    return [f"Any {bundle['offer'].get('choose', 2)} {one}{_instead(pricing, currency)}"]


def _given(bundle: Mapping[str, Any], pricing: Mapping[str, Any], currency: Currency) -> list[str]:
    reduction = bundle["offer"].get("get_discount_pct") or pricing["get_discount_pct"]
    titles = named(bundle, bundle["offer"].get("get", ()))
    lines = [_instead(pricing, currency)]
    if reduction:
        lines.append(f":small[That is {plain(titles)} {off(reduction)}]")
    return lines


def named(bundle: Mapping[str, Any], skus: Sequence[str]) -> str:
    """Titles of some of a bundle's products."""
    titles = {item["sku"]: item["title"] for item in bundle["items"]}
    return " + ".join(titles.get(sku, sku) for sku in skus)


_LINES = {"VOLUME_DISCOUNT": _tiers, "MIX_MATCH": _any_of, "BXGY": _given}
