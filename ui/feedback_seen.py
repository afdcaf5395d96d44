"""What the tabs of a run of Feedback show: its figures under the filters that are set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import streamlit as st

from engine import Backroom, Measures

Filters = Mapping[str, Sequence[str]]
Frozen = tuple[tuple[str, tuple[str, ...]], ...]
SEGMENT = "segment: "


@dataclass(frozen=True)
class Seen:
    """A finished run under filters.

    Attributes:
        backroom: The open workspace.
        run: The run's id.
        filters: What is filtered by: a heading, or `theme`, `group`, `language`, `from`, `to`.
        measures: The figures of the responses that are left.
        whole: The figures of all responses.
        summary: What the run told of itself.
    """

    backroom: Backroom = field(repr=False)
    run: str
    filters: Filters
    measures: Measures = field(repr=False)
    whole: Measures = field(repr=False)
    summary: Mapping[str, Any] = field(repr=False, default_factory=dict)

    @property
    def score(self) -> str:
        """What is compared: standard NPS, or mean score; empty where there is none."""
        if self.whole.nps:
            return "Standard NPS"
        return "Mean score" if self.whole.csat else ""

    @property
    def format(self) -> str:
        """How a value of that score is written."""
        return "+.1f" if self.whole.nps else ".2f"

    @property
    def column(self) -> str:
        """The column of that score in every table."""
        return "nps" if self.whole.nps else "mean"


def measures_under(backroom: Backroom, run: str, filters: Filters) -> Measures:
    """The figures under filters, with the themes as they were edited last."""
    return _measures(backroom, run, _frozen(filters), edits_stamp(backroom, run))


def quotes_under(backroom: Backroom, run: str, filters: Filters) -> list[dict[str, Any]]:
    """Passages of the responses under filters that show each theme, checked against their rows."""
    return _quotes(backroom, run, _frozen(filters), edits_stamp(backroom, run))


def edits_stamp(backroom: Backroom, run: str) -> str:
    """What changes when a theme was edited, or the run computed anew."""
    return f"{backroom.run(run).ended} {backroom.theme_edits(run)!r}"


def responses_of(backroom: Backroom, run: str) -> pl.DataFrame:
    """Every response of a run as it was written."""
    return _responses(backroom, run, str(backroom.run(run).ended))


def summary_of(backroom: Backroom, run: str) -> dict[str, Any]:
    """What a run told of itself: the fields of `summary.json`."""
    return _summary(backroom, run, str(backroom.run(run).ended))


def words_of(backroom: Backroom, run: str) -> list[dict[str, Any]]:
    """The summary of all responses in sentences, with the themes as they were edited last."""
    return _words(backroom, run, edits_stamp(backroom, run))


def _frozen(filters: Filters) -> Frozen:
    return tuple(sorted((name, tuple(values)) for name, values in filters.items() if values))


@st.cache_data(show_spinner=False, max_entries=32)
def _quotes(
    _backroom: Backroom,
    run: str,
    filters: Frozen,
    stamp: str,  # noqa: ARG001 - part of the cache's key
) -> list[dict[str, Any]]:
    return _backroom.feedback_quotes(run, dict(filters))


@st.cache_data(show_spinner=False, max_entries=32)
def _measures(
    _backroom: Backroom,
    run: str,
    filters: Frozen,
    stamp: str,  # noqa: ARG001 - part of the cache's key
) -> Measures:
    return _backroom.feedback_measures(run, dict(filters))


@st.cache_data(show_spinner=False, max_entries=8)
def _summary(
    _backroom: Backroom,
    run: str,
    stamp: str,  # noqa: ARG001 - part of the cache's key
) -> dict[str, Any]:
    return dict(_backroom.document(run, "summary"))


@st.cache_data(show_spinner=False, max_entries=8)
def _words(
    _backroom: Backroom,
    run: str,
    stamp: str,  # noqa: ARG001 - part of the cache's key
) -> list[dict[str, Any]]:
    return _backroom.feedback_words(run)


@st.cache_data(show_spinner=False, max_entries=4)
def _responses(
    _backroom: Backroom,
    run: str,
    stamp: str,  # noqa: ARG001 - part of the cache's key
) -> pl.DataFrame:
    return _backroom.result_table(run, "responses")
