"""Where words stand on their receipts: by their boxes, else by the numbers of lines and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import polars as pl

from engine.labels.evidence.straight import straighten
from engine.labels.words import Floats, Ints, Mask, Words

MOST_TOGETHER = 1500
"""Words of one receipt that are looked at together; a longer one is cut into parts."""

_LARGEST = 1e9  # a coordinate beyond is no place on a receipt
_LINE_GAP = 1.5  # heights from one line to the next where only their numbers are known
_LETTER = 0.5  # heights that a letter takes


@dataclass(frozen=True)
class Places:
    """Where n words stand, in heights of a line of their receipt.

    Attributes:
        spots: Left edge, right edge, vertical middle, height; NaN where a word's place is
            unknown, (n, 4).
        placed: Whether a box says so, (n,).
        starts: First word of each part of a receipt, and n at the end, (parts + 1,).
    """

    spots: Floats = field(repr=False)
    placed: Mask = field(repr=False)
    starts: Ints = field(repr=False)


def place_words(words: Words) -> Places:
    """Find where every word stands.

    Boxes count where half of a receipt's words have one; its other words are nowhere then. Else a
    line is a row and its words follow one another by their numbers. The order of words in the file
    never counts.
    """
    boxed = _have_boxes(words.boxes)
    spots = np.full((len(words), 4), np.nan)
    placed = np.zeros(len(words), dtype=np.bool_)
    starts = cut_up(words.starts)
    lines, numbers = _ranks(words.ids["line_id"]), _ranks(words.ids["word_id"])
    for first, end in pairwise(words.starts.tolist()):
        part = slice(first, end)
        have = boxed[part]
        if have.mean() >= 0.5:
            chosen = np.flatnonzero(have) + first
            spots[chosen] = straighten(words.boxes[chosen])
            placed[chosen] = True
        else:
            spots[part] = place_by_numbers(lines[part], numbers[part], words.texts[part])
    return Places(spots, placed, starts)


def cut_up(starts: Ints) -> Ints:
    """The starts of receipts, and of the parts of those above `MOST_TOGETHER` words.

    Parts follow one another in reading order; a row may be cut in two.
    """
    cuts = [np.zeros(1, dtype=np.int64)]
    for first, end in pairwise(starts):
        parts = max(1, -(-int(end - first) // MOST_TOGETHER))
        cuts.append(np.linspace(first, end, parts + 1).astype(np.int64)[1:])
    return np.concatenate(cuts)


def place_by_numbers(lines: Floats, numbers: Floats, texts: Sequence[str]) -> Floats:
    """Places of the words of one receipt whose boxes are unknown.

    Args:
        lines: Rank of each word's line, NaN where it has none, (k,).
        numbers: Rank of its number, likewise.
        texts: What it says, which tells its width.

    Returns:
        As `Places.spots`; words that have neither are nowhere.
    """
    spots = np.full((len(lines), 4), np.nan)
    if np.isnan(lines).all():
        # Without lines all that is known is what follows what.
        lines = np.where(np.isnan(numbers), np.nan, 0.0)
    known = np.flatnonzero(~np.isnan(lines))
    different, row = np.unique(lines[known], return_inverse=True)
    widths = np.array([max(1, len(texts[word])) for word in known.tolist()]) * _LETTER
    for line in range(len(different)):
        here = known[row == line]
        lefts = _one_after_another(numbers[here], widths[row == line])
        spots[here, 0] = lefts
        spots[here, 1] = lefts + widths[row == line]
        spots[here, 2] = line * _LINE_GAP
        spots[here, 3] = 1.0
    return spots


def _one_after_another(numbers: Floats, widths: Floats) -> Floats:
    """Left edges of a line's words; those of one number, or of none, share a place."""
    ranked = np.nan_to_num(numbers, nan=-1.0)
    different, place = np.unique(ranked, return_inverse=True)
    widest = np.zeros(len(different))
    np.maximum.at(widest, place, widths)
    ends = np.cumsum(widest + _LETTER)
    return np.asarray((ends - widest - _LETTER)[place])


def _have_boxes(boxes: Floats) -> Mask:
    with np.errstate(invalid="ignore"):
        sensible = np.isfinite(boxes) & (np.abs(boxes) <= _LARGEST)
        return np.asarray(sensible.all(axis=1) & (boxes[:, 2:] >= 0).all(axis=1))


def _ranks(ids: pl.Series) -> Floats:
    """Ranks of ids: by number where they are numbers, else by their letters; NaN for none."""
    if ids.null_count() == len(ids):
        return np.full(len(ids), np.nan)
    different = pl.DataFrame({"id": ids.drop_nulls().unique()}).sort(
        pl.col("id").cast(pl.Float64, strict=False), "id", nulls_last=True
    )
    ranks = different.with_row_index("rank")
    found = pl.DataFrame({"id": ids}).join(ranks, on="id", how="left", maintain_order="left")
    return np.asarray(found["rank"].cast(pl.Float64).fill_null(np.nan).to_numpy())
