"""What every page, sheet and slide says of itself: n, dates, method, who read, what is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.feedback.meaning.figures import percent, signed, summary_figures
from engine.feedback.meaning.measures import Measures
from engine.feedback.meaning.quotes import Quote
from engine.feedback.meaning.sentences import Sentence, local_sentences
from engine.feedback.out.names import (
    language_in_english,
    name_in_spanish,
    reader_in_words,
    reason_in_spanish,
    theme_in_spanish,
)
from engine.feedback.out.notes import note_in_spanish, why_in_spanish
from engine.feedback.out.phrases import Phrases
from engine.files import REASONS
from engine.reports.forms import Marks, with_comma

_NAMED = ("nps.method", "nps.interpretation", "compared")


@dataclass(frozen=True)
class Told:
    """A set of responses that is written down.

    Attributes:
        responses: See `engine.feedback.responses.COLUMNS`.
        measures: Their figures.
        quotes: Passages that stand in their rows.
        words: A model's sentences about all responses; empty under filters.
        notes: Sentences about what could not be told, and how scores and comments were read.
        manifest: The run's manifest.
        filters: What the responses are limited to.
        phrases: Headings in the language that is written.
    """

    responses: pl.DataFrame = field(repr=False)
    measures: Measures = field(repr=False)
    quotes: Sequence[Quote] = field(repr=False)
    words: Sequence[str] = field(repr=False)
    notes: Sequence[str] = field(repr=False)
    manifest: Mapping[str, Any] = field(repr=False)
    filters: Mapping[str, Sequence[str]]
    phrases: Phrases

    @property
    def title(self) -> str:
        """Name of the file that was analysed."""
        return str(self.manifest["inputs"]["file"])

    @property
    def spanish(self) -> bool:
        """Whether it is written in Spanish."""
        return self.phrases.language == "es"

    @property
    def marks(self) -> Marks:
        """A number as English writes it → as it is written here."""
        return with_comma if self.spanish else str

    def sentences(self) -> list[str]:
        """The summary: our own sentences, then a model's."""
        figures = summary_figures(self.measures)
        said = {key: self._figure(key, told) for key, told in figures.items()}
        own: list[Sentence] = local_sentences(said, self.phrases.language)
        return [sentence.text for sentence in own] + list(self.words)

    def _figure(self, key: str, told: str) -> str:
        """A figure of a sentence; what files and users named stays as it is."""
        if not self.spanish:
            return told
        if key in _NAMED:
            return name_in_spanish(told)
        if key.startswith("theme.") and key.count(".") == 1:
            return theme_in_spanish(told)
        named = key.startswith("segment.") and (key.count(".") == 1 or key.endswith(".heading"))
        return told if named or key == "trend.label" else with_comma(told)

    def headline(self) -> tuple[str, str]:
        """What the score is called, and the score; empty where there is none."""
        nps, csat = self.measures.nps, self.measures.csat
        if nps:
            score = signed(nps["headline"]) if nps["method"] == "standard" else nps["headline"]
            shown = score if isinstance(score, str) else f"{score:.1f}"
            return self.phrases[nps["method"]], self.marks(shown)
        if csat:
            return f"{self.phrases['mean']} ({csat['scale']})", self.marks(f"{csat['mean']:.2f}")
        return "", ""

    def points(self, value: float | None) -> str:
        """A difference of scores, empty where there is none; a mean's in hundredths."""
        if value is None:
            return ""
        return self.marks(signed(value, 1 if self.measures.nps else 2))

    def count(self, number: int) -> str:
        """A count with its thousands apart."""
        return self.marks(f"{number:,}")

    def share(self, share: float) -> str:
        """A share as a percentage."""
        return self.marks(percent(share))

    def sure(self) -> str:
        """How sure intervals are: `95 %`."""
        return self.share(float(self.manifest["options"].get("sure", 0.95)))

    def chance(self, p: float | None) -> str:
        """A probability to three decimals, empty where there is none."""
        if p is None:
            return ""
        return self.marks("< 0.001" if p < 0.0005 else f"{p:.3f}")

    def theme(self, name: str) -> str:
        """A theme or a pain point as a heading shows it."""
        told = theme_in_spanish(name) if self.spanish else name
        return told[:1].upper() + told[1:]

    def heading(self, name: str) -> str:
        """A column of the file as a heading shows it."""
        told = name.replace("_", " ").strip() or name
        return told[:1].upper() + told[1:]

    def name(self, name: str | None) -> str | None:
        """A group, an emotion or a kind of mismatch in the language that is written."""
        return name_in_spanish(name) if name is not None and self.spanish else name

    def language(self, code: str | None) -> str | None:
        """A language by its name."""
        if code is None:
            return None
        return name_in_spanish(code) if self.spanish else language_in_english(code)

    def note(self, note: str) -> str:
        """A sentence that came with the figures."""
        return note_in_spanish(note) if self.spanish else note

    def said_of_all(self) -> list[str]:
        """What could not be told, how it was read, and what an impact is where there is one."""
        impacts = self.measures.themes["impact"].null_count() < self.measures.themes.height
        return [*map(self.note, self.notes), *([self.phrases["honest"]] if impacts else [])]

    def why(self, why: str | None) -> str:
        """Why somebody is to be called."""
        told = why or ""
        return why_in_spanish(told) if self.spanish else told

    def excluded(self) -> list[tuple[str, int]]:
        """Why rows were left out, and how many."""
        says = reason_in_spanish if self.spanish else _reason_in_english
        return [(says(name), count) for name, count in self.manifest["rows"]["rejected"].items()]

    def footer(self) -> str:
        """One line for the foot of a page or slide."""
        says, totals = self.phrases, self.measures.totals
        rows = self.manifest["rows"]
        parts = [
            f"n = {self.count(totals['scored'])} {says['scores']} / "
            f"{self.count(totals['responses'])} {says['responses']}",
            self._dates(),
            self.headline()[0],
            f"{says['read_by']} {'; '.join(self.readers()) or says['nobody']}",
            f"{self.count(sum(rows['rejected'].values()))} {says['excluded']}",
            self._filters(),
        ]
        return " · ".join(part for part in parts if part)

    def readers(self) -> list[str]:
        """Who read the comments, the one that read most first."""
        read = self.responses["analysed_by"].drop_nulls().value_counts(name="rows")
        most = read.sort("rows", "analysed_by", descending=[True, False])["analysed_by"]
        return [self.reader(who) for who in most]

    def reader(self, who: str) -> str:
        """Who read a comment, in words."""
        return reader_in_words(who, self.phrases.language)

    def _dates(self) -> str:
        moments = self.responses["moment"].drop_nulls()
        if moments.is_empty():
            return self.phrases["no_dates"]
        days = moments.sort().dt.to_string("%Y-%m-%d")
        return f"{days[0]} – {days[-1]}"

    def _filters(self) -> str:
        told = [f"{name}: {', '.join(values)}" for name, values in self.filters.items() if values]
        return f"{self.phrases['filters']} {'; '.join(told)}" if told else ""


def _reason_in_english(reason: str) -> str:
    return REASONS.get(reason, reason.replace("_", " "))
