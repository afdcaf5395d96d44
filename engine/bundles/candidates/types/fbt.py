"""FBT: two or three products that complement one another and that customers do buy together."""

from __future__ import annotations

from engine.bundles.candidates.candidate import Unit
from engine.bundles.candidates.pool import TIERS
from engine.bundles.candidates.prepared import Prepared
from engine.bundles.candidates.types.sets import choose_sets

TYPE = "FBT"
MOST_ITEMS = 3
# Tiers that rest on orders; what is alike, popular or cold was not bought together.
BOUGHT = TIERS.index("item_similarity")


def find_bought_together(objective: str, known: Prepared) -> Unit:
    """Sets that orders hold more often than chance predicts; no twins, no substitutes."""
    pool = known.material.pool
    bought = (pool.tier <= BOUGHT) & (pool.together > 0) & (pool.lift > 1)
    return choose_sets(
        objective, TYPE, known, bought & (known.size <= MOST_ITEMS) & known.complements
    )
