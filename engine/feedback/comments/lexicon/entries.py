"""All that a dictionary says of a word, looked up once for each way of writing it."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

from engine.feedback.comments.lexicon.marks import PAUSES, value_of_mark
from engine.feedback.comments.lexicon.patterns import Patterns, Sequence
from engine.feedback.comments.lexicon.reading import LANGUAGES, Lexicon, lexicon_of
from engine.feedback.comments.lexicon.users import users_of
from engine.feedback.comments.tokens import plain, shortened

MOST_KEPT = 150_000
"""Words remembered for a language; a file of random letters is read without remembering more."""
MOST_NEXT = 5_000
STEM = "*"
_CHANNELS = ("values", "strengths", "turns", "grants", "emotions", "aspects", "leaving")
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


class Starts(dict[str, tuple[Phrase, ...]]):
    """Next plain word → phrases that may go on with it, the longest first."""

    def __init__(self, phrases: tuple[Phrase, ...]) -> None:
        super().__init__()
        self._phrases = phrases

    def __missing__(self, word: str) -> tuple[Phrase, ...]:
        found = tuple(one for one in self._phrases if one.elements[1].fits(word))
        if len(self) < MOST_NEXT:
            self[word] = found
        return found


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
        stranger: Whether it is a function word of other languages with a dictionary, not of this.
        starts: Phrases that may begin here, by the next word; None where none may.
    """

    plain: str
    content: str = ""
    word: bool = False
    loud: bool = False
    active: bool = False
    pause: int = 0
    value: float = 0.0
    strength: float = 0.0
    negator: bool = False
    turns: bool = False
    grants: bool = False
    joins: bool = False
    emotions: tuple[int, ...] = ()
    aspects: tuple[int, ...] = ()
    leaving: bool = False
    stop: bool = True
    stranger: bool = False
    starts: Starts | None = None


class Entries(dict[str, Entry]):
    """Token → what it says, filled as tokens are asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.lexicon = lexicon
        self._beginnings = _beginnings(lexicon)

    def __missing__(self, token: str) -> Entry:
        entry = self._word(token) if token[0].isalnum() else _mark(token)
        if len(self) < MOST_KEPT:
            self[token] = entry
        return entry

    def _word(self, token: str) -> Entry:
        lexicon = self.lexicon
        lower, word = token.casefold(), plain(token, lexicon.language)
        aspects, value = _places(lexicon.aspects, word), _known(lexicon.values, word)
        stop = word in lexicon.stop
        tells = not stop and (not value or bool(aspects)) and not word.isdigit()
        starts = self._starts(word)
        entry = Entry(
            word,
            content=lower if tells and len(word) >= SHORTEST_CONTENT else "",
            word=True,
            loud=token.isupper() and len(token) >= LOUD_LETTERS,
            value=value,
            strength=_known(lexicon.strengths, word),
            negator=word in lexicon.negators,
            turns=bool(lexicon.turns.of(word)),
            grants=bool(lexicon.grants.of(word)),
            joins=lower in lexicon.joins,
            emotions=_places(lexicon.emotions, word),
            aspects=aspects,
            leaving=bool(lexicon.leaving.of(word)),
            stop=stop,
            stranger=_is_stranger(lower, lexicon.language),
            starts=Starts(starts) if starts else None,
        )  # fmt: skip
        return replace(entry, active=_says_something(entry))

    def _starts(self, word: str) -> tuple[Phrase, ...]:
        """Phrases whose first word this may be, the longest first."""
        found = list(self._beginnings.get(word, ()))
        for length in range(1, len(word) + 1):
            found.extend(self._beginnings.get(word[:length] + STEM, ()))
        return tuple(sorted(found, key=_shortness))


def _places(patterns: Patterns, word: str) -> tuple[int, ...]:
    return tuple(sorted(int(place) for place in patterns.of(word)))


def _known(patterns: Patterns, word: str) -> float:
    """What a word stands for, also if its letters are drawn out; 0 where nothing is known."""
    for form in (word, *shortened(word)):
        if found := patterns.of(form):
            return found[0]
    return 0.0


def _says_something(entry: Entry) -> bool:
    return any(
        (entry.value, entry.strength, entry.negator, entry.turns, entry.grants, entry.joins,
         entry.emotions, entry.aspects, entry.leaving, entry.starts is not None)
    )  # fmt: skip


def _is_stranger(word: str, language: str) -> bool:
    users = users_of(word)
    return bool(users) and language not in users and any(one in LANGUAGES for one in users)


@functools.cache
def entries_of(language: str) -> Entries:
    """The entries of a language; of one without a dictionary, those of pictures and marks."""
    return Entries(lexicon_of(language))


def _beginnings(lexicon: Lexicon) -> dict[str, list[Phrase]]:
    """Phrases of a dictionary by the words that may begin them; stems end in a star."""
    found: dict[str, list[Phrase]] = {}
    for channel in _CHANNELS:
        for elements, value in getattr(lexicon, channel).phrases:
            fixed = any(element.words & lexicon.negators for element in elements)
            phrase = Phrase(elements, channel, value, fixed)
            for begin in (*sorted(elements[0].words), *(f"{s}{STEM}" for s in elements[0].stems)):
                found.setdefault(begin, []).append(phrase)
    return found


def _shortness(phrase: Phrase) -> tuple[int, int]:
    return -len(phrase.elements), _CHANNELS.index(phrase.channel)


def _mark(token: str) -> Entry:
    """The entry of a mark or a picture, the same in all languages."""
    value, pause = value_of_mark(token), PAUSES.get(token[0], 0)
    pause = 0 if value else pause
    return Entry(token, active=bool(value or pause), pause=pause, value=value)
