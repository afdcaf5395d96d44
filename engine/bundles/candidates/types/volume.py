"""VOLUME_DISCOUNT: one product, cheaper from the quantities on that customers really take."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Seen, Unit
from engine.bundles.candidates.fit import Aim, aim_at
from engine.bundles.candidates.pool import TIERS
from engine.bundles.candidates.prepared import Prepared
from engine.bundles.candidates.strength import beyond_chance
from engine.bundles.candidates.types.quantities import Quantities
from engine.bundles.candidates.types.rank import best_rows, blend
from engine.bundles.candidates.why import say_fit
from engine.bundles.context.transactions import Floats, Ints

TYPE = "VOLUME_DISCOUNT"
# What is bought again and again, if one at a time, may well be bought two or three at a time,
# where customers take several of anything at all.
PLAUSIBLE_TIERS = (2, 3)
PLAUSIBLE = ("subscription_push",)
MOST_COUNTED = 4
EVIDENCE = ("adaptive_relax", "smoothed_cooccurrence", "heuristics")


@dataclass(frozen=True)
class _Stepped:
    """Products as an objective would offer them: (n, 3) tiers, fit and place in `TIERS`."""

    tiers: Ints
    aim: Aim
    evidence: Ints


def find_volume_discounts(objective: str, known: Prepared) -> Unit:
    """Products that customers take several of, each with tiers from its own quantities."""
    quantities = known.quantities
    tiers, aim = quantities.tiers, _served(objective, known, quantities.tiers)
    if objective in PLAUSIBLE and quantities.several.any() and not aim.serves.any():
        once = (quantities.usual == 1) & (tiers[:, 0] < 0)
        tiers = np.where(once[:, None], (*PLAUSIBLE_TIERS, -1), tiers)
        aim = _served(objective, known, tiers)
    stepped = _Stepped(tiers, aim, _evidence(quantities))
    score = blend(objective, _strength(quantities), aim.fit)
    rows = best_rows(aim.serves, quantities.item[:, None], score, stepped.evidence)
    candidates = tuple(_candidate(objective, known, stepped, row) for row in rows)
    return Unit(objective, TYPE, candidates, int(aim.serves.sum()))


def _served(objective: str, known: Prepared, tiers: Ints) -> Aim:
    """How the middle tier of each product serves: as so many units of it, four at most."""
    item, stepped, middle = known.quantities.item, tiers[:, 0] > 0, middle_tier(tiers)
    counted = np.clip(middle, 1, MOST_COUNTED)[:, None]
    sets = np.where(np.arange(MOST_COUNTED) < counted, item[:, None], -1)
    aim = aim_at(objective, sets, known.shelf)
    serves = aim.serves & stepped & (known.shelf.stock[item] >= middle)
    return Aim(serves, np.where(serves, aim.fit, 0.0))


def middle_tier(tiers: Ints) -> Ints:
    """(n,) the middle one of the tiers there are, the lower of two; -1 without any.

    Args:
        tiers: (n, 3) quantities, ascending, -1 behind the last.
    """
    place = np.maximum((tiers > 0).sum(axis=1) - 1, 0) // 2
    middle: Ints = np.take_along_axis(tiers, place[:, None], axis=1)[:, 0]
    return middle


def _strength(quantities: Quantities) -> Floats:
    """Mean of the share of buyers who reach the first tier, and of how many they are."""
    share = quantities.reached[:, 0] / quantities.buyers
    strength: Floats = (share + beyond_chance(quantities.reached[:, 0], np.zeros(1))) / 2
    return strength


def _evidence(quantities: Quantities) -> Ints:
    """(n,) place in `TIERS`: surely reached by enough buyers, seen in some orders, or plausible.

    Nothing is above `adaptive_relax`, what is often enough together: quantities of one product
    follow no rule, and no chance is known that they could be tested against.
    """
    often, seen, guess = map(TIERS.index, EVIDENCE)
    taken = np.where(quantities.sure, often, seen)
    return np.where(quantities.tiers[:, 0] > 0, taken, guess)


def _candidate(objective: str, known: Prepared, stepped: _Stepped, row: int) -> Candidate:
    item, tiers = int(known.quantities.item[row]), stepped.tiers[row]
    middle = int(middle_tier(tiers[None, :])[0])
    return Candidate(
        objective=objective,
        bundle_type=TYPE,
        items=(item,),
        quantities=(middle,),
        tier=TIERS[int(stepped.evidence[row])],
        sources=("quantities",),
        seen=_seen(known.quantities, row),
        fit=float(stepped.aim.fit[row]),
        why=say_fit(objective, (item,) * middle, known),
        tiers=tuple(tier for tier in tiers.tolist() if tier > 0),
    )


def _seen(quantities: Quantities, row: int) -> Seen:
    """What orders say of the first tier; of two pieces where none is reached often enough."""
    reached, buyers = int(quantities.reached[row, 0]), int(quantities.buyers[row])
    if quantities.tiers[row, 0] < 0:
        reached = int(quantities.several[row])
    return Seen(reached, buyers, quantities.orders, confidence=reached / buyers)
