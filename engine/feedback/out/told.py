"""What every page, sheet and slide says of itself: n, dates, method, who read, what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.feedback.meaning.figures import signed, summary_figures
from engine.feedback.meaning.measures import Measures
from engine.feedback.meaning.quotes import Quote
from engine.feedback.meaning.sentences import Sentence, local_sentences
from engine.feedback.out.phrases import Phrases


@dataclass(frozen=True)
class Told:
    """A set of responses that is written down.

    Attributes:
        responses: See `engine.feedback.responses.COLUMNS`.
        measures: Their figures.
        quotes: Passages that stand in their rows.
        words: A model's sentences about all responses; empty under filters.
        manifest: The run's manifest.
        filters: What the responses are limited to.
        phrases: Headings in the language that is written.
    """

    responses: pl.DataFrame = field(repr=False)
    measures: Measures = field(repr=False)
    quotes: Sequence[Quote] = field(repr=False)
    words: Sequence[str] = field(repr=False)
    manifest: Mapping[str, Any] = field(repr=False)
    filters: Mapping[str, Sequence[str]]
    phrases: Phrases

    @property
    def title(self) -> str:
        """Name of the file that was analysed."""
        return str(self.manifest["inputs"]["file"])

    def sentences(self) -> list[str]:
        """The summary: our own sentences, then a model's."""
        own: list[Sentence] = local_sentences(summary_figures(self.measures), self.phrases.language)
        return [sentence.text for sentence in own] + list(self.words)

    def headline(self) -> tuple[str, str]:
        """What the score is called, and the score; empty where there is none."""
        nps, csat = self.measures.nps, self.measures.csat
        if nps:
            score = signed(nps["headline"]) if nps["method"] == "standard" else nps["headline"]
            shown = score if isinstance(score, str) else f"{score:.1f}"
            return self.phrases[nps["method"]], shown
        if csat:
            return f"{self.phrases['mean']} ({csat['scale']})", f"{csat['mean']:.2f}"
        return "", ""

    def points(self, value: float | None) -> str:
        """A difference of scores, empty where there is none; a mean's in hundredths."""
        return "" if value is None else signed(value, 1 if self.measures.nps else 2)

    def footer(self) -> str:
        """One line for the foot of a page or slide."""
        says, totals = self.phrases, self.measures.totals
        rows = self.manifest["rows"]
        parts = [
            f"n = {totals['scored']:,} {says['scores']} / {totals['responses']:,} "
            f"{says['responses']}",
            self._dates(),
            self.headline()[0],
            f"{says['read_by']} {', '.join(self.readers()) or says['nobody']}",
            f"{sum(rows['rejected'].values()):,} {says['excluded']}",
            self._filters(),
        ]
        return " · ".join(part for part in parts if part)

    def readers(self) -> list[str]:
        """Who read the comments, the one that read most first."""
        read = self.responses["analysed_by"].drop_nulls().value_counts(name="rows")
        return list(read.sort("rows", "analysed_by", descending=[True, False])["analysed_by"])

    def _dates(self) -> str:
        moments = self.responses["moment"].drop_nulls()
        if moments.is_empty():
            return self.phrases["no_dates"]
        days = moments.sort().dt.to_string("%Y-%m-%d")
        return f"{days[0]} – {days[-1]}"

    def _filters(self) -> str:
        told = [f"{name}: {', '.join(values)}" for name, values in self.filters.items() if values]
        return f"{self.phrases['filters']} {'; '.join(told)}" if told else ""
