"""Places of a receipt's words to draw them at: the file's own, or lines where it tells none."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Place = tuple[float, float, float, float]
SIDES = ("x", "y", "width", "height")
LINE_CHARS = 34
CHAR, LINE = 0.6, 1.7
_SIZE = 20.0


@dataclass(frozen=True)
class Box:
    """A word at its place, in the file's unit or, where it has none, in one of our own.

    Attributes:
        word: Its number.
        text: What it says.
        x: Left edge.
        y: Upper edge.
        width: Above zero.
        height: Above zero.
        labels: Those it carries.
        score: Highest chance of one of them being wrong, 0..1; 0 where it carries none.
    """

    word: int
    text: str
    x: float
    y: float
    width: float
    height: float
    labels: tuple[str, ...]
    score: float


def place_words(words: Sequence[Mapping[str, Any]]) -> list[Box]:
    """Boxes of words from top to bottom and left to right.

    Args:
        words: `word`, `text`, `x`, `y`, `width`, `height`, `labels`, `score` of each, in reading
            order. Where one has no box, all are set in lines: two kinds of places cannot be
            compared.

    Returns:
        A box for each, of a size above zero.
    """
    if all(_has_box(word) for word in words):
        places = [_place(word) for word in words]
    else:
        places = _in_lines([str(word["text"]) for word in words])
    boxes = [_box(word, place) for word, place in zip(words, places, strict=True)]
    return _in_rows(boxes)


def _in_rows(boxes: Sequence[Box]) -> list[Box]:
    """Boxes row by row; a row begins where one lies lower than half a line below the last row."""
    heights = sorted(box.height for box in boxes)
    half = 0.5 * heights[len(heights) // 2] if heights else 0.0
    rows: list[list[Box]] = []
    top = -math.inf
    for box in sorted(boxes, key=lambda box: (_middle(box), box.x)):
        if _middle(box) > top + half:
            rows.append([])
            top = _middle(box)
        rows[-1].append(box)
    return [box for row in rows for box in sorted(row, key=lambda box: box.x)]


def _middle(box: Box) -> float:
    return box.y + box.height / 2


def _place(word: Mapping[str, Any]) -> Place:
    x, y, width, height = (float(word[side]) for side in SIDES)
    return x, y, width, height


def _has_box(word: Mapping[str, Any]) -> bool:
    sides = [word.get(side) for side in SIDES]
    return all(side is not None and math.isfinite(side) for side in sides)


def _in_lines(texts: Sequence[str]) -> list[Place]:
    """Words one behind the other, a new line where one is full."""
    places: list[Place] = []
    across = line = 0
    for text in texts:
        chars = min(max(len(text), 1), LINE_CHARS)
        if across and across + chars > LINE_CHARS:
            across, line = 0, line + 1
        places.append((across * CHAR * _SIZE, line * LINE * _SIZE, chars * CHAR * _SIZE, _SIZE))
        across += chars + 1
    return places


def _box(word: Mapping[str, Any], place: Place) -> Box:
    x, y, width, height = place
    score = word.get("score")
    return Box(
        word=int(word["word"]),
        text=str(word["text"] or ""),
        x=x,
        y=y,
        width=max(width, 1.0),
        height=max(height, 1.0),
        labels=tuple(word.get("labels") or ()),
        score=float(score) if score is not None and math.isfinite(score) else 0.0,
    )
