"""Comments that say nothing: no words, keys hit at random, or the words for nothing."""

from __future__ import annotations

import functools
import itertools
import re

from engine.feedback.comments.languages import votes_of
from engine.feedback.comments.lexicon import LANGUAGES, lexicon_of
from engine.feedback.comments.tokens import PICTURE, cleaned, plain, tokens_of

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
MOST_WORDS = 8
"""Comments of more words are not looked up among those that say nothing."""


def why_junk(text: str) -> str:
    """Why a comment says nothing, empty where it is worth reading.

    Args:
        text: The comment as written, not empty.

    Returns:
        `no words` where there is neither a letter nor a picture, `keys hit at random`, `says
        nothing` for the words for nothing in any of the languages that have a dictionary, or "".
    """
    text = cleaned(text)
    if not any(letter.isalpha() for letter in text):
        return "" if PICTURE.search(text) else NO_WORDS
    if PICTURE.search(text):
        return ""
    words = [plain(token, "") for token in tokens_of(text) if token[0].isalnum()]
    if len(words) <= MOST_WORDS:
        if all(_is_random(word) for word in words):
            return RANDOM_KEYS
        if _says_nothing(tuple(words)):
            return SAYS_NOTHING
    return ""


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
