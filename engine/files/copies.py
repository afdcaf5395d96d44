"""Which rows say exactly what an earlier row says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from engine.files.words import Mask, Words

_MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, its bits in no order: the golden ratio's


def later_copies(columns: Sequence[Words]) -> Mask:
    """(rows,) whether an earlier row has the same word in every column.

    Rows are told apart by a number mixed from the places of their words; the few that share one
    are compared word by word.
    """
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for words in columns:
        mixed = mixed * _MIX + words.place.astype(np.uint64)
    alike = pl.Series(mixed).is_duplicated().to_numpy()
    places = pl.DataFrame([pl.Series(str(k), w.place[alike]) for k, w in enumerate(columns)])
    copies = np.zeros(len(mixed), dtype=bool)
    copies[alike] = ~places.select(pl.struct(pl.all()).is_first_distinct()).to_series().to_numpy()
    return copies
