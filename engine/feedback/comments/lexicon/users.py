"""Which languages a word is common in."""

from __future__ import annotations

import functools

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
