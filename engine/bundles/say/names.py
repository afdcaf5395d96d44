"""Product names in a sentence: as in the file, on one line, cut where there is no room."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

MOST_NAME, LEAST_SHARE = 80, 14
_JOINERS = "\u200c\u200d"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean_name(title: str, most: int = MOST_NAME) -> str:
    """A name on one line without signs that cannot be seen, at most `most` characters."""
    if not title.isprintable():
        title = "".join(
            sign if sign in _JOINERS or unicodedata.category(sign) not in _HIDDEN else " "
            for sign in title
        )
    return cut(" ".join(title.split()), most)


def cut(text: str, most: int) -> str:
    """A text cut after a word, or within one where that would lose more than half of the room."""
    if len(text) <= most:
        return text
    head = text[: max(most - 1, 0)]
    word = len(head) if text[len(head)] == " " else head.rfind(" ")
    return (head[:word] if word > most // 2 else head).rstrip(" ,;:-–") + "…"


def join_names(titles: Sequence[str], and_: str, room: int) -> str:
    """Names as one phrase of at most `room` characters, 12 or more.

    All of them where they fit; else two of them cut, or the first ones of several and how many
    more there are.
    """
    names = [clean_name(title) for title in titles]
    whole = listed(names, and_)
    if len(whole) <= room or len(names) == 1:
        return cut(whole, room)
    share = (room - len(and_) - 2) // 2
    if len(names) == 2 and share >= LEAST_SHARE:
        return listed([cut(names[0], share), cut(names[1], room - len(and_) - 2 - share)], and_)
    for shown in range(len(names) - 1, 0, -1):
        some = f"{', '.join(names[:shown])} +{len(names) - shown}"
        if len(some) <= room:
            return some
    more = f" +{len(names) - 1}"
    return cut(names[0], room - len(more)) + more


def listed(names: Sequence[str], and_: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {and_} {names[-1]}"
