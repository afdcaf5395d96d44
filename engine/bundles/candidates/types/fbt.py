"""FBT: two or three products that complement one another and that customers do buy together."""

from __future__ import annotations

from engine.bundles.candidates.candidate import Unit
from engine.bundles.candidates.pool import TIERS
from engine.bundles.candidates.prepared import Prepared
from engine.bundles.candidates.types.sets import choose_sets

TYPE = "FBT"
MOST_ITEMS = 3
# The source system's gates of quality: below them a rule is hardly one.
LEAST_LIFT, LEAST_CONFIDENCE = 1.05, 0.15
ROUNDING = 1e-9
# Tiers that rest on orders; what is alike, popular or cold was not bought together.
BOUGHT = TIERS.index("item_similarity")


def find_bought_together(objective: str, known: Prepared) -> Unit:
    """Sets with a rule of lift 1.05 and confidence .15 or more; no twins, no substitutes."""
    pool = known.material.pool
    # No comparison with nan, what was never sold, is true.
    ruled = (pool.lift >= LEAST_LIFT - ROUNDING) & (pool.confidence >= LEAST_CONFIDENCE - ROUNDING)
    bought = (pool.tier <= BOUGHT) & (pool.together > 0) & ruled
    return choose_sets(
        objective, TYPE, known, bought & (known.size <= MOST_ITEMS) & known.complements
    )
