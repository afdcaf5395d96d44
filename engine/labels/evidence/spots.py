"""Where a word stands on its receipt, and how many stand around it."""

from __future__ import annotations

import numpy as np

from engine.labels.evidence.facts import Dense
from engine.labels.evidence.sheet import APART, Sheet
from engine.labels.words import Floats

SPOTS = (
    "left", "right", "middle", "row", "row_share", "rows_below", "width", "height", "slimness",
    "words_left", "words_right", "right_aligned", "left_aligned",
    "amounts_left", "amounts_right", "amounts_in_row", "amounts_right_aligned",
    "amounts_over", "amounts_under", "amounts_above", "amounts_below",
    "words", "amounts",
)  # fmt: skip
"""What each column of `describe_spots` tells."""

_NOWHERE = -1.0


def describe_spots(sheet: Sheet) -> Dense:
    """Where each word stands, as shares of the receipt, and counts of others by where they stand.

    Returns:
        By `SPOTS`, (k, 23); -1 for places that are unknown.
    """
    return np.hstack([_places(sheet), _counts(sheet)]).astype(np.float32)


def _places(sheet: Sheet) -> Floats:
    left, right, middle, height = sheet.spots.T
    known = ~np.isnan(middle)
    wide = max(right[known].max(initial=0.0), 1.0)
    tall = max(middle[known].max(initial=0.0), 1.0)
    row, last = sheet.rows - sheet.rows.min(), np.ptp(sheet.rows)
    width = right - left
    columns = (
        left / wide, right / wide, middle / tall, row, row / max(1, last), last - row,
        width / wide, height, width / np.maximum(height, 0.1),
    )  # fmt: skip
    found = np.empty((len(known), len(columns)))
    for place, column in enumerate(columns):
        found[:, place] = column
    found[~known] = _NOWHERE
    return found


def _counts(sheet: Sheet) -> Dense:
    layout = sheet.layout
    says = layout.amounts != 0
    both = np.stack([np.ones(len(says)), says], axis=1).astype(np.float32)
    aligned = sheet.over | layout.right_aligned
    above, below = layout.down < 0, layout.down > 0
    words_left, amounts_left = (sheet.lefts.astype(np.float32) @ both).T
    words_right, amounts_right = (sheet.rights.astype(np.float32) @ both).T
    in_column, amounts_in_column = (layout.right_aligned.astype(np.float32) @ both).T
    masks = (aligned & above, aligned & below, layout.down < -APART, layout.down > APART)
    around = [mask.astype(np.float32) @ both[:, 1] for mask in masks]
    return np.stack(
        [
            words_left, words_right, in_column, layout.left_aligned.sum(axis=1),
            amounts_left, amounts_right, amounts_left + amounts_right, amounts_in_column, *around,
            np.full(len(says), len(says)), np.full(len(says), says.sum()),
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip
