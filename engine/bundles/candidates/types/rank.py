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
        score: (n,) higher is better.
        classes: (n,) lower is better whatever the score, the first one before the others.
    """
    rows = np.flatnonzero(allowed)
    # Sums may differ in their last digits with the order of adding; that decides nothing.
    keys = [-np.round(score[rows], DIGITS), *(values[rows] for values in reversed(classes))]
    ranked = rows[np.lexsort(keys)][:LOOKED_AT].tolist()
    uses: Counter[int] = Counter()
    taken: list[int] = []
    passed: list[int] = []
    for row in ranked:
        items = {item for item in sets[row].tolist() if item >= 0}
        full = len(taken) >= MOST_CANDIDATES or max(uses[item] for item in items) >= MOST_USES
        if full:
            passed.append(row)
            continue
        taken.append(row)
        uses.update(items)
    return (taken + passed)[:MOST_CANDIDATES]
