"""A language's dictionary as its data file gives it."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.feedback.comments.lexicon.names import ASPECTS
from engine.feedback.comments.lexicon.patterns import Patterns, written_out
from engine.feedback.comments.tokens import plain
from engine.feedback.responses import EMOTIONS

LANGUAGES = ("de", "en", "es", "fr", "it", "pt")
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Lexicon:
    """What the words of a language say; words are plain, without accents and in lower case.

    Attributes:
        language: ISO 639-1 code, empty where the language is not known.
        values: Words and phrases and how good they are, -3..3; a phrase of 0 only keeps the words
            in it from being heard, such as the `never` of `never had such`.
        strengths: What makes the next valued word count more (above 1) or less (below 1).
        emotions: Cues and the places of their emotions in `EMOTIONS`.
        aspects: Cues and the places of their aspects in `ASPECTS`.
        leaving: Explicit cues of leaving.
        turns: What weighs the words after it more than those before: `but`.
        grants: What weighs the words after it less, to the end of the clause: `although`.
        joins: What stands between two clauses: `and`, with accents.
        negators: Words that turn a value about.
        function: Words that tell the language, because they are in most of its sentences.
        stop: Words that say nothing of what a comment is about; holds the function words.
        endings: Endings of words that tell the language.
        nothing: Whole comments that say nothing, word by word.
    """

    language: str
    values: Patterns = field(repr=False)
    strengths: Patterns = field(repr=False)
    emotions: Patterns = field(repr=False)
    aspects: Patterns = field(repr=False)
    leaving: Patterns = field(repr=False)
    turns: Patterns = field(repr=False)
    grants: Patterns = field(repr=False)
    joins: frozenset[str] = field(repr=False)
    negators: frozenset[str] = field(repr=False)
    function: frozenset[str] = field(repr=False)
    stop: frozenset[str] = field(repr=False)
    endings: tuple[str, ...] = field(repr=False)
    nothing: frozenset[tuple[str, ...]] = field(repr=False)


@functools.cache
def lexicon_of(language: str) -> Lexicon:
    """The dictionary of a language, read once; where there is none, its function words at most."""
    if language not in LANGUAGES:
        return _read(language, {"function": " ".join(other_languages().get(language, ()))})
    return _read(language, tomllib.loads((HERE / f"{language}.toml").read_text("utf-8")))


@functools.cache
def other_languages() -> Mapping[str, frozenset[str]]:
    """Function words of languages that have no dictionary, by ISO 639-1 code."""
    kept = tomllib.loads((HERE / "others.toml").read_text("utf-8"))
    return {
        language: frozenset(plain(word, language) for word in words.split())
        for language, words in kept["function"].items()
    }


def _read(language: str, kept: Mapping[str, Any]) -> Lexicon:
    words = {
        name: frozenset(plain(word, language) for word in str(kept.get(name, "")).split())
        for name in ("negators", "function", "stop")
    }
    return Lexicon(
        language,
        values=_by_number(kept.get("values", {}), language),
        strengths=_by_number(kept.get("strengths", {}), language),
        emotions=_by_name(kept.get("emotions", {}), EMOTIONS, language),
        aspects=_by_name(kept.get("aspects", {}), ASPECTS, language),
        leaving=_one(kept, "leaving", language),
        turns=_one(kept, "turns", language),
        grants=_one(kept, "grants", language),
        joins=frozenset(str(kept.get("joins", "")).split()),
        negators=words["negators"],
        function=words["function"],
        stop=words["stop"] | words["function"],
        endings=tuple(plain(end, language) for end in str(kept.get("endings", "")).split()),
        nothing=written_out(str(kept.get("nothing", ""))),
    )


def _one(kept: Mapping[str, Any], name: str, language: str) -> Patterns:
    patterns = Patterns()
    patterns.add(str(kept.get(name, "")), 1.0, language)
    return patterns


def _by_number(kept: Mapping[str, str], language: str) -> Patterns:
    """Patterns by their value; of a word under several the first counts."""
    patterns = Patterns()
    for value, listed in kept.items():
        patterns.add(listed, float(value), language)
    return patterns


def _by_name(kept: Mapping[str, str], names: tuple[str, ...], language: str) -> Patterns:
    patterns = Patterns()
    for name, listed in kept.items():
        patterns.add(listed, float(names.index(name)), language)
    return patterns
