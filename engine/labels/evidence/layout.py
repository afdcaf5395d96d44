"""How the words of a receipt stand to one another, worked out anew whenever it is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

import numpy as np

from engine.labels.evidence.facts import Layout
from engine.labels.words import Floats, Ints, Mask

ALIGNED = 0.8
"""Edges nearer than this, in heights of a line, meet."""

_SAME_ROW = 0.5  # of the larger of two words' heights
_TALLEST = 1.6  # heights of a line that a word counts for at most, in telling rows


@dataclass(frozen=True)
class Layouts(Sequence[Layout]):
    """A layout for each receipt, or each part of a very long one.

    Only places are kept, so that memory grows with the words and not with their pairs.

    Attributes:
        spots: Left edge, right edge, middle, height of each word, (n, 4); NaN where unknown.
        amounts: In hundredths, 0 for none, (n,).
        starts: First word of each part, and n at the end.
    """

    spots: Floats = field(repr=False)
    amounts: Ints = field(repr=False)
    starts: Ints = field(repr=False)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, place: int) -> Layout: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Layout, ...]: ...
    def __getitem__(self, place: int | slice) -> Layout | tuple[Layout, ...]:
        if isinstance(place, slice):
            return tuple(self[number] for number in range(*place.indices(len(self))))
        number = range(len(self))[place]
        first, end = int(self.starts[number]), int(self.starts[number + 1])
        return lay_out(np.arange(first, end), self.spots[first:end], self.amounts[first:end])

    def __iter__(self) -> Iterator[Layout]:
        return (self[number] for number in range(len(self)))


def lay_out(words: Ints, spots: Floats, amounts: Ints) -> Layout:
    """How the words of one receipt stand to one another.

    Args:
        words: Their numbers, ascending, (k,).
        spots: Left edge, right edge, vertical middle, height, in heights of a line, (k, 4).
        amounts: In hundredths, 0 for none, (k,).
    """
    left, right, middle, height = spots.T
    down = _differences(middle)
    counted = np.minimum(height, _TALLEST)
    reach = _SAME_ROW * np.maximum(counted[:, None], counted[None])
    return Layout(
        words=words,
        across=_differences((left + right) / 2).astype(np.float32),
        down=down.astype(np.float32),
        same_row=_others(np.abs(down) < reach),
        right_aligned=_others(np.abs(_differences(right)) < ALIGNED),
        left_aligned=_others(np.abs(_differences(left)) < ALIGNED),
        amounts=amounts,
    )


def overlaps(spots: Floats) -> Mask:
    """Whether two words stand over one another, wholly or in part, (k, k)."""
    left, right = spots[:, 0], spots[:, 1]
    shared = np.minimum(right[:, None], right[None]) - np.maximum(left[:, None], left[None])
    return _others(shared > 0)


def number_rows(middle: Floats) -> Ints:
    """Number of each word's row from 0 at the top; words that are nowhere have rows of their own.

    A row ends where the next word's middle is more than half a line further down.

    Args:
        middle: Vertical middles in heights of a line, NaN where unknown, (k,).
    """
    order = np.argsort(middle, kind="stable")  # NaN comes last
    steps = np.diff(middle[order], prepend=middle[order][:1])
    # A step to or from nowhere is NaN, and a new row.
    fresh = ~(steps <= _SAME_ROW)
    fresh[:1] = False
    rows = np.zeros(len(middle), dtype=np.int64)
    rows[order] = np.cumsum(fresh)
    return rows


def _differences(values: Floats) -> Floats:
    """The column's value minus the row's, (k, k)."""
    return np.asarray(values[None] - values[:, None])


def _others(mask: Mask) -> Mask:
    np.fill_diagonal(mask, val=False)
    return mask
