"""How strongly orders speak for a set, whatever it is for: 0..1."""

from __future__ import annotations

import numpy as np

from engine.bundles.candidates.pool import Pool
from engine.bundles.context.transactions import Floats, Ints

FULL_LIFT = 10.0
PARTS = 3


def strength_of(pool: Pool) -> Floats:
    """Mean of confidence, `lift_share` and `beyond_chance`, times the chance that a set lives on.

    The lift is that under the order weights. Of a set that no order holds the likeness counts for
    a third.
    """
    lift = np.where(np.isnan(pool.lift_now), pool.lift, pool.lift_now)
    parts = (
        np.nan_to_num(pool.confidence)
        + lift_share(np.where(np.isnan(lift), 1.0, lift))
        + beyond_chance(pool.together, np.nan_to_num(pool.chance))
    )
    alive = np.where(np.isnan(pool.alive), 1.0, pool.alive)
    alike = np.clip(np.nan_to_num(pool.likeness), 0.0, 1.0)
    strength: Floats = np.where(pool.together > 0, alive * parts, alike) / PARTS
    return strength


def lift_share(lift: Floats) -> Floats:
    """ln(lift) / ln(10) within 0..1."""
    shares: Floats = np.clip(np.log(np.maximum(lift, 1.0)) / np.log(FULL_LIFT), 0.0, 1.0)
    return shares


def beyond_chance(together: Ints, chance: Floats) -> Floats:
    """Orders beyond chance on a logarithmic scale, relative to the most there are: 0..1."""
    beyond = np.log1p(np.maximum(0.0, together - chance))
    shares: Floats = beyond / max(1.0, beyond.max(initial=0.0))
    return shares
