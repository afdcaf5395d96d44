"""What stands before a word in its row, for rules to read."""

from __future__ import annotations

import itertools

import numpy as np
import polars as pl

from engine.labels.words import Floats, Ints

SIDES = ("x", "y", "width", "height")


def words_before(places: pl.DataFrame) -> pl.Series:
    """What the nearest word to the left in its row says, for each word; null where none is.

    Two words share a row where the centre of each lies within the height of the other. Where a
    receipt's boxes are not all known, it is the word before in the same line, by the line's
    number, in reading order.

    Args:
        places: Every word of the file in the order of its receipts; see `engine.labels.tables`.
    """
    found = np.full(places.height, -1, dtype=np.int64)
    boxes = places.select(pl.col(SIDES).fill_null(np.nan)).to_numpy()
    receipt = places["receipt"].to_numpy()
    lines = places["line_id"].to_list()
    bounds = [*np.flatnonzero(np.diff(receipt, prepend=-1)), len(receipt)]
    for first, end in itertools.pairwise(bounds):
        if np.isfinite(boxes[first:end]).all():
            near = _nearest_left(boxes[first:end])
            found[first:end] = np.where(near < 0, -1, near + first)
            continue
        for word in range(first + 1, end):
            if lines[word] is not None and lines[word] == lines[word - 1]:
                found[word] = word - 1
    return places["text"].gather(_or_null(found))


def _nearest_left(boxes: Floats) -> Ints:
    """Within one receipt; in chunks, so that a long one needs no square of its words."""
    x, y, width, height = boxes.T
    across, down = x + width / 2, y + height / 2
    found = np.full(len(boxes), -1, dtype=np.int64)
    for start in range(0, len(boxes), _AT_ONCE):
        own = slice(start, start + _AT_ONCE)
        apart = np.abs(down[own, None] - down[None])
        same = apart <= np.minimum(height[own, None], height[None]) / 2
        gap = across[own, None] - across[None]
        gap = np.where(same & (gap > 0), gap, np.inf)
        nearest = gap.argmin(axis=1)
        found[own] = np.where(np.isfinite(gap.min(axis=1)), nearest, -1)
    return found


_AT_ONCE = 512


def _or_null(numbers: Ints) -> pl.Series:
    """Places to look up, null where there is none."""
    one = pl.col("number")
    told = pl.DataFrame({"number": numbers}, {"number": pl.Int64})
    return told.select(pl.when(one >= 0).then(one)).to_series()
