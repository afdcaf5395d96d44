"""A run of Feedback: filters that hold for everything, then the score, themes and people."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from engine import Backroom, JobView
from ui.asked import asked_for
from ui.feedback_comments import show_comments
from ui.feedback_filters import chosen_filters, known_of, show_filters
from ui.feedback_mood import show_mood
from ui.feedback_people import show_people
from ui.feedback_score import show_score
from ui.feedback_seen import Filters, Seen, measures_under, summary_of
from ui.feedback_segments import show_segments
from ui.feedback_tabs import COMMENTS, tabs_key
from ui.feedback_takeaway import show_take_away
from ui.feedback_themes import show_themes
from ui.present import offer_present
from ui.words import counted, percent, plain, signed

Tab = Callable[[Seen], None]
PREVIEW_THEMES = 8


def show_preview(view: JobView) -> None:
    """The running score and the themes as far as they are known."""
    responses = view.preview.responses
    groups = responses["nps_group"].drop_nulls()
    scores = responses["score"].drop_nulls()
    st.markdown("##### So far")
    with st.container(horizontal=True):
        if len(groups):
            net = int((groups == "promoter").sum()) - int((groups == "detractor").sum())
            st.metric("Standard NPS", signed(100 * net / len(groups)), border=True)
        elif len(scores):
            st.metric("Mean score", f"{scores.mean():.2f}", border=True)
        st.metric("Responses", f"{responses.height:,}", border=True)
        if view.preview.read:
            st.metric("Comments read", f"{view.preview.read:,}", border=True)
    named = responses["themes"].explode().drop_nulls().value_counts(name="n")
    if not named.is_empty():
        most = named.sort("n", "themes", descending=[True, False]).head(PREVIEW_THEMES)
        badges = [f":blue-badge[{plain(name)} · {n:,}]" for name, n in most.iter_rows()]
        st.markdown(" ".join(badges))
        st.caption("Preliminary: intervals and what each theme costs follow when the run is done.")


def show_results(backroom: Backroom, view: JobView) -> None:
    """Show what a finished run found, under the filters of the address."""
    for sentence in view.warnings:
        st.info(plain(sentence), icon=":material/info:")
    known = known_of(backroom, view.id)
    filters = chosen_filters(view.id, known)
    seen = seen_under(backroom, view.id, filters)
    _show_counts(seen, asked_for(backroom.run(view.id).question))
    show_filters(backroom, view.id, known, filters)
    if not seen.measures.totals["responses"]:
        st.info("No response is left under these filters.", icon=":material/filter_alt_off:")
        return
    some = TABS if seen.whole.totals["comments"] else _without_comments()
    tabs = st.tabs(list(some), key=tabs_key(view.id), on_change="rerun")
    for tab, show in zip(tabs, some.values(), strict=True):
        # What is not looked at is not drawn.
        if tab.open:
            with tab:
                show(seen)


def _without_comments() -> dict[str, Tab]:
    """The tabs that say something where no response has a comment."""
    about_comments = (show_themes, show_comments, show_mood)
    return {title: show for title, show in TABS.items() if show not in about_comments}


def seen_under(backroom: Backroom, run: str, filters: Filters) -> Seen:
    """A run under filters, with its figures."""
    whole = measures_under(backroom, run, {})
    left = measures_under(backroom, run, filters)
    return Seen(backroom, run, filters, left, whole, summary_of(backroom, run))


def _show_counts(seen: Seen, asked: str) -> None:
    """How many responses and comments there are, and what was asked for."""
    totals = seen.whole.totals
    words = [
        counted(int(totals["responses"]), "response"),
        f"{int(totals['scored']):,} with a score",
        f"{int(totals['comments']):,} with a comment",
    ]
    if totals["junk"]:
        words.append(f"{int(totals['junk']):,} of these say nothing")
    worth = int(totals["in_themes"] + totals["in_no_theme"])
    if worth:
        words.append(f"{percent(totals['in_no_theme'] / worth)} in no theme")
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        st.markdown(f"{' · '.join(words)}  \n:small[:gray[Asked for: {plain(asked)}.]]")
        offer_present("feedback")


TABS: dict[str, Tab] = {
    ":material/speed: Score": show_score,
    ":material/topic: Themes": show_themes,
    ":material/groups: Segments": show_segments,
    COMMENTS: show_comments,
    ":material/call: Who to call": show_people,
    ":material/mood: Mood": show_mood,
    ":material/download: Take away": show_take_away,
}
