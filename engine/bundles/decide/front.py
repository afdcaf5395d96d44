"""The exact non-dominated front of a finite list, and the layers behind it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.bundles.context.transactions import Floats, Ints

Mask = npt.NDArray[np.bool_]
LOWEST = -1e300


def front(values: Floats) -> Mask:
    """(n,) which rows no other row dominates.

    A row dominates another if it is at least as good in every column and better in one. Equal
    rows do not dominate one another.

    Args:
        values: (n, goals), higher is better; nan counts as worse than any number.
    """
    known = np.where(np.isnan(values), -np.inf, values)
    # The best sums first: they rule out most others early. A row that dominates another is never
    # behind it: its sum is no smaller, and of equal sums the first better column decides.
    sums = np.maximum(known, LOWEST).sum(axis=1)
    order = np.lexsort((*-known.T[::-1], -sums))
    left = known[order]
    rows = order
    found = np.zeros(len(values), dtype=bool)
    while len(left):
        best, found[rows[0]] = left[0], True
        stays = (left > best).any(axis=1) | (left == best).all(axis=1)
        stays[0] = False
        left, rows = left[stays], rows[stays]
    return found


def layers(values: Floats) -> Ints:
    """(n,) 0 for the front, 1 for the front of what is left without it, and so on."""
    answer = np.full(len(values), -1, dtype=np.int64)
    left, number = np.arange(len(values)), 0
    while len(left):
        best = front(values[left])
        answer[left[best]] = number
        left, number = left[~best], number + 1
    return answer
