"""The best few of many: stronger evidence first, then strength and fit, products spread."""

from __future__ import annotations

from collections import Counter

import numpy as np

from engine.bundles.candidates.shelf import Mask
from engine.bundles.context.transactions import Floats, Ints
from engine.bundles.objectives import OBJECTIVES

MOST_CANDIDATES = 15
# One product fills no unit as long as there are others.
MOST_USES = 3
LOOKED_AT = 300
# More than the tiers there are, so that classes make the digits of one number.
CLASSES = 8
DIGITS = 9


def blend(objective: str, strength: Floats, fit: Floats) -> Floats:
    """(n,) 0..1: strength and fit by the weights that the objective's ranker gives them."""
    weights = OBJECTIVES[objective].weights
    fitting = weights["objective_fit"]
    share = fitting / (fitting + weights["confidence"] + weights["lift"])
    score: Floats = (1 - share) * strength + share * fit
    return score


def best_rows(allowed: Mask, sets: Ints, score: Floats, *classes: Ints | Mask) -> list[int]:
    """Rows of the best candidates of a unit, best first, 15 at most.

    Args:
        allowed: (n,) which rows may be taken.
        sets: (n, k) product numbers, -1 behind the last; rows in a canonical order, by which
            ties are broken.
        score: (n,) 0..1, higher is better.
        classes: (n,) 0 to 7, lower is better whatever the score, the first one before the others.
    """
    ranked = _ranked(allowed, score, *classes)
    uses: Counter[int] = Counter()
    taken: list[int] = []
    passed: list[int] = []
    for row in ranked:
        items = {item for item in sets[row].tolist() if item >= 0}
        if max(uses[item] for item in items) >= MOST_USES:
            passed.append(row)
            continue
        taken.append(row)
        uses.update(items)
        if len(taken) == MOST_CANDIDATES:
            break
    return (taken + passed)[:MOST_CANDIDATES]


def _ranked(allowed: Mask, score: Floats, *classes: Ints | Mask) -> list[int]:
    """The first rows by class, score and place."""
    rows = np.flatnonzero(allowed)
    grade = np.zeros(len(rows))
    for values in classes:
        grade = grade * CLASSES + values[rows]
    # Sums may differ in their last digits with the order of adding; that decides nothing.
    key = np.round(2 * grade - score[rows], DIGITS)
    if len(rows) > LOOKED_AT:
        near = key <= np.partition(key, LOOKED_AT)[LOOKED_AT]
        rows, key = rows[near], key[near]
    ranked: list[int] = rows[np.argsort(key, kind="stable")][:LOOKED_AT].tolist()
    return ranked
