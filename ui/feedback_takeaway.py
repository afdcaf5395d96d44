"""What people and programs take away from a run of Feedback: one file each, or all."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from engine import Backroom
from ui.downloads import zipped
from ui.feedback_filters import filters_in_words
from ui.feedback_seen import Filters, Seen
from ui.words import plain

_LANGUAGES = {"en": "English", "es": "Español"}
MADE: Mapping[str, str] = {
    ".pptx": "Slides with charts that can be edited, each with its number of responses, dates and "
    "method.",
    ".xlsx": "A workbook: summary, every response, emotions, pain points and how it was made.",
    ".html": "One page with charts, to print or send; it opens without a network.",
}
KEPT: Mapping[str, str] = {
    "responses.csv": "Every response with its group, mood, themes, pain points and risk.",
    "summary.json": "All figures, for a program.",
    "manifest.json": "What went in, was counted and left out, and how long it took.",
}


def show_take_away(seen: Seen) -> None:
    """Show a button for every file; bytes are made when they are asked for."""
    st.fragment(_files)(seen.backroom, seen.run, dict(seen.filters))


def _files(backroom: Backroom, run: str, filters: Filters) -> None:
    language = _choose_language(run)
    if any(filters.values()):
        st.caption(
            ":material/filter_alt: What you pass on holds the responses under your filters "
            f"({plain(filters_in_words(filters))}); files for programs hold all."
        )
    _offer_all(backroom, run, filters, language)
    st.markdown("##### To read and pass on")
    for ending, says in MADE.items():
        _show_file(f"feedback{ending}", says, _made(backroom, run, filters, language, ending))
    st.markdown("##### For programs")
    for name, says in KEPT.items():
        _show_file(name, says, _kept(backroom, run, name))


def _choose_language(run: str) -> str:
    return str(
        st.segmented_control(
            "Language of what you pass on", list(_LANGUAGES), format_func=_LANGUAGES.__getitem__,
            default="en", required=True, key=f"feedback_language_{run}",
        )
    )  # fmt: skip


def _offer_all(backroom: Backroom, run: str, filters: Filters, language: str) -> None:
    st.download_button(
        "Download everything (zip)",
        data=lambda: zipped(
            backroom.files(run) | backroom.feedback_artefacts(run, filters, language)
        ),
        file_name="backroom-feedback.zip",
        mime="application/zip",
        on_click="ignore",
        type="primary",
        icon=":material/folder_zip:",
        key="feedback_zip",
    )


def _made(
    backroom: Backroom, run: str, filters: Filters, language: str, ending: str
) -> Callable[[], bytes]:
    def make() -> bytes:
        made = backroom.feedback_artefacts(run, filters, language)
        return next(data for name, data in made.items() if name.endswith(ending))

    return make


def _kept(backroom: Backroom, run: str, name: str) -> Callable[[], bytes]:
    return lambda: backroom.files(run)[name]


def _show_file(name: str, says: str, make: Callable[[], bytes]) -> None:
    button, words = st.columns([2, 3], vertical_alignment="center")
    button.download_button(
        name,
        data=make,
        file_name=name,
        on_click="ignore",
        icon=":material/download:",
        key=f"feedback_{name}",
        width="stretch",
    )
    words.caption(says)
