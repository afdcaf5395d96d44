"""Patterns of the data files: words, stems, endings and phrases.

Patterns stand between commas. `word` is that word, `stem*` any word that begins so, `*end` any that
ends so; a phrase is several of them one after the other, `(one|two or three)` either and `word?` or
`(one|two)?` what may be missing. Accents and case make no difference.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.feedback.comments.tokens import plain, tokens_of

SHORT_STEM, LONG_WORD, LONGEST_STEM = 4, 4, 16
"""Stems of so few letters stand only for words with at most so many more."""


@dataclass(frozen=True, slots=True)
class Element:
    """One word of a phrase.

    Attributes:
        words: Words that fit it.
        stems: Beginnings that fit it.
    """

    words: frozenset[str]
    stems: tuple[str, ...]

    def fits(self, word: str) -> bool:
        """Whether a plain word may stand here."""
        return word in self.words or (bool(self.stems) and word.startswith(self.stems))


Sequence = tuple[Element, ...]
_PART = re.compile(r"\([^)]*\)\??|[^\s()]+")


@dataclass
class Patterns:
    """Patterns and what each stands for; where several fit a word the most exact one counts.

    Attributes:
        words: Word → values.
        stems: Beginning → values.
        ends: Ending → values.
        phrases: Elements one after the other and their value.
    """

    words: dict[str, list[float]] = field(default_factory=dict)
    stems: dict[str, list[float]] = field(default_factory=dict)
    ends: dict[str, list[float]] = field(default_factory=dict)
    phrases: list[tuple[Sequence, float]] = field(default_factory=list)

    def add(self, patterns: str, value: float, language: str) -> None:
        """Take in patterns between commas that all stand for one value."""
        for pattern in filter(None, (part.strip() for part in patterns.split(","))):
            for sequence in sequences(pattern):
                self._place(sequence, value, language)

    def _place(self, sequence: list[str], value: float, language: str) -> None:
        if len(sequence) > 1:
            elements = tuple(_element(part, language) for part in sequence)
            self.phrases.append((elements, value))
            return
        for part in sequence[0].split("|"):
            kind = self.ends if part.startswith("*") else self.words
            kind = self.stems if part.endswith("*") else kind
            values = kind.setdefault(plain(part.strip("*"), language), [])
            if value not in values:
                values.append(value)

    def of(self, word: str) -> list[float]:
        """Values of a plain word; empty where no pattern fits."""
        if (found := self.words.get(word)) is not None:
            return found
        for stem in stems_of(word):
            if (found := self.stems.get(stem)) is not None:
                return found
        for end, values in self.ends.items():
            if word.endswith(end):
                return values
        return []


def stems_of(word: str) -> Iterator[str]:
    """The beginnings of a word that may stand for it, the longest first."""
    shortest = 1 if len(word) <= SHORT_STEM + LONG_WORD else SHORT_STEM + 1
    for length in range(min(len(word), LONGEST_STEM), shortest - 1, -1):
        if length > SHORT_STEM or len(word) - length <= LONG_WORD:
            yield word[:length]


def sequences(pattern: str) -> Iterator[list[str]]:
    """The ways of writing a pattern, with and without each part that may be missing."""
    choices = [_choices(part) for part in _PART.findall(pattern)]
    for chosen in itertools.product(*choices):
        if sequence := list(itertools.chain.from_iterable(chosen)):
            yield sequence


def _choices(part: str) -> list[list[str]]:
    """What may stand for a part: its single words together, its phrases each by itself."""
    missing = part.endswith("?")
    written = [_split(one) for one in part.removesuffix("?").strip("()").split("|")]
    single = [words[0] for words in written if len(words) == 1]
    choices = [words for words in written if len(words) > 1]
    if single:
        choices.append(["|".join(single)])
    if missing:
        choices.append([])
    return choices


def _split(words: str) -> list[str]:
    """The tokens of some words of a pattern."""
    tokens: list[str] = []
    for word in words.split():
        elided = tokens_of(f"{word}x")[:1] == [word]
        tokens.extend([word] if "*" in word or elided else tokens_of(word))
    return tokens


def _element(part: str, language: str) -> Element:
    choices = part.split("|")
    stems = tuple(plain(one[:-1], language) for one in choices if one.endswith("*"))
    words = frozenset(plain(one, language) for one in choices if not one.endswith("*"))
    return Element(words, stems)


def written_out(patterns: str) -> frozenset[tuple[str, ...]]:
    """Every sequence of plain words that patterns without stems stand for."""
    found: set[tuple[str, ...]] = set()
    for pattern in filter(None, (part.strip() for part in patterns.split(","))):
        for sequence in sequences(pattern):
            choices = [[plain(one, "") for one in part.split("|")] for part in sequence]
            found.update(itertools.product(*choices))
    return frozenset(tuple(word for word in words if word[0].isalnum()) for words in found) - {()}
