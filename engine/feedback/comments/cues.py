"""What the dictionaries find in comments: plain work on plain data, in one process or several."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter

import numpy as np

from engine.feedback.comments.clauses import Heard, hear
from engine.feedback.comments.comments import Cues
from engine.feedback.comments.lexicon import ASPECTS, LANGUAGES, Entry, entries_of
from engine.feedback.comments.mixture import entries_of_mixture
from engine.feedback.comments.phrases import key_phrases
from engine.feedback.comments.tokens import cleaned, composed, tokens_of
from engine.feedback.responses import EMOTIONS
from engine.progress import Progress

SOFT, LONG = 8.0, 20.0
"""s = S / sqrt(S² + 8 max(1, words / 20)): long comments are not stronger for being long."""
CRY, LOUD, MOST_CRIES = 0.08, 0.05, 3
_IS_WORD, _IS_LOUD, _CONTENT = attrgetter("word"), attrgetter("loud"), attrgetter("content")
EACH = 500
"""Comments between two looks at a cancel."""


@dataclass
class _Found:
    """Columns of `Cues` while they are filled."""

    lexicon: list[float] = field(default_factory=list)
    positive: list[float] = field(default_factory=list)
    negative: list[float] = field(default_factory=list)
    hits: list[int] = field(default_factory=list)
    covered: list[bool] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    questions: list[int] = field(default_factory=list)
    emotions: list[list[int]] = field(default_factory=list)
    leaving: list[int] = field(default_factory=list)
    blamed: list[dict[int, float]] = field(default_factory=list)
    content: list[str] = field(default_factory=list)
    phrases: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, text: str, language: str) -> None:
        """Take in what a comment says."""
        written = composed(text)
        text = cleaned(written)
        tokens = tokens_of(text)
        entries = _entries(tokens, language)
        heard = hear(entries)
        words = sum(map(_IS_WORD, entries))
        self._add_values(heard, _emphasis(text, entries, words), words)
        self.covered.append(language in LANGUAGES or not words)
        self.questions.append(text.count("?") + text.count("？"))
        self.emotions.append(heard.emotions)
        self.leaving.append(heard.leaving)
        self.blamed.append(heard.blame())
        self.content.append(" ".join(filter(None, map(_CONTENT, entries))))
        self.phrases.append(key_phrases(written, text, tokens, entries))

    def _add_values(self, heard: Heard, emphasis: float, words: int) -> None:
        up = emphasis * sum(value for value in heard.values if value > 0)
        down = emphasis * sum(value for value in heard.values if value < 0)
        both = up + down
        self.lexicon.append(both / math.sqrt(both * both + SOFT * max(1.0, words / LONG)))
        self.positive.append(up)
        self.negative.append(down)
        self.hits.append(len(heard.values))
        self.tokens.append(words)

    def cues(self) -> Cues:
        """The columns as arrays."""
        spoken, blamed = _of_aspects(self.blamed)
        return Cues(
            lexicon=np.array(self.lexicon, dtype=np.float64),
            positive=np.array(self.positive, dtype=np.float64),
            negative=np.array(self.negative, dtype=np.float64),
            hits=np.array(self.hits, dtype=np.int64),
            covered=np.array(self.covered, dtype=np.bool_),
            tokens=np.array(self.tokens, dtype=np.int64),
            questions=np.array(self.questions, dtype=np.int64),
            emotions=_counted(self.emotions, len(EMOTIONS)),
            leaving=np.array(self.leaving, dtype=np.int64),
            aspects=spoken,
            blamed=blamed,
            aspect_names=ASPECTS,
            content=tuple(self.content),
            phrases=tuple(self.phrases),
        )


def find_cues(texts: Sequence[str], languages: Sequence[str], step: Progress | None = None) -> Cues:
    """Find what dictionaries know in comments.

    Args:
        texts: Comments as written, d.
        languages: ISO code of each, empty where it cannot be told, d.
        step: Counts comments; None in a process of its own.

    Returns:
        What was found, comment by comment; each depends on its own text and language alone. A
        comment of pictures without a word counts as covered whatever its language.
    """
    found = _Found()
    for start in range(0, len(texts), EACH):
        part = slice(start, start + EACH)
        for text, language in zip(texts[part], languages[part], strict=True):
            found.add(text, language)
        if step is not None:
            step.advance(len(texts[part]))
    return found.cues()


def join_cues(parts: Sequence[Cues]) -> Cues:
    """The cues of comments that were read in several parts, one after the other.

    Args:
        parts: At least one.
    """

    def rows(name: str) -> np.ndarray:
        return np.concatenate([getattr(part, name) for part in parts])

    arrays = {name: rows(name) for name in _ARRAYS}
    return Cues(
        **arrays,
        aspect_names=parts[0].aspect_names,
        content=tuple(chain.from_iterable(part.content for part in parts)),
        phrases=tuple(chain.from_iterable(part.phrases for part in parts)),
    )


_ARRAYS = (
    "lexicon", "positive", "negative", "hits", "covered", "tokens", "questions", "emotions",
    "leaving", "aspects", "blamed",
)  # fmt: skip


def _entries(tokens: Sequence[str], language: str) -> list[Entry]:
    known = entries_of(language)
    return entries_of_mixture(tokens, list(map(known.__getitem__, tokens)), language)


def _emphasis(text: str, entries: Sequence[Entry], words: int) -> float:
    """Marks and capitals make what is said stronger, unless all of it is in capitals."""
    loud = sum(map(_IS_LOUD, entries))
    loud = loud if 2 * loud < words else 0
    cries = text.count("!") + text.count("！")
    return 1 + CRY * min(MOST_CRIES, cries) + LOUD * min(MOST_CRIES, loud)


def _counted(places: Sequence[Sequence[int]], width: int) -> np.ndarray:
    """How often each place occurs in each row, (rows, width)."""
    row = np.repeat(np.arange(len(places)), [len(found) for found in places])
    column = np.fromiter(chain.from_iterable(places), dtype=np.int64, count=len(row))
    counts = np.bincount(row * width + column, minlength=len(places) * width)
    return counts.reshape(len(places), width).astype(np.int64)


def _of_aspects(blamed: Sequence[dict[int, float]]) -> tuple[np.ndarray, np.ndarray]:
    """Which aspects each comment speaks of, and what its clauses say of them, (d, a) each."""
    row = np.repeat(np.arange(len(blamed)), [len(found) for found in blamed])
    column = np.fromiter(chain.from_iterable(blamed), dtype=np.int64, count=len(row))
    values = np.zeros((len(blamed), len(ASPECTS)))
    values[row, column] = np.fromiter(
        chain.from_iterable(found.values() for found in blamed), dtype=np.float64, count=len(row)
    )
    spoken = np.zeros(values.shape, dtype=np.bool_)
    spoken[row, column] = True
    return spoken, values
