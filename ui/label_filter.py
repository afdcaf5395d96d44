"""Which words of a run the desk shows: by label, merchant, what they say, how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
import streamlit as st

from engine import Backroom

TO_REVIEW, SPOT_CHECK, BY_FILE, BY_MODEL = "To review", "Spot check", "By file", "By model"
WHICH = {
    TO_REVIEW: "to_review",
    SPOT_CHECK: "spot_check",
    "Unsure": "unsure",
    "Decided": "decided",
    BY_FILE: "by_file",
    BY_MODEL: "by_model",
    "All": "all",
}
_HELP = {
    SPOT_CHECK: "labels that look right, drawn at random: some dozens of them tell how many errors "
    "are left that nothing points at",
    BY_FILE: "labels that the file itself calls invalid",
    BY_MODEL: "those that the model of a server was asked about, decided or not",
}
_EVERY = 2**31
_WIDTH, _NARROW, MANY = 190, 112, 6


@dataclass(frozen=True)
class Shown:
    """What the desk shows of a worklist.

    Attributes:
        which: One of `WHICH`.
        labels: Given labels; empty for all.
        merchants: Empty for all; one without a name stands for words without a merchant.
        words: Part of what a word says; empty for all.
    """

    which: str = TO_REVIEW
    labels: tuple[str, ...] = ()
    merchants: tuple[str, ...] = ()
    words: str = ""

    @property
    def narrow(self) -> bool:
        """Whether words are left out for another reason than how far they are."""
        return bool(self.labels or self.merchants or self.words)

    @property
    def order(self) -> str:
        """How the words are ordered."""
        return "at random" if self.which == SPOT_CHECK else "likeliest errors first"

    def rows(self, backroom: Backroom, run: str) -> pl.DataFrame:
        """The words shown, likeliest errors first; a spot check at random."""
        return backroom.worklist(
            run,
            labels=self.labels,
            merchants=self.merchants,
            words=self.words,
            which=WHICH[self.which],
            most=_EVERY,
        )


def ask_shown(backroom: Backroom, run: str) -> Shown:
    """Ask for the filters; each one's value is in the session under the run."""
    labels, merchants = _known(backroom, run)
    for name, known in (("labels", labels), ("merchants", merchants)):
        key = filter_key(run, name)
        st.session_state[key] = [one for one in st.session_state.get(key, ()) if one in known]
    choices = _choices(backroom, run)
    # All of them in one row, as long as the window has room for it.
    width = _WIDTH if len(choices) < MANY else _NARROW
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        shown = _ask_which(choices, filter_key(run, "which"))
        st.multiselect(
            "Label", labels, placeholder="All", key=filter_key(run, "labels"), width=width
        )
        st.multiselect(
            "Merchant", merchants, placeholder="All", key=filter_key(run, "merchants"),
            format_func=lambda name: name or "Without a merchant", width=width,
        )  # fmt: skip
        st.text_input("Word holds", key=filter_key(run, "words"), width=min(width, 130))
    return Shown(
        which=shown,
        labels=tuple(st.session_state[filter_key(run, "labels")]),
        merchants=tuple(st.session_state[filter_key(run, "merchants")]),
        words=str(st.session_state[filter_key(run, "words")] or "").strip(),
    )


def _ask_which(choices: Sequence[str], key: str) -> str:
    """Ask how far the words are, or who decided about them."""
    # The session's own value goes before a default, and there must not be both.
    default = None if st.session_state.get(key) else TO_REVIEW
    means = [f"“{name}” are {_HELP[name]}." for name in choices if name in _HELP]
    shown = st.segmented_control(
        "Show", choices, default=default, required=True, key=key, help=" ".join(means) or None
    )
    return str(shown)


def set_shown(
    run: str, *, label: str = "", merchant: str | None = None, words: str = "",
    which: str = TO_REVIEW,
) -> None:  # fmt: skip
    """Set the filters from elsewhere on the page, all of them anew."""
    st.session_state[filter_key(run, "labels")] = [label] if label else []
    st.session_state[filter_key(run, "merchants")] = [] if merchant is None else [merchant]
    st.session_state[filter_key(run, "words")] = words
    st.session_state[filter_key(run, "which")] = which


def filter_key(run: str, name: str) -> str:
    """Where the session has a filter's value."""
    return f"labels_filter_{name}_{run}"


def _choices(backroom: Backroom, run: str) -> list[str]:
    """What may be shown; what is not in every file only where there is some."""
    return [
        name for name, which in WHICH.items()
        if name not in _HELP or backroom.worklist_size(run, which=which)
    ]  # fmt: skip


@st.cache_data(show_spinner=False, max_entries=8)
def _known(_backroom: Backroom, run: str) -> tuple[list[str], list[str]]:
    """Labels and merchants that there are groups of."""
    groups = _backroom.result_table(run, "groups")
    merchants = groups["merchant_name"].fill_null("").unique()
    return sorted(groups["label"].unique()), sorted(merchants)
