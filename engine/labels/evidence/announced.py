"""Where the keywords of a receipt stand from each word."""

from __future__ import annotations

import numpy as np

from engine.labels.evidence.facts import Dense
from engine.labels.evidence.keywords import KEYWORDS
from engine.labels.evidence.sheet import APART, Sheet

ANNOUNCED = tuple(
    f"{keyword}_{where}"
    for where in ("before", "in_row", "itself", "distance", "above")
    for keyword in KEYWORDS
)
"""What each column of `describe_keywords` tells."""

_FARTHEST = 12.0  # heights of a line
_NONE = 20.0


def describe_keywords(sheet: Sheet) -> Dense:
    """Which keywords stand before each word, in its row, in itself, how far, and above.

    Distances are vertical, in heights of a line, negative for keywords above, 20 for none; how
    many stand above is counted.

    Returns:
        By `ANNOUNCED`, (k, 70).
    """
    held = sheet.keywords.astype(np.float32)
    before = sheet.lefts.astype(np.float32) @ held > 0
    in_row = sheet.layout.same_row.astype(np.float32) @ held > 0
    above = (sheet.layout.down < -APART).astype(np.float32) @ held
    return np.hstack([before, in_row, held, _distances(sheet), above]).astype(np.float32)


def _distances(sheet: Sheet) -> Dense:
    """Vertical distance to the nearest word with each keyword."""
    found = np.full(sheet.keywords.shape, _NONE, dtype=np.float32)
    known = ~np.isnan(sheet.spots[:, 2])
    held = sheet.keywords & known[:, None]
    words, rows = np.arange(known.sum()), sheet.layout.down[known]
    for keyword in np.flatnonzero(held.any(axis=0)):
        down = rows[:, np.flatnonzero(held[:, keyword])]
        near = down[words, np.abs(down).argmin(axis=1)]
        found[known, keyword] = np.clip(near, -_FARTHEST, _FARTHEST)
    return found
