"""Rows of the pool → candidates, and what the three types made of them share."""

from __future__ import annotations

import math

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Seen, Unit
from engine.bundles.candidates.ground import Ground
from engine.bundles.candidates.pool import TIERS, Pool
from engine.bundles.candidates.shelf import Mask
from engine.bundles.candidates.types.rank import best_rows, blend
from engine.bundles.candidates.why import say_fit
from engine.bundles.context.transactions import Ints


def choose_sets(
    objective: str, bundle_type: str, ground: Ground, allowed: Mask, *classes: Ints | Mask
) -> Unit:
    """A unit of whole sets of the pool, one of each product.

    Args:
        objective: The objective.
        bundle_type: The type.
        ground: What is known.
        allowed: (pool,) which sets are of this type; those that do not serve the objective are
            left out here.
        classes: See `best_rows`; after the tier.
    """
    pool, aim = ground.material.pool, ground.aims[objective]
    allowed = allowed & aim.serves
    score = blend(objective, ground.strength, aim.fit)
    rows = best_rows(allowed, ground.items, score, pool.tier, *classes)
    candidates = tuple(as_candidate(objective, bundle_type, ground, row) for row in rows)
    return Unit(objective, bundle_type, candidates, int(allowed.sum()))


def as_candidate(objective: str, bundle_type: str, ground: Ground, row: int) -> Candidate:
    """One row of the pool as a candidate."""
    pool = ground.material.pool
    items = tuple(item for item in pool.items[row].tolist() if item >= 0)
    return Candidate(
        objective=objective,
        bundle_type=bundle_type,
        items=items,
        quantities=(1,) * len(items),
        tier=TIERS[int(pool.tier[row])],
        sources=pool.sources_of(row),
        seen=_seen(pool, row, items, ground.material.baskets.orders),
        fit=float(ground.aims[objective].fit[row]),
        why=say_fit(objective, items, ground),
    )


def _seen(pool: Pool, row: int, items: tuple[int, ...], orders: int) -> Seen:
    confidence, to = known(pool.confidence[row]), int(pool.to[row])
    ruled = confidence is not None and to in items
    return Seen(
        together=int(pool.together[row]),
        either=int(pool.either[row]),
        orders=orders,
        chance=known(pool.chance[row]),
        lift=known(pool.lift[row]),
        confidence=confidence,
        from_=tuple(item for item in items if item != to) if ruled else (),
        to=to if ruled else -1,
        log_p=known(pool.log_p[row]),
        q_value=known(pool.q_value[row]),
        lift_now=known(pool.lift_now[row]),
        likeness=known(pool.likeness[row]),
    )


def known(value: np.floating) -> float | None:
    """A number, or None for nan."""
    return None if math.isnan(value) else float(value)
