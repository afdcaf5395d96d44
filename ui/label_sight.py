"""Which part of a receipt is drawn, and how large, so that its text can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.label_places import Box

WIDTH, HEIGHT = 470, 500
LEAST_LINE_PX, WHOLE_LINE_PX, MOST_LINE_PX = 15.0, 19.0, 36.0


@dataclass(frozen=True)
class View:
    """What is seen of a receipt.

    Attributes:
        x: Left edge, in the receipt's unit.
        y: Upper edge.
        scale: Pixels a unit.
        pane: Pixels across.
    """

    x: float
    y: float
    scale: float
    pane: int

    def placed(self, box: Box) -> tuple[float, float, float, float]:
        """A box in pixels: left, top, width, height."""
        return (
            (box.x - self.x) * self.scale,
            (box.y - self.y) * self.scale,
            box.width * self.scale,
            box.height * self.scale,
        )

    def holds(self, box: Box) -> bool:
        """Whether all of a box is seen."""
        across, down, wide, high = self.placed(box)
        right, bottom = across + wide, down + high
        return across >= 0 and down >= 0 and right <= self.pane and bottom <= HEIGHT

    def shows(self, box: Box) -> bool:
        """Whether any of a box is seen."""
        across, down, wide, high = self.placed(box)
        return -wide < across < self.pane and -high < down < HEIGHT


def view_of(boxes: Sequence[Box], chosen: Box | None, pane: int) -> View:
    """All of a receipt where it can be read so, else whole lines, else as much as can be read.

    Args:
        boxes: Its words.
        chosen: The one in the midst.
        pane: Pixels across.
    """
    if not boxes:
        return View(0, 0, 1, pane)
    left, top, right, bottom = bounds_of(boxes)
    heights = sorted(box.height for box in boxes)
    line = heights[len(heights) // 2]
    margin = max(0.02 * (right - left), line)
    left, right = left - margin / 2, right + margin / 2
    top, bottom = top - margin, bottom + margin
    whole = min(pane / (right - left), HEIGHT / (bottom - top))
    scale = max(pane / (right - left), LEAST_LINE_PX / line)
    if whole >= WHOLE_LINE_PX / line:
        scale = whole
    scale = min(scale, MOST_LINE_PX / line)
    middle = chosen or boxes[0]
    x = _window(left, right, middle.x + middle.width / 2, pane / scale)
    y = _window(top, bottom, middle.y + middle.height / 2, HEIGHT / scale)
    return View(x, y, scale, pane)


def _window(low: float, high: float, middle: float, span: float) -> float:
    """Where a window begins that holds the middle and leaves no more empty than it must.

    What is smaller than the window stands in its midst.
    """
    if span >= high - low:
        return low - (span - high + low) / 2
    return min(max(middle - span / 2, low), high - span)


def bounds_of(boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    """Left, upper, right and lower edge of all words."""
    return (
        min(box.x for box in boxes),
        min(box.y for box in boxes),
        max(box.x + box.width for box in boxes),
        max(box.y + box.height for box in boxes),
    )
