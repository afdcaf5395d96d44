"""A model's text as something that may be printed: short, plain, without links or hidden signs."""

from __future__ import annotations

import re
import unicodedata

EMPTY, LONG = "an empty text", "a text that is too long"
HIDDEN, MARKUP = "hidden signs", "markup or a link"
_MARKUP = re.compile(r"[<>`|\\{}]|\]\(|://|\bwww\.|\*\*|@\w|\bjavascript:", re.IGNORECASE)
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def refuse_text(text: str, most: int) -> str:
    """Why a text is refused; empty where it is not.

    Args:
        text: What the model wrote.
        most: Most characters it may have, white space folded.
    """
    line = " ".join(text.split())
    if not line:
        return EMPTY
    if len(line) > most:
        return LONG
    if any(unicodedata.category(sign) in _HIDDEN for sign in line):
        return HIDDEN
    return MARKUP if _MARKUP.search(line) else ""
