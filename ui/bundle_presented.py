"""A run of Bundles for a room: how far its bundles reach, the best of them, what they stand on."""

from __future__ import annotations

import streamlit as st

from engine import Backroom, JobView
from ui.bundle_cards import show_card
from ui.bundle_charts import show_evidence_map
from ui.bundle_results import documents_of, show_headline
from ui.words import currency_of

CARDS = 6


def present_bundles(backroom: Backroom, view: JobView) -> None:
    """Show a finished run; what was rejected stays away."""
    bundles, manifest = documents_of(backroom, view.id)
    st.title("What is bought together")
    if not bundles:
        st.info("No bundle was found.", icon=":material/inbox:")
        return
    show_headline(bundles, manifest)
    decided = backroom.decided_bundles(view.id)
    kept = [one for one in decided if one["decision"]["verdict"] != "rejected"]
    with st.container(horizontal=True, gap="small"):
        for bundle in [one for one in kept if one["portfolio"]][:CARDS]:
            show_card(bundle, currency_of(manifest))
    if len([one for one in bundles if len(one["items"]) == 2]) > 1:
        st.markdown("##### What they stand on")
        show_evidence_map([one for one in bundles if one["portfolio"]])
