"""Dictionaries: what words say in each language that has one, kept as data files beside them."""

from engine.feedback.comments.lexicon.entries import Entries, Entry, Phrase, entries_of
from engine.feedback.comments.lexicon.names import ASPECTS
from engine.feedback.comments.lexicon.reading import LANGUAGES, Lexicon, lexicon_of
from engine.feedback.comments.lexicon.users import users_of, valuers_of

__all__ = [
    "ASPECTS", "LANGUAGES", "Entries", "Entry", "Lexicon", "Phrase", "entries_of", "lexicon_of",
    "users_of", "valuers_of",
]  # fmt: skip
