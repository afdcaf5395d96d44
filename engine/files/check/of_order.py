"""What an order says once holds for all of its lines.

Shopify writes an order's date, customer and currency on its first line only.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from engine.files.cells.words import Mask, Words


def word_of_order(words: Words, order: Words) -> Words:
    """Rows without a word take their order's, where its other rows agree on one."""
    empty = words.blank & ~order.blank
    if not empty.any() or words.blank.all():
        return words
    least = np.full(len(order.distinct), len(words.distinct), dtype=np.int64)
    most = np.full(len(order.distinct), -1, dtype=np.int64)
    said = ~words.blank
    np.minimum.at(least, order.place[said], words.place[said])
    np.maximum.at(most, order.place[said], words.place[said])
    agreed: Mask = (least == most)[order.place] & empty
    place = words.place.copy()
    place[agreed] = least[order.place[agreed]]
    return words.placed(place)


def moment_of_order(moments: pl.Series, order: Words) -> pl.Series:
    """Rows without a moment take the earliest of their order."""
    empty = moments.is_null().to_numpy() & ~order.blank
    if not empty.any() or moments.null_count() == len(moments):
        return moments
    frame = pl.DataFrame({"order": order.place, "moment": moments})
    first = frame.select(pl.col("moment").min().over("order")).to_series()
    return moments.zip_with(pl.Series(~empty), first)
