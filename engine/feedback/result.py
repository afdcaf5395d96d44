"""What a run of Feedback finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.feedback.meaning.measures import Measured, Measures
from engine.feedback.meaning.quotes import Quote
from engine.feedback.meaning.themes import Themes
from engine.feedback.tables import Known


@dataclass(frozen=True)
class FeedbackResult:
    """The responses of a file with what is known of each, and the figures over all of them.

    Attributes:
        responses: See `engine.feedback.responses.COLUMNS`.
        measured: What the figures need beside the responses, to count them again under filters.
        measures: The figures of all responses.
        quotes: Passages for each theme, each checked against its row.
        unanswered: row, comment, reason: comments about which a language model gave no answer.
        themes: The themes with their middles, for the taxonomy.
        summary: The fields of `summary.json`, plain values.
    """

    responses: pl.DataFrame = field(repr=False)
    measured: Measured = field(repr=False)
    measures: Measures = field(repr=False)
    quotes: tuple[Quote, ...] = field(repr=False)
    unanswered: pl.DataFrame = field(repr=False)
    themes: Themes = field(repr=False)
    summary: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Preview:
    """What is known while the comments are still being read.

    Attributes:
        responses: The responses so far, with scores and, once they are found, themes; see
            `engine.feedback.responses.COLUMNS`.
        measured: What the figures need beside them.
        read: Comments read so far.
    """

    responses: pl.DataFrame = field(repr=False)
    measured: Measured = field(repr=False)
    read: int = 0


def without_answer(responses: pl.DataFrame, known: Known) -> pl.DataFrame:
    """row, comment, reason of the responses about which a language model gave no answer."""
    reasons = [*known.analysis.reason, ""]
    told = pl.Series([reasons[place] for place in known.place.tolist()], dtype=pl.String)
    return responses.select("row", "comment", told.alias("reason")).filter(pl.col("reason") != "")
