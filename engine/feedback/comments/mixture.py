"""Comments in more than one language, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from engine.feedback.comments.languages import language_of_words
from engine.feedback.comments.lexicon import LANGUAGES, Entry, entries_of

_IS_STRANGER = attrgetter("stranger")
LEAST_STRANGERS = 3
"""Function words of another language from which a comment is looked at sentence by sentence."""


def entries_of_mixture(tokens: Sequence[str], entries: list[Entry], language: str) -> list[Entry]:
    """What the tokens say, those of a sentence in another language by its own dictionary.

    Args:
        tokens: The comment's tokens.
        entries: What they say in the comment's language.
        language: The comment's language.
    """
    if language not in LANGUAGES or sum(map(_IS_STRANGER, entries)) < LEAST_STRANGERS:
        return entries
    start = 0
    mixed: list[Entry] = []
    for end in range(1, len(tokens) + 1):
        if end == len(tokens) or entries[end - 1].pause == 2:
            part = tokens[start:end]
            spoken = language_of_words(part, {language: 1.0})
            known = entries_of(spoken if spoken in LANGUAGES else language)
            mixed.extend(known[token] for token in part)
            start = end
    return mixed
