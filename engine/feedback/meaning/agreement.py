"""How well two ways to put the same things together agree."""

from __future__ import annotations

import numpy as np

from engine.feedback.responses import Ints


def adjusted_rand(first: Ints, second: Ints) -> float:
    """The adjusted Rand index of two groupings of the same things, at most 1; about 0 by chance.

    L. Hubert and P. Arabie, Journal of Classification 2 (1985). Two groupings that are both of
    one group, or both of single things, agree wholly.

    Args:
        first: Group of each thing, (n,), any numbers.
        second: The same of the other grouping.
    """
    pairs, row, column = _pairs_of(_table(first, second)), 0.0, 0.0
    row, column = _pairs_of(_sizes(first)), _pairs_of(_sizes(second))
    every = len(first) * (len(first) - 1) / 2
    expected = row * column / every if every else 0.0
    largest = (row + column) / 2
    return 1.0 if largest == expected else float((pairs - expected) / (largest - expected))


def _sizes(groups: Ints) -> Ints:
    return np.unique(groups, return_counts=True)[1]


def _table(first: Ints, second: Ints) -> Ints:
    both = np.stack([first, second], axis=1)
    return np.unique(both, axis=0, return_counts=True)[1]


def _pairs_of(sizes: Ints) -> float:
    return float((sizes * (sizes - 1) / 2).sum())
