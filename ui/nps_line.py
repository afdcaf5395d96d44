"""A survey's NPS in one line, as the settings want it."""

from __future__ import annotations

import streamlit as st

from engine import Backroom
from ui.words import counted, plain, signed

RANGES = {
    "standard": "−100 to 100",
    "shifted": "0 to 100",
    "absolute": "0 to 100, without its sign",
    "weighted": "−100 to 100, passives count half",
}


def show_nps(backroom: Backroom, table: str) -> None:
    """Show the headline score with its method named, and the standard one with its interval."""
    headline = backroom.nps_at_a_glance(table)
    if headline is None:
        return
    nps, method = headline.nps, headline.method
    score = signed(headline.score) if method == "standard" else f"{headline.score:.1f}"
    called = f", {headline.interpretation}" if headline.interpretation else ""
    first = f"{method} NPS {score} ({RANGES[method]}){called}"
    also = f"; standard {signed(nps.standard)}" if method != "standard" else ""
    sure = (
        f", the standard score between {signed(nps.low)} and {signed(nps.high)} with 95 % "
        "confidence"
    )
    words = f"{first}{also}{sure}, from {counted(nps.responses, 'score')}"
    st.markdown(f":material/speed: {plain(words[:1].upper() + words[1:])}")
