"""Quotes: passages of comments that show a theme, each checked against the row it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

EACH = 3  # quotes of a theme
SHORTEST, LONGEST = 15, 220  # characters
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_NO_LETTERS = re.compile(r"[\W\d_]+")


@dataclass(frozen=True)
class Quote:
    """A passage of a comment.

    Attributes:
        theme: What it is shown for.
        row: Row of the response in the input, from 1.
        text: Exactly as it stands in that row's comment.
        score: The response's score, None where it has none.
    """

    theme: str
    row: int
    text: str
    score: float | None


def choose_quotes(responses: pl.DataFrame, themes: Sequence[dict[str, object]]) -> list[Quote]:
    """Passages for each theme: from the comments that speak of it, one for each, no text twice.

    Comments in this theme first of all come first, then those whose passage holds more of the
    theme's words, then the lower row; so neither the order of rows nor that of themes decides.

    Args:
        responses: See `engine.feedback.responses.COLUMNS`.
        themes: name and words of each.
    """
    said = responses.filter(pl.col("themes").list.len() > 0).select(
        "row", "score", "comment", "themes", "duplicate_of"
    )
    found: list[Quote] = []
    for theme in themes:
        name, words = str(theme["name"]), _words(theme["words"])
        rows = said.filter(pl.col("themes").list.contains(name), pl.col("duplicate_of").is_null())
        found += _of_theme(name, words, rows)
    return found


def check_quotes(responses: pl.DataFrame, quotes: Iterable[Quote]) -> tuple[list[Quote], int]:
    """Those quotes that stand in the comment of the row they name, and how many do not."""
    told = list(quotes)
    rows = responses.filter(pl.col("row").is_in([quote.row for quote in told]))
    by_row = dict(rows.select("row", "comment").iter_rows())
    kept = [quote for quote in told if quote.text and quote.text in (by_row.get(quote.row) or "")]
    return kept, len(told) - len(kept)


def _words(words: object) -> tuple[str, ...]:
    listed = words if isinstance(words, list | tuple) else ()
    return tuple({part for word in listed for part in str(word).casefold().split()})


def _of_theme(name: str, words: tuple[str, ...], rows: pl.DataFrame) -> list[Quote]:
    """The first `EACH`; comments that speak of other things first are read where those lack."""
    first = pl.col("themes").list.first() == name
    # Passages that differ in case, marks or numbers only are one.
    found: dict[str, Quote] = {}
    for some in (rows.filter(first), rows.filter(~first)):
        if len(found) < EACH:
            for quote in _ranked(name, words, some):
                found.setdefault(_NO_LETTERS.sub("", quote.text.casefold()) or quote.text, quote)
    return list(found.values())[:EACH]


def _ranked(name: str, words: tuple[str, ...], rows: pl.DataFrame) -> list[Quote]:
    ranked: list[tuple[tuple[int, int, int], Quote]] = []
    for row, score, comment in rows.select("row", "score", "comment").iter_rows():
        passage, held = _passage(comment, words)
        if passage:
            ranked.append(((-held, len(passage), row), Quote(name, row, passage, score)))
    return [quote for _, quote in sorted(ranked, key=lambda one: one[0])]


def _passage(comment: str, words: tuple[str, ...]) -> tuple[str, int]:
    """The sentence that holds most of the words, and how many; the first of several.

    Where no sentence is of a fit length, the whole comment if it is short.
    """
    best, most = "", -1
    for found in _SENTENCE.finditer(comment):
        sentence = found.group().strip()
        if SHORTEST <= len(sentence) <= LONGEST:
            folded = sentence.casefold()
            held = sum(word in folded for word in words)
            if held > most:
                best, most = sentence, held
    whole = comment.strip()
    if not best and len(whole) <= LONGEST:
        return whole, 0
    return best, most
