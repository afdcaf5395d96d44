"""The plain way of mining: mlxtend's fpgrowth, slower, the same sets.

It cannot look at a cancel, so it is run in a process of its own.
"""

from __future__ import annotations

import numpy as np

from engine.bundles.context.itemsets import Itemsets
from engine.bundles.context.transactions import Ints


def mine_plainly(order: Ints, item: Ints, orders: int, min_count: int, max_items: int) -> Itemsets:
    """Mine with mlxtend.

    Args:
        order: (lines,) order numbers of distinct lines.
        item: (lines,) product numbers.
        orders: How many orders there are.
        min_count: Least number of orders.
        max_items: Largest set.
    """
    # Costly to import and needed in the worker process only.
    import pandas as pd  # noqa: PLC0415
    from mlxtend.frequent_patterns import fpgrowth  # noqa: PLC0415

    counts = np.bincount(item)
    frequent = np.flatnonzero(counts >= min_count)
    held = np.zeros((orders, len(counts)), dtype=bool)
    held[order, item] = True
    frame = pd.DataFrame(held[:, frequent], columns=frequent.tolist())
    # Half an order of slack keeps the division from cutting off sets at exactly min_count.
    share = max((min_count - 0.5) / orders, 1e-12)
    found = fpgrowth(frame, min_support=share, use_colnames=True, max_len=max_items)
    sets: list[Ints] = []
    sizes: list[Ints] = []
    rows = [tuple(sorted(members)) for members in found["itemsets"]]
    numbers = np.rint(found["support"].to_numpy() * orders).astype(np.int64)
    for size in range(1, max_items + 1):
        chosen = [k for k, row in enumerate(rows) if len(row) == size]
        chosen.sort(key=rows.__getitem__)
        sets.append(np.array([rows[k] for k in chosen], dtype=np.int64).reshape(-1, size))
        sizes.append(numbers[chosen])
    return Itemsets(orders, min_count, tuple(sets), tuple(sizes))
