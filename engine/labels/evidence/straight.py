"""Boxes of a receipt that was photographed askew, set straight."""

from __future__ import annotations

import numpy as np

from engine.labels.words import Floats, Ints

STEEPEST = 0.12
"""Slopes up to this are found and taken out, down by across."""

_NEAR = 1.5  # heights of a line within which two words may be of one row
_FAR_OFF = 0.6  # heights; beyond, a word is of another row and its distance says nothing
_MOST_PAIRS = 20_000


def straighten(boxes: Floats) -> Floats:
    """Set the words of one receipt straight, measured in heights of a line.

    The slope is the one at which words beside one another are level with each other; rotating,
    shifting or scaling the receipt changes the result by little more than rounding.

    Args:
        boxes: x, y, width, height, finite, (k, 4).

    Returns:
        Left edge, right edge, vertical middle (from the topmost), height, (k, 4).
    """
    if not len(boxes):
        return np.zeros((0, 4))
    across, down, width, height = (boxes / line_height(boxes)).T
    centre, middle = across + width / 2, down + height / 2
    centre, middle = centre - centre.mean(), middle - middle.mean()
    slope = find_slope(centre, middle)
    middle = middle - slope * centre
    centre = centre + slope * middle
    left, right = centre - width / 2, centre + width / 2
    first = left.min()
    return np.stack([left - first, right - first, middle - middle.min(), height], axis=1)


def line_height(boxes: Floats) -> float:
    """The usual height of a word; where boxes are flat, a line's share of the receipt."""
    reach = float(max(np.ptp(boxes[:, :2], axis=0).max(), boxes[:, 2:].max()))
    heights = boxes[boxes[:, 3] > reach * 1e-6, 3]
    if len(heights):
        return float(np.median(heights))
    return reach / len(boxes) if reach > 0 else 1.0


def find_slope(centre: Floats, middle: Floats) -> float:
    """The slope at which words beside one another are level, in ±`STEEPEST`.

    Args:
        centre: Horizontal centres, in heights of a line, (k,).
        middle: Vertical middles, likewise.
    """
    one, other = _pairs(middle)
    if not len(one):
        return 0.0
    across, down = centre[other] - centre[one], middle[other] - middle[one]
    beside = across != 0
    across, down = across[beside], down[beside]
    rough = _best(across, down, np.linspace(-STEEPEST, STEEPEST, 25))
    return _best(across, down, rough + np.linspace(-0.01, 0.01, 11))


def _best(across: Floats, down: Floats, slopes: Floats) -> float:
    off = np.minimum(np.abs(down[None] - slopes[:, None] * across[None]), _FAR_OFF)
    # Where words do not say, they are taken to be straight.
    cost = off.sum(axis=1) + 0.02 * np.abs(slopes) * len(across)
    return float(slopes[np.lexsort((np.abs(slopes), np.round(cost, 9)))[0]])


def _pairs(middle: Floats) -> tuple[Ints, Ints]:
    """Pairs of words of about one height, each once; of very many, some spread evenly."""
    order = np.argsort(middle, kind="stable")
    level = middle[order]
    until = np.searchsorted(level, level + _NEAR)
    number = until - np.arange(len(level)) - 1
    ends = np.cumsum(number)
    every = max(1, -(-int(ends[-1]) // _MOST_PAIRS)) if len(ends) else 1
    chosen = np.arange(0, int(ends[-1]) if len(ends) else 0, every)
    one = np.searchsorted(ends, chosen, side="right")
    other = one + 1 + chosen - (ends[one] - number[one])
    return order[one].astype(np.int64), order[other].astype(np.int64)
