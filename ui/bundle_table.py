"""Bundles as a table to sort and filter, and the association rules behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import streamlit as st

from engine import Backroom
from ui.words import MINOR_UNITS, joined

RULES_SHOWN = 5_000


def show_table(bundles: Sequence[dict[str, Any]]) -> None:
    """Show all bundles with filters on words, evidence and kind."""
    words, least, lift, kinds = st.columns([3, 2, 2, 2], vertical_alignment="bottom")
    sought = words.text_input("Product or code holds", key="bundles_table_words")
    orders = least.number_input("Orders together, at least", 0, step=10, key="bundles_table_orders")
    factor = lift.number_input("Times chance, at least", 0.0, step=1.0, key="bundles_table_lift")
    kind = kinds.selectbox(
        "Kind", ["All", "Pairs", "Larger sets", "Design families"], key="bundles_table_kind"
    )
    rows = [
        _row(bundle)
        for bundle in bundles
        if _fits(bundle, sought, int(orders or 0), float(factor or 0), str(kind))
    ]
    if not rows:
        st.info("No bundle fits these filters.", icon=":material/filter_alt_off:")
        return
    st.caption(f"{len(rows)} of {len(bundles)} bundles. Click a heading to sort.")
    st.dataframe(rows, hide_index=True, column_config=_COLUMNS, alt="Bundles by rank")


def _fits(bundle: dict[str, Any], sought: str, orders: int, lift: float, kind: str) -> bool:
    evidence, size = bundle["evidence"], len(bundle["items"])
    words = " ".join(f"{item['sku']} {item['title']}" for item in bundle["items"]).lower()
    right_kind = {
        "All": True,
        "Pairs": size == 2,
        "Larger sets": size > 2,
        "Design families": bool(bundle["family"]),
    }[kind]
    return (
        right_kind
        and sought.strip().lower() in words
        and evidence["orders_together"] >= orders
        and (evidence["lift"] or 0) >= lift
    )


def _row(bundle: dict[str, Any]) -> dict[str, Any]:
    evidence, pricing = bundle["evidence"], bundle["pricing"]
    return {
        "rank": bundle["rank"],
        "products": joined([item["title"] for item in bundle["items"]]),
        "together": evidence["orders_together"],
        "either": evidence["orders_either"],
        "chance": evidence["expected_by_chance"],
        "lift": evidence["lift"],
        "confidence": evidence["confidence"],
        "new": bundle["new_orders"],
        "q": evidence["q_value"],
        "list": pricing["list_price"] / MINOR_UNITS if pricing else None,
        "price": pricing["bundle_price"] / MINOR_UNITS if pricing else None,
        "family": bundle["family"],
    }


_NUMBER = st.column_config.NumberColumn
_COLUMNS: dict[str, Any] = {
    "rank": _NUMBER("Rank", width="small"),
    "products": st.column_config.TextColumn("Products", width="large"),
    "together": _NUMBER("Orders together", help="Orders that hold all of it."),
    "either": _NUMBER("Orders with any", help="Orders that hold at least one of its products."),
    "chance": _NUMBER(
        "By chance", format="%.1f", help="Orders expected if each were bought independently."
    ),
    "lift": _NUMBER("Times chance", format="%.1f"),
    "confidence": _NUMBER(
        "Confidence", format="percent", help="Of the orders with the others, how many also hold "
        "the last: of its best rule."
    ),
    "new": _NUMBER("New orders", help="Orders that hold it and none of the bundles before it."),
    "q": _NUMBER("q-value", format="%.1e", help="False discovery rate at which it holds up."),
    "list": _NUMBER("Parts", format="%.2f"),
    "price": _NUMBER("Price", format="%.2f"),
    "family": st.column_config.TextColumn("Design family"),
}  # fmt: skip


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
        f"{rules.height:,} rules, strongest lift first"
        + (f"; the first {RULES_SHOWN:,} are shown." if rules.height > RULES_SHOWN else ".")
    )
    config = {
        "antecedent": st.column_config.TextColumn("Orders that hold", width="medium"),
        "consequent": st.column_config.TextColumn("also hold", width="medium"),
        "support": _NUMBER("Support", format="percent"),
        "confidence": _NUMBER("Confidence", format="percent"),
        "lift": _NUMBER("Times chance", format="%.1f"),
        "leverage": _NUMBER("Leverage", format="%.4f"),
        "conviction": _NUMBER("Conviction", format="%.2f"),
        "orders": _NUMBER("Orders"),
        "q_value": _NUMBER("q-value", format="%.1e"),
    }
    st.dataframe(named, hide_index=True, column_config=config, alt="Association rules")
