"""MIX_MATCH: three to eight products of a kind, of which a customer picks some at one price."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Seen, Unit
from engine.bundles.candidates.fit import aim_at
from engine.bundles.candidates.pool import TIERS
from engine.bundles.candidates.prepared import Prepared
from engine.bundles.candidates.strength import beyond_chance, lift_share
from engine.bundles.candidates.types.mixes import MOST_CHOICE, Mixes
from engine.bundles.candidates.types.rank import best_rows, blend
from engine.bundles.candidates.why import say_fit
from engine.bundles.context.transactions import Floats, Ints

TYPE = "MIX_MATCH"
# Orders from which several picks at once are more than single cases.
SOME_ORDERS = 3
EVIDENCE = ("strict_rules", "adaptive_relax", "item_similarity")
# What is added to an order depends on what is picked; that is told of the cheapest pick.
PICKED = ("increase_aov",)


@dataclass(frozen=True)
class _Judged:
    """Mixes judged by an objective: (n, k) what they are judged by, fit and place in `TIERS`."""

    picked: Ints
    fit: Floats
    tier: Ints


def find_mixes(objective: str, known: Prepared) -> Unit:
    """Families of which customers already take as many at once as they would choose."""
    mixes = known.mixes[objective]
    allowed = mixes.together > 0
    picked = _cheapest(mixes, known) if objective in PICKED else mixes.sets
    judged = _Judged(
        picked,
        fit=aim_at(objective, picked, known.shelf).fit,
        tier=_tier(mixes, known.material.options.false_discovery),
    )
    score = blend(objective, _strength(mixes), judged.fit)
    rows = best_rows(allowed, mixes.sets, score, judged.tier)
    candidates = tuple(_candidate(objective, known, judged, row) for row in rows)
    return Unit(objective, TYPE, candidates, int(allowed.sum()))


def _cheapest(mixes: Mixes, known: Prepared) -> Ints:
    """(n, 4) the cheapest pick of each mix, -1 behind the last product."""
    # Without prices it is the first ones; what is no product comes last.
    prices = np.nan_to_num(known.shelf.price[mixes.sets], nan=0.0)
    price = np.where(mixes.sets >= 0, prices, np.inf)
    order = np.argsort(price, axis=1, kind="stable")[:, :MOST_CHOICE]
    picked = np.take_along_axis(mixes.sets, order, axis=1)
    return np.where(np.arange(MOST_CHOICE) < mixes.choose[:, None], picked, -1)


def _tier(mixes: Mixes, false_discovery: float) -> Ints:
    """(n,) by the same measure as sets: significant, in some orders beyond chance, or in any."""
    more = mixes.together > mixes.chance
    strict, relaxed, similar = map(TIERS.index, EVIDENCE)
    some = np.where(more & (mixes.together >= SOME_ORDERS), relaxed, similar)
    return np.where(more & (mixes.q_value <= false_discovery), strict, some)


def _strength(mixes: Mixes) -> Floats:
    """As for sets of the pool, with the share of its orders that take several as confidence."""
    lift = np.ones(len(mixes))
    np.divide(mixes.together, mixes.chance, out=lift, where=mixes.chance > 0)
    several = mixes.together / np.maximum(1, mixes.either)
    strength: Floats = (
        several + lift_share(lift) + beyond_chance(mixes.together, mixes.chance)
    ) / 3
    return strength


def _candidate(objective: str, known: Prepared, judged: _Judged, row: int) -> Candidate:
    mixes = known.mixes[objective]
    items, picked = _products(mixes.sets[row]), _products(judged.picked[row])
    return Candidate(
        objective=objective,
        bundle_type=TYPE,
        items=items,
        quantities=(1,) * len(items),
        tier=TIERS[int(judged.tier[row])],
        sources=("top_pairs" if known.crosses(items) else "similar",),
        seen=_seen(mixes, row, known.material.baskets.orders),
        fit=float(judged.fit[row]),
        why=say_fit(objective, picked, known),
        choose=int(mixes.choose[row]),
    )


def _products(row: Ints) -> tuple[int, ...]:
    return tuple(item for item in row.tolist() if item >= 0)


def _seen(mixes: Mixes, row: int, orders: int) -> Seen:
    together, either = int(mixes.together[row]), int(mixes.either[row])
    chance = float(mixes.chance[row])
    return Seen(
        together=together,
        either=either,
        orders=orders,
        chance=chance,
        lift=together / chance if chance > 0 else None,
        confidence=together / either,
        log_p=float(mixes.log_p[row]),
        q_value=float(mixes.q_value[row]),
    )
