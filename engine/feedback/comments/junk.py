"""Comments that say nothing: no words, keys hit at random, or the words for nothing."""

from __future__ import annotations

import functools
import itertools
import re

from engine.feedback.comments.languages import votes_of
from engine.feedback.comments.lexicon import LANGUAGES, lexicon_of
from engine.feedback.comments.tokens import PICTURE, plain, tokens_of

NO_WORDS, RANDOM_KEYS, SAYS_NOTHING = "no words", "keys hit at random", "says nothing"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertzuiop",
         "yxcvbnm", "abcdefghijklmnopqrstuvwxyz")  # fmt: skip
_SHORT_RUNS = frozenset(
    {"asd", "sdf", "dfg", "fgh", "jkl", "hjk", "qwe", "zxc", "wer", "dsa", "yxc"}
)
_SAME_LETTER = re.compile(r"(.)\1{2,}")
_LATIN = re.compile(r"[a-z]+")
_VOWELS = frozenset("aeiouy")
LEAST_RUN, LEAST_UNSPEAKABLE, CONSONANTS, FEW_VOWELS = 4, 4, 6, 0.2
MOST_LETTERS, MOST_WORDS = 100, 8
"""Longer comments say something."""


def why_junk(text: str) -> str:
    """Why a comment says nothing, empty where it is worth reading.

    Args:
        text: A cleaned comment, not empty.

    Returns:
        `no words` where there is neither a letter nor a picture, `keys hit at random`, `says
        nothing` for the words for nothing in any of the languages that have a dictionary, or "".
    """
    if len(text) > MOST_LETTERS and any(letter.isalpha() for letter in text):
        return ""
    tokens = tokens_of(text)
    reason = _reason([token for token in tokens if token[0].isalnum()])
    return "" if reason and PICTURE.search(text) else reason


def _reason(words: list[str]) -> str:
    if not any(word[0].isalpha() for word in words):
        return NO_WORDS
    if len(words) > MOST_WORDS:
        return ""
    plainly = [plain(word, "") for word in words]
    if all(_is_random(word) for word in plainly):
        return RANDOM_KEYS
    return SAYS_NOTHING if _says_nothing(tuple(plainly)) else ""


def _is_random(word: str) -> bool:
    """Whether a word is keys hit without looking, not something that can be said."""
    if not _LATIN.fullmatch(word):
        return False
    if word in _SHORT_RUNS or (_SAME_LETTER.fullmatch(word) is not None):
        return True
    if votes_of([word]):
        return False
    return _is_run(word) or _is_unspeakable(_SAME_LETTER.sub(r"\1", word))


def _is_run(word: str) -> bool:
    """Whether keys that lie side by side were hit one after the other, perhaps again and again."""
    if len(word) < LEAST_RUN:
        return False
    for size in range(3, len(word) + 1):
        part = word[:size]
        again = (part * (len(word) // size + 1))[: len(word)]
        if again == word and (size >= LEAST_RUN or part in _SHORT_RUNS) and _beside(part):
            return True
    return False


def _beside(part: str) -> bool:
    return any(part in row or part[::-1] in row for row in _ROWS)


def _is_unspeakable(word: str) -> bool:
    """Whether nobody could say it: no vowel at all, or hardly one in a long run of others."""
    vowels = sum(letter in _VOWELS for letter in word)
    if not vowels:
        return len(word) >= LEAST_UNSPEAKABLE
    longest = max(len(list(run)) for _, run in itertools.groupby(word, _VOWELS.__contains__))
    return longest >= CONSONANTS and vowels < FEW_VOWELS * len(word)


def _says_nothing(words: tuple[str, ...]) -> bool:
    """Whether words for nothing, one after the other, make up the whole comment."""
    known = _nothing()
    if not words:
        return True
    return any(
        words[:size] in known and _says_nothing(words[size:]) for size in range(1, len(words) + 1)
    )


@functools.cache
def _nothing() -> frozenset[tuple[str, ...]]:
    """The words for nothing in all languages, and single letters."""
    found: set[tuple[str, ...]] = {(letter,) for letter in "abcdefghijklmnopqrstuvwxyz"}
    for language in LANGUAGES:
        found.update(lexicon_of(language).nothing)
    return frozenset(found)
