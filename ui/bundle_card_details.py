"""What stands behind a bundle: its explanation, how its price came about, its scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui.bundle_card_price import off
from ui.bundle_names import SIGNALS
from ui.words import Currency, counted, money, percent, plain

LEAST_SAID = 0.001
_KEPT = {
    True: ":material/check_circle:",
    False: ":material/cancel:",
    None: ":material/help:",
}
_GREEK = (("alpha", "α texts"), ("beta", "β orders"), ("gamma", "γ business"))


def show_details(bundle: Mapping[str, Any], currency: Currency, *, key: str) -> None:
    """Offer to look at the evidence, the price and the scores; drawn once it is opened."""
    box = st.expander("Evidence, price and scores", key=f"{key}_details", on_change="rerun")
    if not box.open:
        return
    with box:
        st.markdown(f":small[{plain(bundle['explanation'])}]")
        _show_evidence(bundle["evidence"])
        if bundle["pricing"]:
            _show_pricing(bundle["pricing"], currency)
        if bundle["scores"]:
            _show_scores(bundle["scores"])
        _show_constraints(bundle)


def _show_evidence(evidence: Mapping[str, Any]) -> None:
    rows = [("Share of orders", percent(evidence["support"]))]
    if evidence["expected_by_chance"] is not None:
        rows.append(("Expected by chance", f"{evidence['expected_by_chance']:,.1f} orders"))
    if evidence["confidence"] is not None:
        rows.append(("Confidence", percent(evidence["confidence"])))
    if evidence["q_value"] is not None:
        rows.append(("Could be mere chance", _chance(evidence["q_value"])))
    _show_rows("Evidence", rows)


def _chance(q_value: float) -> str:
    return "under 0.1 %" if q_value < LEAST_SAID else percent(q_value)


def _show_pricing(pricing: Mapping[str, Any], currency: Currency) -> None:
    _show_rows("Price", [*_suggested(pricing, currency), *_margins(pricing)])
    _show_rows("What it does", _effects(pricing, currency))
    st.markdown(f":small[{plain(pricing['reasoning'])}]")


def _suggested(pricing: Mapping[str, Any], currency: Currency) -> list[tuple[str, str]]:
    """Both suggestions, what became of them, and the bounds."""
    own, asked = pricing["bayesian_optimal"], pricing["llm_suggestion"]
    rows = [("Past prices suggest", "–" if own is None else f"{own:.1f} % off")]
    if asked is not None:
        rows.append(("The model suggests", f"{asked:.1f} % off"))
        if own is not None:
            rows.append(("Blended 60 to 40", f"{0.6 * own + 0.4 * asked:.1f} % off"))
    rows.append(("Priced at", off(pricing["discount_pct"])))
    rows.append(("Most its goal allows", f"{pricing['cap_pct']:.0f} %"))
    if pricing["floor"] is not None:
        rows.append(("Never below", money(pricing["floor"], currency)))
    return rows


def _margins(pricing: Mapping[str, Any]) -> list[tuple[str, str]]:
    if pricing["margin_pct"] is None:
        return [("Margin", "cannot be told without costs")]
    return [
        ("Margin", f"{pricing['margin_pct']:.0f} %"),
        ("Margin with a code on top", f"{pricing['worst_margin_pct']:.0f} %"),
    ]


def _effects(pricing: Mapping[str, Any], currency: Currency) -> list[tuple[str, str]]:
    rows = []
    if pricing["break_even_discount_pct"] is not None:
        rows.append(("Break-even discount", f"{pricing['break_even_discount_pct']:.0f} %"))
    if pricing["given_away"] is not None:
        rows.append(("Pay full price today", counted(pricing["given_away"], "order")))
    if pricing["given_away_amount"] is not None:
        given = money(pricing["given_away_amount"], currency)
        rows.append(("What the discount gives them", given))
    if pricing["break_even_uplift_pct"] is not None:
        rows.append(("More orders to break even", f"{pricing['break_even_uplift_pct']:.0f} %"))
    rows.append(("Expected extra profit", _profit(pricing["expected_profit"], currency)))
    return rows


def _profit(profit: Mapping[str, Any] | None, currency: Currency) -> str:
    if profit is None:
        return "cannot be told from this file"
    low, high = (money(profit[end], currency) for end in ("low", "high"))
    return f"{low} to {high} in {counted(profit['days'], 'day')}"


def _show_scores(scores: Mapping[str, Any]) -> None:
    rows = [("Score", f"{scores['hybrid']:.2f} of 1"), ("For its goal", f"{scores['ranking']:.2f}")]
    if scores["appeal"] is not None:
        rows.append(("Appeal, by the model", f"{scores['appeal']:.1f} of 10"))
    _show_rows("Scores", rows)
    for name, title in SIGNALS.items():
        share = scores["shares"].get(name, 0.0)
        st.progress(min(max(share, 0.0), 1.0), text=f":small[{title} · {percent(share)}]")
    weights = " · ".join(f"{title} {scores['weights'].get(name, 0):.2g}" for name, title in _GREEK)
    st.caption(f"Share of each signal in the score. Weights: {weights}.")


def _show_constraints(bundle: Mapping[str, Any]) -> None:
    if not bundle["constraints"]:
        return
    lines = [
        f":small[{_KEPT[one['kept']]} {plain(one['says'])}"
        f"{'' if one['hard'] else ' :gray[A wish.]'}]"
        for one in bundle["constraints"]
    ]
    st.markdown("  \n".join(["**Limits**", *lines]))


def _show_rows(title: str, rows: list[tuple[str, str]]) -> None:
    lines = [f":small[{name}: **{plain(value)}**]" for name, value in rows]
    st.markdown("  \n".join([f"**{title}**", *lines]))
