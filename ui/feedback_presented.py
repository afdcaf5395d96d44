"""A run of Feedback for a room: the score, themes, segments and quotes, large."""

from __future__ import annotations

import streamlit as st

from engine import Backroom, JobView
from ui.feedback_filters import chosen_filters, filters_in_words, known_of
from ui.feedback_heat import show_heat
from ui.feedback_mood import show_emotions, show_pains, show_sentiment
from ui.feedback_results import seen_under
from ui.feedback_score import show_headline
from ui.feedback_segments import show_drivers
from ui.feedback_summary import show_summary
from ui.feedback_themes import show_impact
from ui.feedback_trend import show_trend
from ui.words import counted, plain

MOST_PAINS, MOST_DRIVERS = 8, 12


def present_feedback(backroom: Backroom, view: JobView) -> None:
    """Show a finished run, under the filters of the address."""
    filters = chosen_filters(view.id, known_of(backroom, view.id))
    seen = seen_under(backroom, view.id, filters)
    st.title("What customers say")
    told = counted(int(seen.measures.totals["responses"]), "response")
    chosen = filters_in_words(filters)
    st.caption(plain(f"{told} · {chosen}" if chosen else told))
    show_headline(seen)
    show_trend(seen)
    show_impact(seen)
    show_sentiment(seen)
    left, right = st.columns(2, gap="medium")
    with left:
        show_pains(seen, MOST_PAINS)
    with right:
        show_emotions(seen)
    for heading in dict.fromkeys(seen.measures.heat["heading"]):
        show_heat(seen, str(heading), asks=False)
        break
    show_drivers(seen, MOST_DRIVERS)
    show_summary(seen)
