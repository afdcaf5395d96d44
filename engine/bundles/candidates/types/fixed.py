"""FIXED: a curated set at one price, of three or four products where evidence allows, else two."""

from __future__ import annotations

from engine.bundles.candidates.candidate import Unit
from engine.bundles.candidates.ground import Ground
from engine.bundles.candidates.types.sets import choose_sets
from engine.bundles.objectives import OBJECTIVES

TYPE = "FIXED"
CURATED = 3
# Every product of such a set is what the objective asks for.
WHOLE = ("gift_box",)


def find_fixed_sets(objective: str, ground: Ground) -> Unit:
    """Sets of two to four; the sizes of a curated set first among those of equal evidence."""
    allowed = ground.complements.copy()
    if objective in WHOLE:
        carried = ground.shelf.carried[OBJECTIVES[objective].tag][ground.items]
        allowed &= (carried | (ground.items < 0)).all(axis=1)
    return choose_sets(objective, TYPE, ground, allowed, ground.size < CURATED)
