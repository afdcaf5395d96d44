"""All that is known of one receipt's words while facts about them are gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.labels.evidence.facts import Dense, Layout
from engine.labels.evidence.layout import lay_out, overlaps
from engine.labels.words import Floats, Ints, Mask

APART = 0.5
"""Heights of a line from which one word stands above another."""


@dataclass(frozen=True)
class Sheet:
    """The words of one receipt, or of a part of a very long one.

    Attributes:
        layout: How they stand to one another.
        spots: Left edge, right edge, middle, height, NaN where unknown, (k, 4).
        over: Whether two words stand over one another, (k, k).
        lefts: Whether the column's word is left of the row's in its row, (k, k).
        rights: Whether it is right of it.
        ups: Whether it is above it and in its column, (k, k).
        downs: Whether it is below it and in its column.
        rows: Number of each word's row, (k,).
        keywords: By `KEYWORDS`, (k, 14).
        counts: How many pieces a word says, 0 for none, (k,).
    """

    layout: Layout
    spots: Floats = field(repr=False)
    over: Mask = field(repr=False)
    lefts: Mask = field(repr=False)
    rights: Mask = field(repr=False)
    ups: Mask = field(repr=False)
    downs: Mask = field(repr=False)
    rows: Ints = field(repr=False)
    keywords: Mask = field(repr=False)
    counts: Ints = field(repr=False)

    @property
    def money(self) -> Ints:
        """Places of the words that say an amount."""
        return np.flatnonzero(self.layout.amounts).astype(np.int64)


@dataclass(frozen=True)
class Read:
    """What each word of a file says, (n,) each, keywords (n, 14)."""

    amounts: Ints = field(repr=False)
    counts: Ints = field(repr=False)
    keywords: Mask = field(repr=False)
    writing: Dense = field(repr=False)


def lay_sheet(words: Ints, spots: Floats, rows: Ints, read: Read) -> Sheet:
    """Lay out the words of one receipt.

    Args:
        words: Their numbers, ascending, (k,).
        spots: Of every word of the file, (n, 4).
        rows: Number of the row of every word of the file, (n,).
        read: What every word of the file says.
    """
    own = spots[words]
    layout = lay_out(words, own, read.amounts[words])
    over = overlaps(own)
    column = (over | layout.right_aligned) & ~layout.same_row
    return Sheet(
        layout=layout,
        spots=own,
        over=over,
        lefts=layout.same_row & (layout.across < 0),
        rights=layout.same_row & (layout.across > 0),
        ups=column & (layout.down < 0),
        downs=column & (layout.down > 0),
        rows=rows[words],
        keywords=read.keywords[words],
        counts=read.counts[words],
    )
