"""A document's words as rows; whatever is wrong with one is said in a row of its own.

Rows have the headings that tables of receipt words have anyway, so they are read like any table.
A document or word that is not laid out as it should be becomes a row whose cell under `BAD` says
why: it is counted as left out, and nothing stops.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

Row = dict[str, str | None]

BAD = "bad_document"
SKIPPED = "skipped_annotations"
LARGEST = 1e9  # pixels; beyond this it is no picture
MOST_SIGNS = 100_000


class BadDocument(ValueError):
    """A document or word is not laid out as it should be; the message says where."""


def rows_of(
    headings: Iterable[str],
    words: Callable[[], Iterable[tuple[Row, Any]]],
    rows: Callable[[int, Any], Iterable[Row]],
) -> Iterator[Row]:
    """The rows of a document.

    Args:
        headings: Those that every row has.
        words: Finds the document's words as they are laid out, each with the cells that hold
            for the whole document.
        rows: A word's number, from 1, and the word → its rows.
    """
    none: Row = dict.fromkeys((*headings, BAD))
    try:
        found = list(words())
        if not found:
            raise BadDocument("there is no word in it")
    except BadDocument as why:
        yield none | {BAD: str(why)}
        return
    for number, (whole, word) in enumerate(found, start=1):
        try:
            made = [none | whole | row for row in rows(number, word)]
        except BadDocument as why:
            made = [none | whole | {BAD: f"word {number}: {why}"}]
        yield from made


def has_keys(document: object, kinds: Mapping[str, type]) -> bool:
    """Whether it is an object that has these keys with values of these types."""
    return isinstance(document, dict) and all(
        isinstance(document.get(key), kind) for key, kind in kinds.items()
    )


def as_object(value: object, name: str) -> dict[str, Any]:
    """What should be an object; one that is not there is empty.

    Raises:
        BadDocument: It is something else.
    """
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise BadDocument(f"{name} is no object")
    return value


def as_list(value: object, name: str) -> list[Any]:
    """What should be a list; one that is not there is empty.

    Raises:
        BadDocument: It is something else.
    """
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadDocument(f"{name} is no list")
    return value


def as_text(value: object, name: str) -> str | None:
    """A text, number or truth as a cell.

    Raises:
        BadDocument: It is a list or an object, far too long, or cannot be written as text.
    """
    if value is None:
        return None
    if isinstance(value, str):
        if len(value) > MOST_SIGNS:
            raise BadDocument(f"{name} is longer than {MOST_SIGNS:,} signs")
        if not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
            raise BadDocument(f"{name} holds half a sign")
        return value
    if isinstance(value, bool | int | float):
        if abs(value) > 1e40:
            raise BadDocument(f"{name} is a number beyond all bounds")
        return json.dumps(value)
    raise BadDocument(f"{name} is neither a text nor a number")


def as_number(value: object, name: str) -> float:
    """A number of pixels or percent.

    Raises:
        BadDocument: It is none, or too large to be one.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadDocument(f"{name} is no number")
    if not abs(value) <= LARGEST:  # neither is NaN
        raise BadDocument(f"{name} is a number beyond all bounds")
    return float(value)


def box_of(x: float, y: float, width: float, height: float) -> Row:
    """The cells of a box, to a thousandth of a pixel."""
    cells = {"x": x, "y": y, "width": width, "height": height}
    return {name: _shown(number) for name, number in cells.items()}


def box_around(corners: list[float]) -> Row:
    """The upright box around corners x1, y1, x2, y2 …; those of another shape are kept.

    Args:
        corners: Three points or more.
    """
    xs, ys = corners[::2], corners[1::2]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    upright = [left, top, right, top, right, bottom, left, bottom]
    cells = box_of(left, top, right - left, bottom - top)
    shape = None if corners == upright else " ".join(_shown(number) for number in corners)
    return cells | {"corners": shape}


def _shown(number: float) -> str:
    rounded = round(number, 3) + 0.0  # no negative zero
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)
