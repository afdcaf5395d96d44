"""Bundles as a table to sort and filter, and the association rules behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from engine import TYPE_TITLES, Backroom
from ui.bundle_names import evidence_told, is_strong, objective_title
from ui.words import Currency, joined

Fit = Callable[[Mapping[str, Any]], bool]
RULES_SHOWN = 5_000
ALL = "All"
_WIDTH = 196
_PARTS: dict[str, Fit] = {
    ALL: lambda _: True,
    "Shop's portfolio": lambda bundle: bool(bundle["portfolio"]),
    "Offers": lambda bundle: not bundle["portfolio"],
}
_SIZES: dict[str, Fit] = {
    ALL: lambda _: True,
    "One product": lambda bundle: len(bundle["items"]) == 1,
    "Pairs": lambda bundle: len(bundle["items"]) == 2,
    "Larger sets": lambda bundle: len(bundle["items"]) > 2,
    "Design families": lambda bundle: bool(bundle["family"]),
}
_PROOFS: dict[str, Fit] = {
    ALL: lambda _: True,
    "Strong": is_strong,
    "Weak": lambda bundle: not is_strong(bundle),
}


def show_table(bundles: Sequence[Mapping[str, Any]], currency: Currency, *, key: str) -> None:
    """Show all bundles with filters on goal, type, words and evidence."""
    st.fragment(_show_table)(bundles, currency, key)


def _show_table(bundles: Sequence[Mapping[str, Any]], currency: Currency, key: str) -> None:
    fits = [*_ask_kind(bundles, key), *_ask_evidence(key)]
    rows = [_row(bundle, currency.unit) for bundle in bundles if all(fit(bundle) for fit in fits)]
    if not rows:
        st.info("No bundle fits these filters.", icon=":material/filter_alt_off:")
        return
    st.caption(f"{len(rows)} of {len(bundles)} bundles. Click a heading to sort.")
    st.dataframe(rows, hide_index=True, column_config=_columns(currency), alt="Bundles by rank")


def _ask_kind(bundles: Sequence[Mapping[str, Any]], key: str) -> list[Fit]:
    """Filters on what a bundle is."""
    goals = list(dict.fromkeys(one["objective"] for one in bundles if not one["portfolio"]))
    kinds = list(dict.fromkeys(one["bundle_type"] for one in bundles))
    with st.container(horizontal=True):
        part = st.selectbox("Which", list(_PARTS), key=f"{key}_part", width=_WIDTH)
        goal = st.selectbox(
            "Goal", [ALL, *goals], key=f"{key}_goal", width=_WIDTH,
            format_func=lambda name: name if name == ALL else objective_title(name),
        )  # fmt: skip
        kind = st.selectbox(
            "Type", [ALL, *kinds], key=f"{key}_type", width=_WIDTH,
            format_func=lambda name: TYPE_TITLES.get(name, name),
        )  # fmt: skip
        size = st.selectbox("Size", list(_SIZES), key=f"{key}_size", width=_WIDTH)
    return [
        _PARTS[part],
        # The portfolio is of no goal, as its column says.
        lambda bundle: goal == ALL or (goal == bundle["objective"] and not bundle["portfolio"]),
        lambda bundle: kind in (ALL, bundle["bundle_type"]),
        _SIZES[size],
    ]


def _ask_evidence(key: str) -> list[Fit]:
    """Filters on words and on what speaks for a bundle."""
    with st.container(horizontal=True):
        words = st.text_input("Product or code holds", key=f"{key}_words", width=_WIDTH)
        least = st.number_input(
            "Orders together, at least", 0, step=10, key=f"{key}_orders", width=_WIDTH
        )
        lift = st.number_input(
            "Times chance, at least", 0.0, step=1.0, format="%g", key=f"{key}_lift", width=_WIDTH
        )
        proof = st.selectbox("Evidence", list(_PROOFS), key=f"{key}_proof", width=_WIDTH)
    sought = words.strip().lower()
    return [
        lambda bundle: sought in _words_of(bundle),
        lambda bundle: bundle["evidence"]["orders_together"] >= least,
        lambda bundle: (bundle["evidence"]["lift"] or 0) >= lift,
        _PROOFS[proof],
    ]


def _words_of(bundle: Mapping[str, Any]) -> str:
    title = (bundle["copy"] or {}).get("title", "")
    items = (f"{item['sku']} {item['title']}" for item in bundle["items"])
    return " ".join([title, *items]).lower()


def _row(bundle: Mapping[str, Any], unit: int) -> dict[str, Any]:
    evidence, pricing, scores = bundle["evidence"], bundle["pricing"], bundle["scores"]
    weak = evidence_told(bundle)
    return {
        "rank": bundle["rank"],
        "products": joined([_counted(item) for item in bundle["items"]]),
        "price": pricing["bundle_price"] / unit if pricing else None,
        "list": pricing["list_price"] / unit if pricing else None,
        "goal": "Portfolio" if bundle["portfolio"] else objective_title(bundle["objective"]),
        "type": TYPE_TITLES.get(bundle["bundle_type"], bundle["bundle_type"]),
        "together": evidence["orders_together"],
        "either": evidence["orders_either"],
        "chance": evidence["expected_by_chance"],
        "lift": evidence["lift"],
        "confidence": evidence["confidence"],
        "proof": weak[0] if weak else "Strong",
        "new": bundle["new_orders"],
        "margin": pricing["margin_pct"] if pricing else None,
        "score": scores["hybrid"] if scores else None,
        "q": evidence["q_value"],
        "family": bundle["family"],
    }


def _counted(item: Mapping[str, Any]) -> str:
    return f"{item['quantity']} × {item['title']}" if item["quantity"] > 1 else str(item["title"])


_NUMBER = st.column_config.NumberColumn
_COLUMNS: dict[str, Any] = {
    "rank": _NUMBER("Rank", width=56),
    "products": st.column_config.TextColumn("Products", width=310),
    "goal": st.column_config.TextColumn("Goal"),
    "type": st.column_config.TextColumn("Type"),
    "together": _NUMBER("Orders together", help="Orders that hold all of the offer."),
    "either": _NUMBER("Orders with any", help="Orders that hold at least one of its products."),
    "chance": _NUMBER(
        "By chance", format="%.1f", help="Orders expected if each were bought independently."
    ),
    "lift": _NUMBER("Times chance", format="%.1f"),
    "confidence": _NUMBER(
        "Confidence", format="percent", help="Of the orders with the others, how many also hold "
        "the last: of its best rule."
    ),
    "proof": st.column_config.TextColumn("Evidence"),
    "new": _NUMBER("New orders", help="Orders that hold it and none of the bundles before it."),
    "margin": _NUMBER("Margin", format="%.0f %%", help="(price - cost) / price."),
    "score": _NUMBER("Score", format="%.2f", help="0 to 1: orders, texts and business signals."),
    "q": _NUMBER("q-value", format="%.1e", help="False discovery rate at which it holds up."),
    "family": st.column_config.TextColumn("Design family"),
}  # fmt: skip


def _columns(currency: Currency) -> dict[str, Any]:
    return {
        **_COLUMNS,
        "price": _NUMBER(currency.heading("Price"), format=currency.format),
        "list": _NUMBER(
            currency.heading("Parts cost"), format=currency.format, help="Bought one by one."
        ),
    }


def show_rules(backroom: Backroom, run: str) -> None:
    """Show the strongest rules; all of them are in the download."""
    rules = backroom.result_table(run, "rules")
    titles = dict(backroom.result_table(run, "products").select("sku", "title").iter_rows())
    named = rules.head(RULES_SHOWN).with_columns(
        pl.col(side).str.json_decode(pl.List(pl.String)).list.eval(
            pl.element().replace_strict(titles, default=pl.element())
        ).list.join(" + ")
        for side in ("antecedent", "consequent")
    )  # fmt: skip
    st.caption(
        "A rule says: of the orders that hold the left, so many also hold the right. "
        f"{rules.height:,} rules, furthest beyond chance first"
        + (f"; the first {RULES_SHOWN:,} are shown." if rules.height > RULES_SHOWN else ".")
    )
    config = {
        "antecedent": st.column_config.TextColumn("Orders that hold", width="medium"),
        "consequent": st.column_config.TextColumn("also hold", width="medium"),
        "support": _NUMBER(
            "Support", format="percent", help="Share of all orders that hold both sides."
        ),
        "confidence": _NUMBER(
            "Confidence", format="percent",
            help="Of the orders with the left side, how many also hold the right.",
        ),
        "lift": _NUMBER("Times chance", format="%.1f"),
        "leverage": _NUMBER(
            "Leverage", format="%.4f", help="Share of orders beyond what chance predicts."
        ),
        "conviction": _NUMBER(
            "Conviction", format="%.2f",
            help="How many times as often the rule would be wrong by chance as it is.",
        ),
        "orders": _NUMBER("Orders"),
        "q_value": _NUMBER(
            "q-value", format="%.1e", help="False discovery rate at which it holds up."
        ),
    }  # fmt: skip
    st.dataframe(named, hide_index=True, column_config=config, alt="Association rules")
