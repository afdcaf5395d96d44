"""What is known of a survey while its comments are still being read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from engine.feedback.comments.comments import Analysis, Comments, Cues
from engine.feedback.meaning.measured import measured_of
from engine.feedback.meaning.taxonomy import Pinned
from engine.feedback.meaning.themes import Themes
from engine.feedback.options import FeedbackOptions
from engine.feedback.responses import EMOTIONS, MOST_THEMES, Ints, Scored
from engine.feedback.result import Preview
from engine.feedback.tables import Known, responses_table
from engine.progress import Progress, Unheard


@dataclass(frozen=True)
class Reading:
    """What is read: the distinct comments of a survey and the responses they belong to.

    Attributes:
        lines: The checked survey.
        scored: Its scores.
        comments: The distinct comments.
        place: The distinct comment of each row, -1 where there is none.
        cues: What dictionaries find in each.
        taxonomy: Themes pinned in other files.
        column: Heading of the comments in the file.
    """

    lines: pl.DataFrame = field(repr=False)
    scored: Scored
    comments: Comments
    place: Ints = field(repr=False)
    cues: Cues
    taxonomy: Sequence[Pinned] = ()
    column: str = "comment"

    def known(self, analysis: Analysis, themes: Themes) -> Known:
        """What is known of the comments, once somebody has read them."""
        return Known(self.comments, self.place, analysis, themes, self.cues.leaving)


class Seen:
    """What a page sees while comments are read; counts answers on their way.

    Args:
        reading: What is read.
        options: Those of the run.
        show: Takes what is known so far.
    """

    def __init__(
        self, reading: Reading, options: FeedbackOptions, show: Callable[[Preview], None]
    ) -> None:
        self._reading, self._options, self._show = reading, options, show
        self._last: Preview | None = None
        self._read = 0
        self._step: Progress = Unheard()

    def follow(self, step: Progress) -> None:
        """Pass on to this step what is counted from now on."""
        self._step = step

    def themes(self, themes: Themes) -> Preview:
        """Show the responses with these themes, before anyone has read the comments."""
        reading = self._reading
        known = Known(reading.comments, reading.place, unread(len(reading.comments)), themes)
        table = responses_table(reading.lines, reading.scored, known, self._options.weight)
        measured = measured_of(reading.scored, themes, table, self._options)
        self._last = Preview(table, measured, self._read)
        self._show(self._last)
        return self._last

    def check(self) -> None:
        """Raise Cancelled if the run was cancelled."""
        self._step.check()

    def expect(self, total: int) -> None:
        """Say how many comments there are."""
        self._step.expect(total)

    def advance(self, units: int = 1) -> None:
        """Count comments that were read, and show it."""
        self._read += units
        if self._last is not None:
            self._last = replace(self._last, read=self._read)
            self._show(self._last)
        self._step.advance(units)


def unread(comments: int) -> Analysis:
    """The analysis of so many comments that nobody has read."""
    none = np.full(comments, np.nan)
    nothing = ((),) * comments
    return Analysis(
        sentiment=none, sentiment_class=np.full(comments, -1, dtype=np.int8),
        emotions=np.full((comments, len(EMOTIONS)), np.nan), churn=none, opposite=none,
        pain_points=nothing, key_phrases=nothing,
        analysed_by=("",) * comments, reason=("",) * comments,
    )  # fmt: skip


def no_themes(comments: int) -> Themes:
    """No themes of so many comments."""
    member = np.full((comments, MOST_THEMES), -1, dtype=np.int64)
    return Themes((), member, np.zeros((comments, MOST_THEMES)), float("nan"))
