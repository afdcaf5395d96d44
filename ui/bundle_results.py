"""A finished run of Bundles: the headline, the cards, the table, the choice, the files."""

from __future__ import annotations

import statistics
from dataclasses import asdict
from typing import Any

import streamlit as st

from engine import Backroom, JobView
from ui.asked import asked_for
from ui.bundle_cards import headline, show_card, show_cards
from ui.bundle_charts import show_evidence_map, show_reach
from ui.bundle_table import show_rules, show_table
from ui.downloads import show_downloads
from ui.words import percent, plain, times

PREVIEW_CARDS = 6


def show_preview(view: JobView) -> None:
    """The first strong pairs while the run goes on."""
    st.markdown("##### First strong pairs")
    st.caption("Preliminary: order and choice follow when the run is done.")
    with st.container(horizontal=True, gap="small"):
        for bundle in view.preview[:PREVIEW_CARDS]:
            show_card(asdict(bundle))


@st.cache_data(show_spinner=False, max_entries=8)
def _documents(
    _backroom: Backroom,
    run: str,
    stamp: str,  # noqa: ARG001 - part of the cache's key
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    return _backroom.document(run, "bundles"), _backroom.document(run, "manifest")


def show_results(backroom: Backroom, view: JobView) -> None:
    """Show what a finished run found."""
    row = backroom.run(view.id)
    bundles, manifest = _documents(backroom, view.id, str(row.ended))
    for sentence in view.warnings:
        st.info(plain(sentence), icon=":material/info:")
    if not bundles:
        show_downloads(backroom, view.id)
        return
    _show_headline(bundles, manifest)
    cards, table, choice, rules, files = st.tabs(
        [
            ":material/grid_view: Cards",
            ":material/table_rows: Table",
            ":material/query_stats: Help me choose",
            ":material/rule: Rules",
            ":material/download: Take away",
        ]
    )
    with cards:
        show_cards(bundles, key=f"bundles_{view.id}")
    with table:
        show_table(bundles)
    with choice:
        _show_choice(bundles, manifest)
    with rules:
        show_rules(backroom, view.id)
    with files:
        show_downloads(backroom, view.id)


def _show_headline(bundles: list[dict[str, Any]], manifest: dict[str, Any]) -> None:
    mining = manifest["mining"]
    pairs = [b for b in bundles if b["portfolio"] and len(b["items"]) == 2]
    st.markdown(f"#### {headline(bundles)}, best first")
    st.caption(f"Asked for: {asked_for(manifest)}.")
    with st.container(horizontal=True):
        if pairs and mining["multi_item_orders"]:
            share = pairs[-1]["reached_orders"] / mining["multi_item_orders"]
            st.metric(
                "Orders the pairs reach",
                percent(share),
                border=True,
                help="Share of orders with two products or more that already hold one of the "
                "pairs: these customers buy them together without a bundle.",
            )
        if pairs:
            typical = statistics.median(bundle["evidence"]["lift"] for bundle in pairs)
            st.metric(
                "A typical pair",
                f"{times(typical)} chance",
                border=True,
                help="The median: half of the pairs are further beyond what chance predicts.",
            )
        st.metric("Orders counted", f"{mining['orders']:,}", border=True)
        st.metric(
            "Fewest orders looked at",
            f"{mining['min_count']:,}",
            border=True,
            help="Sets in fewer orders are not looked at; chosen from the size of the file.",
        )


def _show_choice(bundles: list[dict[str, Any]], manifest: dict[str, Any]) -> None:
    bundles = [bundle for bundle in bundles if bundle["portfolio"]]
    st.markdown("##### How many bundles are enough?")
    show_reach(bundles, manifest["mining"]["multi_item_orders"])
    st.markdown("##### What do they stand on?")
    show_evidence_map(bundles)
    st.caption(
        "Right: many customers buy it already. High: it is far from chance. A design family is one "
        "design line in several patterns: people collect it."
    )
