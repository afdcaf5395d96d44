"""A model's own words, made short and plain."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 160
_LINK = re.compile(r"\S*(?:://|www\.)\S*", re.IGNORECASE)
_MARKUP = re.compile(r"[<>`|\\{}\[\]*#~]")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def plain_words(text: str) -> str:
    """A text in one line of at most 160 characters, without markup, links and hidden signs."""
    line = _MARKUP.sub(" ", _LINK.sub(" ", text))
    shown = "".join(" " if unicodedata.category(sign) in _HIDDEN else sign for sign in line)
    line = " ".join(shown.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
