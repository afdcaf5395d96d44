"""One cell of a survey → the score that it writes, and in which form; no scale is decided here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from engine.files.cells.wordings import NO, WORDINGS, YES, folded

OUT_OF = (5, 7, 10, 100)
"""Highest scores that a cell may state beside its score: `4 out of 5`."""

_LONGEST = 80  # characters of a cell that may be a score with its label
_N = r"(?P<number>[-+]?[0-9]{1,6}(?:[.,][0-9]{1,6})?)"
_STAR = r"(?:stars?|estrellas?|estrelas?|etoiles?|stern|sternen?|[★⭐🌟])"
_PLAIN = re.compile(_N)
_PERCENT = re.compile(_N + r"\s*%")
_STATED = re.compile(
    _N + r"\s*(?:/|out of|of|von|de|sur|sobre|em)\s*(?P<out>[0-9]{1,3})(?:\s*" + _STAR + ")?"
)
_STARRED = re.compile(_N + r"\s*-?\s*" + _STAR)
_LABELLED = (
    re.compile(_N + r"\s*(?:[-–—:=|(]|\.\s)\s*[^\W\d_][^\d]*"),  # 10 - extremely likely
    re.compile(r"[^\W\d_][^\d]*\s[-–—:=|]\s*" + _N),  # not at all likely - 0
    re.compile(r"[^\W\d_][^\d]*\(" + _N + r"\)"),  # very satisfied (5)
)
_DRAWN = re.compile("(?P<full>[★⭐🌟]{1,10})(?P<half>½?)(?P<rest>[☆✩]{0,9})")


@dataclass(frozen=True)
class Mark:
    """What a cell writes.

    Attributes:
        form: `number`, `stars`, `yes` or `words`.
        text: The digits as written, for numbers and for stars written with a number; else the
            folded word.
        value: The score where its form alone tells it: drawn stars, yes and no.
        out_of: The highest score that the cell states, if it does.
    """

    form: Literal["number", "stars", "yes", "words"]
    text: str
    value: float | None = None
    out_of: int | None = None

    def read(self, sign: str) -> float | None:
        """The score under a decimal sign, or None where the cell uses the other."""
        if self.value is not None or self.form in ("yes", "words"):
            return self.value
        other = "," if sign == "." else "."
        return None if other in self.text else float(self.text.replace(sign, "."))


def read_mark(cell: str) -> Mark | None:
    """The score in a trimmed cell, or None where it writes none that is known."""
    if len(cell) > _LONGEST:
        return None
    if found := _PLAIN.fullmatch(cell):  # nearly all cells
        return Mark("number", found["number"])
    drawn = _DRAWN.fullmatch("".join(cell.replace("\ufe0f", "").split()))
    if drawn:
        return _drawn(drawn)
    word = folded(cell)
    if word in YES or word in NO:
        return Mark("yes", word, value=float(word in YES))
    if word in _KNOWN:
        return Mark("words", word)
    return _written(word.replace("−", "-"))


_KNOWN = frozenset(word for wordings in WORDINGS.values() for points in wordings for word in points)


def _written(word: str) -> Mark | None:
    """A number with something around it."""
    if found := _PLAIN.fullmatch(word):
        return Mark("number", found["number"])
    if found := _PERCENT.fullmatch(word):
        return Mark("number", found["number"], out_of=100)
    if found := _STATED.fullmatch(word):
        highest = int(found["out"])
        return Mark("number", found["number"], out_of=highest) if highest in OUT_OF else None
    if found := _STARRED.fullmatch(word):
        return Mark("stars", found["number"])
    for pattern in _LABELLED:
        if found := pattern.fullmatch(word):
            return Mark("number", found["number"])
    return None


def _drawn(found: re.Match[str]) -> Mark:
    """Full stars count one, a half one half; empty ones say how many there could be."""
    half, rest = len(found["half"]), len(found["rest"])
    most = len(found["full"]) + half + rest
    stated = most if rest and most in OUT_OF else None
    return Mark("stars", "", len(found["full"]) + half / 2, stated)
