"""The part of the door that is about surveys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from engine.errors import OptionRefused, TooSmall
from engine.feedback import Nps, nps_of_scores
from engine.feedback.filters import Filters, filtered
from engine.feedback.marks import marks
from engine.feedback.meaning.figures import summary_figures
from engine.feedback.meaning.measure import measure
from engine.feedback.meaning.measures import Measured, Measures
from engine.feedback.meaning.quotes import check_quotes, choose_quotes
from engine.feedback.meaning.sentences import local_sentences
from engine.feedback.out.artefacts import WRITTEN_BY_US, feedback_artefacts, tell
from engine.feedback.work import measured_of_run
from engine.theme_door import ThemeDoor
from engine.workspace import find_table, open_document, open_lines

SCALES = ("0-10", "1-10")
ORDERS = {
    "row": ("row", False), "sentiment": ("sentiment", False), "score": ("score", False),
    "churn_risk": ("churn_risk", True),
}  # fmt: skip
"""How comments are ordered: name → column and whether the largest come first."""


@dataclass(frozen=True)
class Headline:
    """The score that stands above all others.

    Attributes:
        method: standard, shifted, absolute or weighted, as the settings say.
        score: The score by that method.
        interpretation: What it is called; empty where there are not enough answers to tell.
        nps: All scores, with the groups and the interval.
    """

    method: str
    score: float
    interpretation: str
    nps: Nps


class FeedbackDoor(ThemeDoor):
    """Surveys of an open workspace."""

    def nps_at_a_glance(self, table: str) -> Headline | None:
        """The NPS of a checked survey by the settings' method.

        Args:
            table: A table's id.

        Returns:
            The score, or None where the table has none: it is no survey, or its scores are not
            on a scale up to 10, or it mixes two.

        Raises:
            NotFound: There is no such table.
        """
        scale = find_table(self._workspace, table).facts.get("scale")
        if not scale or scale["name"] not in SCALES or scale["mixed"]:
            return None
        scores = open_lines(self._workspace, table)["score"]
        try:
            nps = nps_of_scores(scores.cast(float).fill_null(np.nan).to_numpy())
        except TooSmall:
            return None
        method = self._workspace.settings.nps_calculation_method
        called = nps.interpretation(method) if nps.enough else ""
        return Headline(method, nps.by(method), called, nps)

    def feedback_responses(self, run: str, filters: Filters | None = None) -> pl.DataFrame:
        """The responses of a finished run that filters let through, with the user's themes.

        Args:
            run: A finished run of Feedback.
            filters: See `engine.feedback.filters.Filters`.

        Raises:
            NotFound: The run kept no results.
            OptionRefused: A filter is unknown.
        """
        return filtered(self._edited(run)[0], filters or {})

    def feedback_measures(self, run: str, filters: Filters | None = None) -> Measures:
        """All figures over the responses that filters let through.

        Raises:
            NotFound: The run kept no results.
            OptionRefused: A filter is unknown.
        """
        responses, measured = self._edited(run)
        return measure(filtered(responses, filters or {}), measured)

    def feedback_comments(
        self,
        run: str,
        filters: Filters | None = None,
        *,
        words: str = "",
        order: str = "row",
        most: int = 200,
    ) -> pl.DataFrame:
        """The responses with a comment, to be read.

        Args:
            run: A finished run of Feedback.
            filters: See `engine.feedback.filters.Filters`.
            words: What the comment must contain, whatever its case.
            order: One of `ORDERS`; what has none comes last, equals by row.
            most: Most rows.

        Returns:
            See `engine.feedback.responses.COLUMNS`.

        Raises:
            NotFound: The run kept no results.
            OptionRefused: A filter or the order is unknown.
        """
        if order not in ORDERS:
            raise OptionRefused(f"There is no order {order!r}; orders are {', '.join(ORDERS)}.")
        column, largest_first = ORDERS[order]
        said = self.feedback_responses(run, filters).filter(pl.col("comment").is_not_null())
        if words.strip():
            holds = pl.col("comment").str.to_lowercase().str.contains(
                words.strip().lower(), literal=True
            )  # fmt: skip
            said = said.filter(holds)
        by = [column] if column == "row" else [column, "row"]
        turned = [largest_first] if column == "row" else [largest_first, False]
        return said.sort(by, descending=turned, nulls_last=True).head(most)

    def feedback_quotes(self, run: str, filters: Filters | None = None) -> list[dict[str, Any]]:
        """Passages that show each theme: theme, row, text, score; each stands in its row.

        Those of all responses, under themes nobody changed, are the ones the run chose.
        """
        if not any((filters or {}).values()) and not self.theme_edits(run):
            return list(open_document(self._workspace, run, "quotes"))
        responses, measured = self._edited(run)
        some = filtered(responses, filters or {})
        kept, _ = check_quotes(some, choose_quotes(some, measured.themes))
        return [asdict(quote) for quote in kept]

    def feedback_words(self, run: str) -> list[dict[str, Any]]:
        """The summary of all responses in sentences: text, figures (their keys), made_by.

        Where themes were edited, ours are told anew and a model's about themes are left out.

        Raises:
            NotFound: The run kept no results.
        """
        words = list(open_document(self._workspace, run, "summary")["words"])
        if not self.theme_edits(run):
            return words
        own = local_sentences(summary_figures(self.feedback_measures(run)))
        models = [one for one in words if one["made_by"] != WRITTEN_BY_US]
        about_themes = [any(key.startswith("theme.") for key in one["figures"]) for one in models]
        left = [one for one, stale in zip(models, about_themes, strict=True) if not stale]
        return [asdict(sentence) for sentence in own] + left

    def marks(
        self, comment: str, words: Sequence[str], phrases: Sequence[str] = ()
    ) -> list[tuple[int, int]]:
        """Where a comment holds words of a theme or its own key phrases; see `feedback.marks`."""
        return marks(comment, words, phrases)

    def feedback_artefacts(
        self, run: str, filters: Filters | None = None, language: str = "en"
    ) -> dict[str, bytes]:
        """The workbook, the report and the slides of the responses that filters let through.

        Args:
            run: A finished run of Feedback.
            filters: See `engine.feedback.filters.Filters`; told in every footer.
            language: Of headings and sentences: `en` or `es`.

        Raises:
            NotFound: The run kept no results.
            OptionRefused: A filter is unknown.
        """
        responses, measured = self._edited(run)
        some = filtered(responses, filters or {})
        summary = open_document(self._workspace, run, "summary")
        manifest = open_document(self._workspace, run, "manifest")
        summary = {**summary, "words": self.feedback_words(run)}
        documents = {"summary": summary, "manifest": manifest}
        told = tell(
            some, measure(some, measured), measured.themes, documents, filters or {}, language
        )
        return feedback_artefacts(told)

    def _edited(self, run: str) -> tuple[pl.DataFrame, Measured]:
        """The responses and what their figures need, with the user's edits of themes applied."""
        responses, themes = self.edited_themes(run)
        return responses, replace(measured_of_run(self._workspace, run), themes=tuple(themes))
