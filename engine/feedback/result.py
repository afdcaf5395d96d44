"""What a run of Feedback finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.feedback.meaning.measures import Measured, Measures
from engine.feedback.meaning.quotes import Quote


@dataclass(frozen=True)
class FeedbackResult:
    """The responses of a file with what is known of each, and the figures over all of them.

    Attributes:
        responses: See `engine.feedback.responses.COLUMNS`.
        measured: What the figures need beside the responses, to count them again under filters.
        measures: The figures of all responses.
        quotes: Passages for each theme, each checked against its row.
        unanswered: row, comment, reason: comments about which a language model gave no answer.
        centres: Document with the middles of the themes, for the taxonomy.
        summary: The fields of `summary.json`, plain values.
    """

    responses: pl.DataFrame = field(repr=False)
    measured: Measured = field(repr=False)
    measures: Measures = field(repr=False)
    quotes: tuple[Quote, ...] = field(repr=False)
    unanswered: pl.DataFrame = field(repr=False)
    centres: dict[str, Any] = field(repr=False)
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
