"""Where the names of labels stand on a drawing: beside their words, hiding no other word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TAG_PX, TAG_CHAR_PX = 8.5, 6.0
PLATE_PX, PLATE_CHAR_PX = 14.0, 6.3
GAP = 3.0
# Boxes are higher than the letters in them.
EMPTY = 0.15


@dataclass(frozen=True)
class Spot:
    """A part of a drawing, in pixels from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Spot) -> bool:
        """Whether both have a point within in common."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


class Taken:
    """What of a drawing is taken already.

    Args:
        words: Where words stand.
        width: Pixels across.
        height: Pixels down.
    """

    def __init__(self, words: Sequence[Spot], width: float, height: float) -> None:
        self._taken = [_letters(word) for word in words]
        self._whole = Spot(0, 0, width, height)

    def take(self, spot: Spot) -> None:
        """Let nothing else stand here."""
        self._taken.append(spot)

    def first_free(self, spots: Sequence[Spot]) -> Spot | None:
        """The first of some spots that is within the drawing and free; None where none is."""
        return next((spot for spot in spots if self._is_free(spot)), None)

    def _is_free(self, spot: Spot) -> bool:
        inside = (
            spot.x >= 0
            and spot.y >= 0
            and spot.x + spot.width <= self._whole.width
            and spot.y + spot.height <= self._whole.height
        )
        return inside and not any(spot.meets(other) for other in self._taken)


def tag_spots(word: Spot, letters: int) -> list[Spot]:
    """Where a tag may stand, the best first: above its word, behind it, before it."""
    width = letters * TAG_CHAR_PX
    middle = word.y + (word.height - TAG_PX) / 2
    return [
        Spot(word.x, word.y - TAG_PX - 1.5, width, TAG_PX),
        Spot(word.x + word.width + GAP, middle, width, TAG_PX),
        Spot(word.x - width - GAP, middle, width, TAG_PX),
    ]


def plate_spots(word: Spot, letters: int, across: float) -> list[Spot]:
    """Where the plate of the chosen word may stand, the best first.

    What is below or above is kept within the drawing, which is so many pixels across.
    """
    width = letters * PLATE_CHAR_PX + 8
    left = min(max(word.x - 2, 2), across - width - 2)
    middle = word.y + (word.height - PLATE_PX) / 2
    return [
        Spot(left, word.y + word.height + GAP, width, PLATE_PX),
        Spot(left, word.y - PLATE_PX - GAP, width, PLATE_PX),
        Spot(word.x + word.width + 2 * GAP, middle, width, PLATE_PX),
        Spot(word.x - width - 2 * GAP, middle, width, PLATE_PX),
    ]


def _letters(word: Spot) -> Spot:
    return Spot(
        word.x, word.y + EMPTY * word.height, word.width, (1 - 2 * EMPTY) * word.height
    )  # fmt: skip
