"""All that a dictionary says of a word, looked up once for each way of writing it."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from engine.feedback.comments.lexicon.marks import PAUSES, value_of_mark
from engine.feedback.comments.lexicon.patterns import Patterns, Sequence
from engine.feedback.comments.lexicon.reading import Lexicon, lexicon_of
from engine.feedback.comments.tokens import plain, shortened

MOST_KEPT = 300_000
"""Words remembered for a language; a file of random letters is read without remembering more."""
LOUD_LETTERS = 3
SHORTEST_CONTENT = 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several words that say something together.

    Attributes:
        elements: Its words.
        channel: What it is a cue of, a name of an attribute of `Lexicon`.
        value: What it says there.
        fixed: Whether a word before it that turns values about leaves it as it is.
    """

    elements: Sequence
    channel: str
    value: float
    fixed: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What a token says.

    Attributes:
        plain: The word without accents, in lower case.
        content: The word in lower case where it tells what a comment is about, else empty.
        word: Whether it is a word at all, not a mark or a picture.
        loud: Whether it is written in capitals.
        active: Whether anything below says something; others need not be looked at.
        pause: 0 none, 1 between clauses (comma), 2 the end of a sentence.
        value: How good it is, -3..3; 0 where that is not known.
        strength: What it makes of the next value; 0 where nothing.
        negator: Whether it turns the next values about.
        turns: Whether what comes after it weighs more than what was before.
        grants: Whether what comes after it weighs less.
        joins: Whether it stands between two clauses without turning.
        emotions: Places of its emotions.
        aspects: Places of its aspects.
        leaving: Whether it is a cue of leaving.
        stop: Whether it says nothing of what the comment is about.
        starts: Phrases that may begin here, the longest first.
    """

    plain: str
    content: str
    word: bool
    loud: bool
    active: bool
    pause: int
    value: float
    strength: float
    negator: bool
    turns: bool
    grants: bool
    joins: bool
    emotions: tuple[int, ...]
    aspects: tuple[int, ...]
    leaving: bool
    stop: bool
    starts: tuple[Phrase, ...]


class Entries(dict[str, Entry]):
    """Token → what it says, filled as tokens are asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon
        self._phrases = _phrases(lexicon)

    def __missing__(self, token: str) -> Entry:
        entry = self._word(token) if token[0].isalnum() else _mark(token)
        if len(self) < MOST_KEPT:
            self[token] = entry
        return entry

    def _word(self, token: str) -> Entry:
        lexicon = self.lexicon
        word = plain(token, lexicon.language)
        aspects = self._places(lexicon.aspects, word)
        value = self._known(lexicon.values, word, 0.0)
        stop = word in lexicon.stop
        tells = not stop and (not value or bool(aspects)) and not word.isdigit()
        negator, strength = word in lexicon.negators, self._known(lexicon.strengths, word, 0.0)
        starts = tuple(one for one in self._phrases if one.elements[0].fits(word))
        turns, grants = bool(lexicon.turns.of(word)), bool(lexicon.grants.of(word))
        joins = token.casefold() in lexicon.joins
        emotions = self._places(lexicon.emotions, word)
        leaving = bool(lexicon.leaving.of(word))
        says = (value, strength, negator, turns, grants, joins, emotions, aspects, leaving, starts)
        return Entry(
            word,
            content=token.casefold() if tells and len(word) >= SHORTEST_CONTENT else "",
            word=True,
            loud=token.isupper() and len(token) >= LOUD_LETTERS,
            active=any(says),
            pause=0,
            value=value,
            strength=strength,
            negator=negator,
            turns=turns,
            grants=grants,
            joins=joins,
            emotions=emotions,
            aspects=aspects,
            leaving=leaving,
            stop=stop,
            starts=starts,
        )  # fmt: skip

    def _places(self, patterns: Patterns, word: str) -> tuple[int, ...]:
        return tuple(sorted(int(place) for place in patterns.of(word)))

    def _known(self, patterns: Patterns, word: str, otherwise: float) -> float:
        for form in (word, *shortened(word)):
            if found := patterns.of(form):
                return found[0]
        return otherwise


@functools.cache
def entries_of(language: str) -> Entries:
    """The entries of a language; of one without a dictionary, those of pictures and marks."""
    return Entries(lexicon_of(language))


def _phrases(lexicon: Lexicon) -> list[Phrase]:
    """All phrases of a dictionary, the longest first."""
    found = []
    for channel in ("values", "strengths", "turns", "grants", "emotions", "aspects", "leaving"):
        for elements, value in getattr(lexicon, channel).phrases:
            fixed = any(element.words & lexicon.negators for element in elements)
            found.append(Phrase(elements, channel, value, fixed))
    return sorted(found, key=lambda one: -len(one.elements))


def _mark(token: str) -> Entry:
    """The entry of a mark or a picture, the same in all languages."""
    value, pause = value_of_mark(token), PAUSES.get(token[0], 0)
    if value:
        pause = 0
    return Entry(
        token, "", word=False, loud=False, active=bool(value or pause), pause=pause, value=value,
        strength=0.0, negator=False, turns=False, grants=False, joins=False, emotions=(),
        aspects=(), leaving=False, stop=True, starts=(),
    )  # fmt: skip
