"""The source that a language model feeds: sets it proposed itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.bundles.candidates.pool import MOST_ITEMS
from engine.bundles.context.transactions import Ints


def from_model(proposed: Sequence[tuple[int, ...]], products: int) -> Ints:
    """(n, 4) the proposed sets; those that are not two to four different products are left out."""
    rows = [sorted(set(items)) for items in proposed]
    good = [
        row + [-1] * (MOST_ITEMS - len(row))
        for row in rows
        if 2 <= len(row) <= MOST_ITEMS and row[0] >= 0 and row[-1] < products
    ]
    return np.array(good, dtype=np.int64).reshape(-1, MOST_ITEMS)
