"""A run in words, and in those of the people who answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ui.feedback_seen import Seen, quotes_under, words_of
from ui.words import plain

QUOTES = 4


def show_summary(seen: Seen) -> None:
    """Show the summary of the whole file, or under filters the quotes they leave."""
    if any(seen.filters.values()):
        _show_under("What they say", quotes_under(seen.backroom, seen.run, seen.filters))
        return
    sentences = words_of(seen.backroom, seen.run)
    if sentences:
        st.markdown("##### In words")
    st.markdown("\n".join(f"- {plain(str(sentence['text']))}" for sentence in sentences))
    _show_under("In their words", _first_of_each(quotes_under(seen.backroom, seen.run, {})))


def _show_under(heading: str, quotes: Sequence[Mapping[str, Any]]) -> None:
    if quotes:
        st.markdown(f"##### {heading}")
        show_quotes(quotes[:QUOTES])


def _first_of_each(quotes: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """One quote for each theme."""
    return list({quote["theme"]: quote for quote in reversed(quotes)}.values())[::-1]


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
