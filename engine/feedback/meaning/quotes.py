"""Quotes: passages of comments that show a theme, each checked against the row it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

EACH = 3  # quotes of a theme
SHORTEST, LONGEST = 15, 220  # characters
ALIKE = 0.6
"""Share of the words of the shorter of two passages above which they say the same."""
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")
_WORDS = re.compile(r"[^\W\d_]+")


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
    """Passages for each theme: from the comments that speak of it, one for each, none alike.

    Comments in this theme first of all come first, of these those that feel as most about the
    theme do, then those whose passage holds more of the theme's words, then shorter ones, then the
    lower row; so neither the order of rows nor that of themes decides.

    Args:
        responses: See `engine.feedback.responses.COLUMNS`.
        themes: name and words of each.
    """
    said = responses.filter(pl.col("themes").list.len() > 0).select(
        "row", "score", "comment", "themes", "duplicate_of", "sentiment"
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
    rows = rows.with_columns(against=_against(rows))
    found: list[Quote] = []
    told: list[frozenset[str]] = []
    for some in (rows.filter(first), rows.filter(~first)):
        for quote in _ranked(name, words, some):
            if len(found) == EACH:
                return found
            says = frozenset(_WORDS.findall(quote.text.casefold())) or frozenset({quote.text})
            if not any(_alike(says, other) for other in told):
                found.append(quote)
                told.append(says)
    return found


def _against(rows: pl.DataFrame) -> pl.Expr:
    """Whether a comment does not feel as those about the theme do on the whole."""
    mean = rows["sentiment"].mean()
    if not isinstance(mean, float) or not mean:
        return pl.lit(value=False)
    return (pl.col("sentiment") * mean).fill_null(0.0) <= 0


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two passages say nearly the same, or one all of the other and more."""
    return len(one & other) > ALIKE * min(len(one), len(other))


def _ranked(name: str, words: tuple[str, ...], rows: pl.DataFrame) -> list[Quote]:
    ranked: list[tuple[tuple[bool, int, int, int], Quote]] = []
    columns = rows.select("row", "score", "comment", "against")
    for row, score, comment, against in columns.iter_rows():
        passage, held = _passage(comment, words)
        if passage:
            found = Quote(name, row, passage, score)
            ranked.append(((against, -held, len(passage), row), found))
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
