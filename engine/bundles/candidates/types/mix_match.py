"""MIX_MATCH: three to eight products of a kind, of which a customer picks some at one price."""

from __future__ import annotations

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Seen, Unit
from engine.bundles.candidates.fit import aim_at
from engine.bundles.candidates.ground import Ground
from engine.bundles.candidates.pool import TIERS
from engine.bundles.candidates.strength import beyond_chance, lift_share
from engine.bundles.candidates.types.mixes import Mixes
from engine.bundles.candidates.types.rank import best_rows, blend
from engine.bundles.candidates.why import say_fit
from engine.bundles.context.transactions import Floats, Ints

TYPE = "MIX_MATCH"
# Orders from which several picks at once are more than single cases.
SOME_ORDERS = 3


def find_mixes(objective: str, ground: Ground) -> Unit:
    """Families of which customers already take as many at once as they would choose."""
    mixes = ground.mixes[objective]
    allowed = mixes.together > 0
    fit = aim_at(objective, mixes.sets, ground.shelf).fit
    tier = _tier(mixes, ground.material.options.false_discovery)
    score = blend(objective, _strength(mixes), fit)
    rows = best_rows(allowed, mixes.sets, score, tier)
    candidates = tuple(
        _candidate(objective, ground, row, TIERS[int(tier[row])], float(fit[row])) for row in rows
    )
    return Unit(objective, TYPE, candidates, int(allowed.sum()))


def _tier(mixes: Mixes, false_discovery: float) -> Ints:
    """(n,) by the same measure as sets: significant, in some orders beyond chance, or in any."""
    more = mixes.together > mixes.chance
    significant = more & (mixes.q_value <= false_discovery)
    tiers = np.where(more & (mixes.together >= SOME_ORDERS), "adaptive_relax", "item_similarity")
    named = np.where(significant, "strict_rules", tiers)
    return np.array([TIERS.index(name) for name in named.tolist()], dtype=np.int64)


def _strength(mixes: Mixes) -> Floats:
    """As for sets of the pool, with the share of its orders that take several as confidence."""
    lift = np.ones(len(mixes))
    np.divide(mixes.together, mixes.chance, out=lift, where=mixes.chance > 0)
    several = mixes.together / np.maximum(1, mixes.either)
    strength: Floats = (
        several + lift_share(lift) + beyond_chance(mixes.together, mixes.chance)
    ) / 3
    return strength


def _candidate(objective: str, ground: Ground, row: int, tier: str, fit: float) -> Candidate:
    mixes = ground.mixes[objective]
    items = tuple(item for item in mixes.sets[row].tolist() if item >= 0)
    together, chance = int(mixes.together[row]), float(mixes.chance[row])
    return Candidate(
        objective=objective,
        bundle_type=TYPE,
        items=items,
        quantities=(1,) * len(items),
        tier=tier,
        sources=("top_pairs" if ground.crosses(items) else "similar",),
        seen=Seen(
            together=together,
            either=int(mixes.either[row]),
            orders=ground.material.baskets.orders,
            chance=chance,
            lift=together / chance if chance > 0 else None,
            confidence=together / int(mixes.either[row]),
            log_p=float(mixes.log_p[row]),
            q_value=float(mixes.q_value[row]),
        ),
        fit=fit,
        why=say_fit(objective, items, ground),
        choose=int(mixes.choose[row]),
    )
