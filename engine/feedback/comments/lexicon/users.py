"""Which languages a word is common in, and which dictionaries know it."""

from __future__ import annotations

import functools

from engine.feedback.comments.lexicon.patterns import Patterns, stems_of
from engine.feedback.comments.lexicon.reading import LANGUAGES, lexicon_of, other_languages
from engine.feedback.comments.tokens import plain


def users_of(word: str) -> tuple[str, ...]:
    """The languages a word is among the most common ones of, by ISO 639-1 code.

    Args:
        word: In lower case, with its accents.
    """
    users = _users()
    return users.get(plain(word, "")) or users.get(plain(word, "de"), ())


@functools.cache
def _users() -> dict[str, tuple[str, ...]]:
    users: dict[str, list[str]] = {}
    known = {language: lexicon_of(language).stop for language in LANGUAGES}
    for language, words in sorted({**known, **other_languages()}.items()):
        for word in sorted(words):
            users.setdefault(word, []).append(language)
    return {word: tuple(found) for word, found in users.items()}


def valuers_of(word: str) -> tuple[str, ...]:
    """The languages in whose dictionaries a word is good, bad or about something.

    Args:
        word: In lower case, with its accents.
    """
    found: set[str] = set()
    for form in {plain(word, ""), plain(word, "de")}:
        found.update(_valuers().get(form, ()))
        for stem in stems_of(form):
            found.update(_valuers().get(f"{stem}*", ()))
    return tuple(sorted(found))


@functools.cache
def _valuers() -> dict[str, tuple[str, ...]]:
    """Word, or stem and a star → the languages that have it in a pattern."""
    users: dict[str, set[str]] = {}
    for language in LANGUAGES:
        lexicon = lexicon_of(language)
        for patterns in (lexicon.values, lexicon.aspects):
            for form in _forms(patterns):
                users.setdefault(form, set()).add(language)
    return {form: tuple(sorted(found)) for form, found in users.items()}


def _forms(patterns: Patterns) -> list[str]:
    return [*patterns.words, *(f"{stem}*" for stem in patterns.stems)]
