"""The nearest words on each side, and what stands before and behind in the row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.labels.evidence.facts import SIDES, Dense
from engine.labels.evidence.sheet import Sheet
from engine.labels.words import Ints, Mask

MOST_TEXTS = 12
"""Words of a row that are told before or behind one; the nearest."""

_ASIDE = 0.3  # of the way across counts where a word above or below is looked for


def find_neighbours(sheet: Sheet) -> Ints:
    """The two nearest words on each of four sides, in the order of `SIDES`.

    Left and right are looked for in the row, above and below in the column: among words that stand
    over one another or whose right edges meet.

    Returns:
        Places on the sheet, -1 where there is none, (k, 8).
    """
    across, down = sheet.layout.across, sheet.layout.down
    aside: Dense = np.float32(_ASIDE) * np.abs(across)
    looks: tuple[tuple[Mask, Dense], ...] = (
        (sheet.lefts, -across),
        (sheet.rights, across),
        (sheet.ups, aside - down),
        (sheet.downs, aside + down),
    )
    found = np.full((len(across), len(SIDES)), -1, dtype=np.int64)
    for side, (mask, distance) in enumerate(looks):
        found[:, 2 * side : 2 * side + 2] = _two_nearest(mask, distance)
    return found


def row_texts(sheet: Sheet, texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """What stands before and what stands behind each word in its row, from left to right.

    Args:
        sheet: The words.
        texts: What each says, k.
    """
    order = np.argsort(sheet.spots[:, 0] + sheet.spots[:, 1], kind="stable")
    before = _joined(sheet.lefts[:, order], order, texts, slice(-MOST_TEXTS, None))
    behind = _joined(sheet.rights[:, order], order, texts, slice(MOST_TEXTS))
    return before, behind


def _two_nearest(mask: Mask, distance: Dense) -> Ints:
    """Columns of the two smallest distances in each row where the mask holds, else -1."""
    found = np.full((len(mask), 2), -1, dtype=np.int64)
    open_ones = np.where(mask, distance, np.inf)
    lines = np.arange(len(mask))
    for place in range(2):
        nearest = open_ones.argmin(axis=1)
        there = open_ones[lines, nearest] < np.inf
        found[there, place] = nearest[there]
        open_ones[lines, nearest] = np.inf
    return found


def _joined(mask: Mask, order: Ints, texts: Sequence[str], kept: slice) -> list[str]:
    lines, places = np.nonzero(mask)
    words = order[places].tolist()
    ends = np.cumsum(np.bincount(lines, minlength=len(mask))).tolist()
    firsts = [0, *ends[:-1]]
    return [
        " ".join(texts[word] for word in words[first:end][kept])
        for first, end in zip(firsts, ends, strict=True)
    ]
