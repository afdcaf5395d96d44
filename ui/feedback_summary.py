"""A run in words, each sentence with the quotes it stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ui.feedback_seen import Seen, document_of
from ui.words import plain

QUOTES = 4


def show_summary(seen: Seen) -> None:
    """Show the summary of the whole file, or under filters the quotes they leave."""
    if any(seen.filters.values()):
        st.markdown("##### What they say")
        show_quotes(seen.backroom.feedback_quotes(seen.run, dict(seen.filters))[:QUOTES])
        return
    sentences = document_of(seen.backroom, seen.run, "summary").get("words") or []
    if sentences:
        st.markdown("##### In words")
    for sentence in sentences:
        st.markdown(plain(str(sentence["text"])))
        show_quotes(sentence.get("quotes") or [])


def show_quotes(quotes: Sequence[Mapping[str, Any]]) -> None:
    """Show quotes as they stand in their rows."""
    for quote in quotes:
        st.markdown(f"> “{plain(str(quote['text']))}” :small[:gray[{plain(_whose(quote))}]]")


def _whose(quote: Mapping[str, Any]) -> str:
    words = [f"row {quote['row']}"]
    score = quote.get("score")
    if score is not None:
        words.append(f"score {score:g}")
    if quote.get("theme"):
        words.append(str(quote["theme"]))
    return ", ".join(words)
