"""A finished run of Bundles: the headline, the cards, the table, the choice, the files."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import streamlit as st

from engine import Backroom, JobView
from ui.asked import asked_for
from ui.bundle_cards import headline, show_card
from ui.bundle_charts import show_evidence_map, show_reach
from ui.bundle_choice import show_choice
from ui.bundle_decisions import show_decisions
from ui.bundle_known import show_empty, show_known
from ui.bundle_no_pairs import say_no_pairs
from ui.bundle_proof import show_proof
from ui.bundle_shown import show_chosen
from ui.bundle_table import show_rules, show_table
from ui.bundle_takeaway import show_take_away
from ui.downloads import show_downloads
from ui.present import offer_present
from ui.words import currency_of, percent, plain, times

PREVIEW_CARDS = 6
Documents = Sequence[Mapping[str, Any]]
Tab = Callable[[Backroom, JobView, Documents, Mapping[str, Any]], None]


def show_preview(view: JobView) -> None:
    """The first strong pairs while the run goes on."""
    if not view.preview:
        return
    st.markdown("##### First strong pairs")
    st.caption("Preliminary: order and choice follow when the run is done.")
    with st.container(horizontal=True, gap="small"):
        for bundle in view.preview[:PREVIEW_CARDS]:
            show_card(asdict(bundle))


def documents_of(backroom: Backroom, run: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The bundles of a finished run by rank, and its manifest."""
    return _documents(backroom, run, str(backroom.run(run).ended))


@st.cache_data(show_spinner=False, max_entries=8)
def _documents(
    _backroom: Backroom,
    run: str,
    stamp: str,  # noqa: ARG001 - part of the cache's key
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    return _backroom.document(run, "bundles"), _backroom.document(run, "manifest")


def show_results(backroom: Backroom, view: JobView) -> None:
    """Show what a finished run found."""
    bundles, manifest = documents_of(backroom, view.id)
    for sentence in view.warnings:
        st.info(plain(sentence), icon=":material/info:")
    if not bundles:
        show_known(manifest)
        show_empty(manifest)
        show_downloads(backroom, view.id)
        return
    show_headline(bundles, manifest, asked=asked_for(manifest))
    offer_present("bundles")
    tabs = st.tabs([title for title, _ in _TABS], key=f"bundles_tabs_{view.id}", on_change="rerun")
    for tab, (_, show) in zip(tabs, _TABS, strict=True):
        # What is not looked at is not drawn.
        if tab.open:
            with tab:
                show(backroom, view, bundles, manifest)


def show_headline(bundles: Documents, manifest: Mapping[str, Any], *, asked: str = "") -> None:
    """How many bundles there are and how far they reach; `asked` is what was asked for."""
    mining = manifest["mining"]
    pairs = [b for b in bundles if b["portfolio"] and len(b["items"]) == 2]
    st.markdown(f"#### {headline(bundles)}")
    if asked:
        st.caption(plain(f"Asked for: {asked}."))
    with st.container(horizontal=True):
        _show_reached(pairs, mining)
        st.metric("Orders counted", f"{mining['orders']:,}", border=True)
        st.metric(
            "Fewest orders looked at",
            f"{mining['min_count']:,}",
            border=True,
            help="What fewer orders hold together is not looked at: it could be chance. "
            "Chosen from the size of the file.",
        )


def _show_reached(pairs: Documents, mining: Mapping[str, Any]) -> None:
    if not pairs:
        return
    if mining["multi_item_orders"]:
        st.metric(
            "Orders of 2+ products reached",
            percent(pairs[-1]["reached_orders"] / mining["multi_item_orders"]),
            border=True,
            help=f"{pairs[-1]['reached_orders']:,} of the {mining['multi_item_orders']:,} orders "
            "with two products or more already hold one of the pairs: these customers buy them "
            "together without a bundle.",
        )
    typical = statistics.median(bundle["evidence"]["lift"] for bundle in pairs)
    st.metric(
        "A typical pair",
        f"{times(typical)} chance",
        border=True,
        help="Half of the pairs are bought together at least so many times as often as they would "
        "be if customers took them independently.",
    )


def _show_table(
    _: Backroom, view: JobView, bundles: Documents, manifest: Mapping[str, Any]
) -> None:
    show_table(bundles, currency_of(manifest), key=f"bundles_table_{view.id}")


def _show_choice(_: Backroom, __: JobView, bundles: Documents, manifest: Mapping[str, Any]) -> None:
    portfolio = [bundle for bundle in bundles if bundle["portfolio"]]
    if not any(len(bundle["items"]) == 2 for bundle in portfolio):
        say_no_pairs(bundles, manifest)
        return
    st.markdown("##### How many bundles are enough?")
    show_reach(portfolio, manifest["mining"]["multi_item_orders"])
    st.markdown("##### What do they stand on?")
    show_evidence_map(portfolio)
    st.caption(
        "Right: many customers buy it already. High: it is far from chance. A design family is one "
        "design line in several patterns: people collect it."
    )


def _show_rules(backroom: Backroom, view: JobView, *_: object) -> None:
    show_rules(backroom, view.id)


_TABS: tuple[tuple[str, Tab], ...] = (
    (":material/grid_view: Cards", show_chosen),
    (":material/table_rows: Table", _show_table),
    (":material/query_stats: Help me choose", _show_choice),
    (":material/tune: Choose again", show_choice),
    (":material/science: Does it hold?", show_proof),
    (":material/rule: Rules", _show_rules),
    (":material/gavel: Decide", show_decisions),
    (":material/download: Take away", show_take_away),
)
