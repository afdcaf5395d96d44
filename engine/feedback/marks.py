"""Where a comment speaks of a theme: spans to highlight."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LEAST_STEM = 4  # letters that a word and one of its forms must share


def marks(comment: str, words: Iterable[str], phrases: Iterable[str] = ()) -> list[tuple[int, int]]:
    """The passages of a comment that hold words of a theme or key phrases.

    Args:
        comment: As written.
        words: Words or short phrases in any case and with or without accents; forms of one that
            go on after it count too where it has at least four letters.
        phrases: Passages as they stand in the comment.

    Returns:
        (start, end) of each, ascending, apart from each other.
    """
    spans = [found.span() for word in words for found in _pattern(word).finditer(_plain(comment))]
    for phrase in phrases:
        at = comment.find(phrase) if phrase else -1
        if at >= 0:
            spans.append((at, at + len(phrase)))
    return _apart(spans)


def _pattern(word: str) -> re.Pattern[str]:
    told = r"\s+".join(re.escape(part) for part in _plain(word).split())
    if not told:
        return re.compile(r"(?!)")
    return re.compile(rf"\b{told}\w*" if len(word) >= LEAST_STEM else rf"\b{told}\b")


def _plain(text: str) -> str:
    """Lower case without accents, each character in its old place."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    lower = unicodedata.normalize("NFKD", letter)[:1].lower()
    return lower if len(lower) == 1 else letter


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
