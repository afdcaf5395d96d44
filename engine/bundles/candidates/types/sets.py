"""Rows of the pool → candidates, and what the three types made of them share."""

from __future__ import annotations

import math

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Seen, Unit
from engine.bundles.candidates.pool import TIERS, Pool
from engine.bundles.candidates.prepared import Prepared
from engine.bundles.candidates.shelf import Mask
from engine.bundles.candidates.types.rank import best_rows, blend
from engine.bundles.candidates.why import say_fit
from engine.bundles.context.transactions import Ints


def choose_sets(
    objective: str, bundle_type: str, known: Prepared, allowed: Mask, *classes: Ints | Mask
) -> Unit:
    """A unit of whole sets of the pool, one of each product.

    Args:
        objective: The objective.
        bundle_type: The type.
        known: What is known.
        allowed: (pool,) which sets are of this type; those that do not serve the objective are
            left out here.
        classes: See `best_rows`; after the tier.
    """
    pool, aim = known.material.pool, known.aims[objective]
    allowed = allowed & aim.serves
    score = blend(objective, known.strength, aim.fit)
    rows = best_rows(allowed, known.items, score, pool.tier, *classes)
    candidates = tuple(as_candidate(objective, bundle_type, known, row) for row in rows)
    return Unit(objective, bundle_type, candidates, int(allowed.sum()))


def as_candidate(objective: str, bundle_type: str, known: Prepared, row: int) -> Candidate:
    """One row of the pool as a candidate."""
    pool = known.material.pool
    items = tuple(item for item in pool.items[row].tolist() if item >= 0)
    return Candidate(
        objective=objective,
        bundle_type=bundle_type,
        items=items,
        quantities=(1,) * len(items),
        tier=TIERS[int(pool.tier[row])],
        sources=pool.sources_of(row),
        seen=seen_of(pool, row, items, known.material.baskets.orders),
        fit=float(known.aims[objective].fit[row]),
        why=say_fit(objective, items, known),
    )


def seen_of(pool: Pool, row: int, items: tuple[int, ...], orders: int) -> Seen:
    """What orders say about one row of the pool."""
    confidence, to = told(pool.confidence[row]), int(pool.to[row])
    ruled = confidence is not None and to in items
    return Seen(
        together=int(pool.together[row]),
        either=int(pool.either[row]),
        orders=orders,
        chance=told(pool.chance[row]),
        lift=told(pool.lift[row]),
        confidence=confidence,
        from_=tuple(item for item in items if item != to) if ruled else (),
        to=to if ruled else -1,
        log_p=told(pool.log_p[row]),
        q_value=told(pool.q_value[row]),
        lift_now=told(pool.lift_now[row]),
        likeness=told(pool.likeness[row]),
    )


def told(value: np.floating) -> float | None:
    """A number, or None for nan."""
    return None if math.isnan(value) else float(value)
