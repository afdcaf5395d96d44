"""How the amounts of a receipt stand to one another, whatever they are called."""

from __future__ import annotations

import numpy as np

from engine.labels.evidence.facts import Dense
from engine.labels.evidence.sheet import APART, Sheet

VALUES = (
    "log_amount", "share_of_largest", "amounts_larger", "amounts_smaller", "amounts_equal",
    "equal_above", "equal_below", "largest_so_far", "to_largest_above",
)  # fmt: skip
"""What each column of `describe_values` tells."""


def describe_values(sheet: Sheet) -> Dense:
    """How each amount stands to the receipt's others; zeros for words that say none.

    Returns:
        By `VALUES`, (k, 9).
    """
    found = np.zeros((len(sheet.rows), len(VALUES)), dtype=np.float32)
    money = sheet.money
    if not len(money):
        return found
    amount = sheet.layout.amounts[money].astype(np.float64)
    down = sheet.layout.down[np.ix_(money, money)]
    above, below = down < -APART, down > APART
    size = np.abs(amount)
    equal = amount[:, None] == amount[None]
    np.fill_diagonal(equal, val=False)
    highest = np.where(above, amount[None], 0).max(axis=1)
    found[money] = np.stack(
        [
            np.log1p(size), amount / max(size.max(), 100.0),
            (amount[None] > amount[:, None]).sum(axis=1),
            (amount[None] < amount[:, None]).sum(axis=1),
            equal.sum(axis=1), (equal & above).sum(axis=1), (equal & below).sum(axis=1),
            amount >= highest, np.clip(amount / (highest + 1), -100, 100),
        ],
        axis=1,
    )  # fmt: skip
    return found
