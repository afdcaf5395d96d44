"""Wide matrices → the few directions along which their rows differ most."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.labels.evidence.facts import Dense

SPARE = 10
"""Directions that are searched for beyond those wanted, which makes the wanted ones better."""

_NOTHING = 1e-9  # of the greatest weight: what is left of a direction that is none


def main_directions(matrix: Any, most: int) -> Dense:
    """The directions of most weight, by a randomised search sharpened once and a half.

    Halko, Martinsson and Tropp 2011, algorithm 4.4 and 5.1: from random mixtures of rows to what
    spans them best. The draws are the same each time.

    Args:
        matrix: Sparse, float32, (rows, columns).
        most: How many are wanted.

    Returns:
        Directions of length 1, at right angles, the weightiest first, (columns, up to `most`).
    """
    from scipy import linalg  # noqa: PLC0415 - costly

    count = min(most, min(matrix.shape) - 1)
    if count < 1:
        return np.zeros((matrix.shape[1], 0), dtype=np.float32)
    wide = min(count + SPARE, min(matrix.shape))
    draws = np.random.default_rng(0).standard_normal((matrix.shape[0], wide), dtype=np.float32)
    turned = matrix.T.tocsr()
    spanned, _ = linalg.qr(matrix @ (turned @ draws), mode="economic")
    found = turned @ spanned.astype(np.float32)
    return _at_right_angles(found, count)


def _at_right_angles(found: Dense, count: int) -> Dense:
    """Main directions of what columns span, by the small matrix of their products."""
    weights, turns = np.linalg.eigh((found.T @ found).astype(np.float64))
    best = np.argsort(-weights, kind="stable")[:count]
    best = best[weights[best] > weights[best[0]] * _NOTHING]
    length = np.sqrt(weights[best])
    return np.ascontiguousarray(found @ (turns[:, best] / length).astype(np.float32))
