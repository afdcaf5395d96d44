"""Text made plain for looking: every character is still known by its place in the original.

People and scanners write full-width digits, no-break and thin spaces, typographic dashes and
characters without width. The patterns see ASCII digits, one kind of space and one kind of dash;
what is cut is cut from the original.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

TAKEN, BREAK = "\0", "\1"


@dataclass(frozen=True)
class Span:
    """A private part of a text.

    Attributes:
        start: Place of its first character.
        end: Place behind its last one.
        kind: email, phone, card, iban, account or link.
    """

    start: int
    end: int
    kind: str


class Looked:
    """A text as the patterns see it; what was found is blanked for those that look later.

    Attributes:
        text: What is left to look at.
        spans: What was found, by place in the original, in no order.
    """

    def __init__(self, original: str) -> None:
        self.spans: list[Span] = []
        self._places: Sequence[int] = range(len(original))
        self.text = (
            original.translate(_ASCII_SPACES) if original.isascii() else self._plain(original)
        )

    @property
    def found(self) -> list[Span]:
        """What was found, in order and apart from each other."""
        return _apart(self.spans)

    def take(self, found: Sequence[Span]) -> None:
        """Note what was found, by place in `text`, and blank it."""
        apart = _apart(found)
        for span in apart:
            place = self._places[span.start], self._places[span.end - 1] + 1
            self.spans.append(Span(*place, span.kind))
        self._blank([(span.start, span.end) for span in apart], TAKEN)

    def pass_over(self, places: Sequence[tuple[int, int]]) -> None:
        """Blank what is not private, such as dates, so that no number runs through it."""
        self._blank(places, BREAK)

    def _blank(self, places: Sequence[tuple[int, int]], blank: str) -> None:
        parts, done = [], 0
        for start, end in sorted(places):
            parts += [self.text[done:start], blank * (end - start)]
            done = end
        self.text = "".join([*parts, self.text[done:]])

    def _plain(self, original: str) -> str:
        plain = [_plain_character(character) for character in original]
        self._places = [place for place, text in enumerate(plain) for _ in text]
        return "".join(plain)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Spans in order; where two overlap, the later one begins where the earlier one ends."""
    apart: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start = max(span.start, apart[-1].end if apart else 0)
        if start < span.end:
            apart.append(Span(start, span.end, span.kind))
    return apart


_ASCII_SPACES = str.maketrans(dict.fromkeys("\t\n\r\v\f\0\1", " "))
_DOTS = frozenset("·•∙‧・")


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    """A character's compatibility form in ASCII where it is a digit, space, dash or dot."""
    if unicodedata.category(character) in ("Cf", "Mn"):
        return ""
    if character in _DOTS:
        return "."
    return "".join(_plain_part(part) for part in unicodedata.normalize("NFKC", character))


def _plain_part(part: str) -> str:
    if (digit := unicodedata.decimal(part, None)) is not None:
        return str(digit)
    category = unicodedata.category(part)
    if part.isspace() or category in ("Zs", "Cc"):
        return " "
    return "-" if category == "Pd" or part in "−⁃" else part
