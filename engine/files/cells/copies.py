"""Which rows say exactly what an earlier row says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from engine.files.cells.words import Mask, Words

_MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, its bits in no order: the golden ratio's
_FIRST = np.uint64(64 - 16)


def later_copies(columns: Sequence[Words]) -> Mask:
    """(rows,) whether an earlier row has the same word in every column.

    Rows are told apart by a number mixed from the places of their words; the few that share one
    are compared word by word.
    """
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for words in columns:
        mixed *= _MIX
        mixed += words.place
    alike = _shared(mixed)
    places = pl.DataFrame([pl.Series(str(k), w.place[alike]) for k, w in enumerate(columns)])
    copies = np.zeros(len(mixed), dtype=bool)
    copies[alike] = ~places.select(pl.struct(pl.all()).is_first_distinct()).to_series().to_numpy()
    return copies


def _shared(numbers: npt.NDArray[np.uint64]) -> Mask:
    """(rows,) whether another row has the same number."""
    ordered = np.sort(numbers)
    shared = ordered[1:][ordered[1:] == ordered[:-1]]
    found = np.zeros(len(numbers), dtype=bool)
    if len(shared):
        # Most rows are told apart by their first bits, which are quick to look up.
        begins = np.zeros(1 << 16, dtype=bool)
        begins[shared >> _FIRST] = True
        maybe = np.flatnonzero(begins[numbers >> _FIRST])
        nearest = np.searchsorted(shared, numbers[maybe]).clip(max=len(shared) - 1)
        found[maybe] = shared[nearest] == numbers[maybe]
    return found
