"""VOLUME_DISCOUNT: one product, cheaper from the quantities on that customers really take."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Seen, Unit
from engine.bundles.candidates.fit import Aim, aim_at
from engine.bundles.candidates.ground import Ground
from engine.bundles.candidates.pool import TIERS
from engine.bundles.candidates.strength import beyond_chance
from engine.bundles.candidates.types.quantities import Quantities
from engine.bundles.candidates.types.rank import best_rows, blend
from engine.bundles.candidates.why import say_fit
from engine.bundles.context.transactions import Floats, Ints

TYPE = "VOLUME_DISCOUNT"
# What is bought again and again, if one at a time, may well be bought two or three at a time.
PLAUSIBLE_TIERS = (2, 3)
PLAUSIBLE = ("subscription_push",)
MOST_COUNTED = 4


def find_volume_discounts(objective: str, ground: Ground) -> Unit:
    """Products that customers take several of, each with tiers from its own quantities."""
    quantities = ground.quantities
    tiers = quantities.tiers
    if objective in PLAUSIBLE and not _served(objective, ground, tiers).serves.any():
        once = (quantities.usual == 1) & (tiers[:, 0] < 0)
        tiers = np.where(once[:, None], (*PLAUSIBLE_TIERS, -1), tiers)
    aim = _served(objective, ground, tiers)
    score = blend(objective, _strength(quantities), aim.fit)
    rows = best_rows(aim.serves, quantities.item[:, None], score, _evidence(quantities))
    candidates = (
        _candidate(objective, ground, row, float(aim.fit[row]), tiers[row].tolist()) for row in rows
    )
    return Unit(objective, TYPE, tuple(candidates), int(aim.serves.sum()))


def _served(objective: str, ground: Ground, tiers: Ints) -> Aim:
    """How the middle tier of each product serves: as so many units of it, four at most."""
    item, stepped = ground.quantities.item, tiers[:, 0] > 0
    units = np.array([_middle(row) for row in tiers.tolist()], dtype=np.int64)
    counted = np.clip(units, 1, MOST_COUNTED)[:, None]
    sets = np.where(np.arange(MOST_COUNTED) < counted, item[:, None], -1)
    aim = aim_at(objective, sets, ground.shelf)
    return Aim(aim.serves & stepped, np.where(stepped, aim.fit, 0.0))


def _middle(tiers: Sequence[int]) -> int:
    """The middle one of the tiers there are, the lower of two; -1 without any."""
    there = [tier for tier in tiers if tier > 0]
    return there[(len(there) - 1) // 2] if there else -1


def _strength(quantities: Quantities) -> Floats:
    """Mean of the share of buyers who reach the first tier, and of how many they are."""
    share = quantities.reached[:, 0] / quantities.buyers
    strength: Floats = (share + beyond_chance(quantities.reached[:, 0], np.zeros(1))) / 2
    return strength


def _evidence(quantities: Quantities) -> Ints:
    """(n,) place in `TIERS`: surely reached by enough buyers, seen in some orders, or plausible."""
    names = np.where(quantities.sure, "strict_rules", "adaptive_relax")
    names = np.where(quantities.tiers[:, 0] > 0, names, "heuristics")
    return np.array([TIERS.index(name) for name in names.tolist()], dtype=np.int64)


def _candidate(
    objective: str, ground: Ground, row: int, fit: float, tiers: Sequence[int]
) -> Candidate:
    quantities = ground.quantities
    item, buyers = int(quantities.item[row]), int(quantities.buyers[row])
    stepped = int(quantities.tiers[row, 0]) > 0
    reached = int(quantities.reached[row, 0] if stepped else quantities.several[row])
    return Candidate(
        objective=objective,
        bundle_type=TYPE,
        items=(item,),
        quantities=(_middle(tiers),),
        tier=TIERS[int(_evidence(quantities)[row])],
        sources=("quantities",),
        seen=Seen(reached, buyers, quantities.orders, confidence=reached / buyers),
        fit=fit,
        why=say_fit(objective, (item,), ground),
        tiers=tuple(tier for tier in tiers if tier > 0),
    )
