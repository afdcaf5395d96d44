"""FIXED: a curated set at one price, of three or four products where evidence allows, else two."""

from __future__ import annotations

from engine.bundles.candidates.candidate import Unit
from engine.bundles.candidates.prepared import Prepared
from engine.bundles.candidates.types.sets import choose_sets
from engine.bundles.objectives import OBJECTIVES

TYPE = "FIXED"
CURATED = 3
# Every product of such a set is what the objective asks for.
WHOLE = ("gift_box",)


def find_fixed_sets(objective: str, known: Prepared) -> Unit:
    """Sets of two to four; the sizes of a curated set first among those of equal evidence."""
    allowed = known.complements.copy()
    if objective in WHOLE:
        carried = known.shelf.carried[OBJECTIVES[objective].tag][known.items]
        allowed &= (carried | (known.items < 0)).all(axis=1)
    return choose_sets(objective, TYPE, known, allowed, known.size < CURATED)
