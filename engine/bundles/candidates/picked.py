"""The portfolio's picks as candidates: scored, priced and worded like any other."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Seen
from engine.bundles.candidates.from_itemsets import Candidates
from engine.bundles.candidates.pool import TIERS, Pool
from engine.bundles.context.evidence import SetEvidence
from engine.bundles.decide.portfolio import Pick, Portfolio

PORTFOLIO = "increase_aov"
PAIR = 2


def picked_candidates(
    portfolio: Portfolio, sized: Sequence[Candidates], pool: Pool, orders: int
) -> tuple[Candidate, ...]:
    """One candidate a pick, in rank order.

    Args:
        portfolio: The picks.
        sized: What was picked from: candidates of two products, of three, …
        pool: Tells sources and likeness of sets.
        orders: Orders that were mined.
    """
    wanted = {
        tuple(sized[pick.size - 2].evidence.sets[pick.row].tolist()) for pick in portfolio.picks
    }
    rows = _rows_of(pool, wanted)
    return tuple(
        _candidate(sized[pick.size - 2], pick, pool, rows, orders) for pick in portfolio.picks
    )


def as_seen(evidence: SetEvidence, row: int, orders: int) -> Seen:
    """What orders say about one frequent set."""
    items, to = evidence.sets[row].tolist(), int(evidence.to[row])
    return Seen(
        together=int(evidence.together[row]),
        either=int(evidence.either[row]),
        orders=orders,
        chance=float(evidence.chance[row]),
        lift=float(evidence.lift[row]),
        confidence=float(evidence.confidence[row]),
        from_=tuple(item for item in items if item != to),
        to=to,
        log_p=float(evidence.log_p[row]),
        q_value=float(evidence.q_value[row]),
    )


def _candidate(
    found: Candidates, pick: Pick, pool: Pool, rows: dict[tuple[int, ...], int], orders: int
) -> Candidate:
    row = pick.row
    items = tuple(found.evidence.sets[row].tolist())
    seen = as_seen(found.evidence, row, orders)
    place = rows.get(items)
    likeness = float(pool.likeness[place]) if place is not None else math.nan
    return Candidate(
        objective=PORTFOLIO,
        bundle_type="FBT",
        items=items,
        quantities=(1,) * len(items),
        tier=TIERS[0],
        sources=pool.sources_of(place) if place is not None else ("itemsets",),
        seen=Seen(
            **{
                **vars(seen),
                "lift_now": float(found.lift_now[row]),
                "likeness": None if math.isnan(likeness) else likeness,
            }
        ),
        fit=1.0,
        why=_say_reach(pick, seen.together),
    )


def _say_reach(pick: Pick, together: int) -> str:
    """What it adds to those before it; pairs and larger sets are counted apart."""
    before = f"{'pair' if pick.size == PAIR else 'larger set'} ranked before it"
    if pick.new_orders == together:
        return f"None of its orders holds a {before}."
    if not pick.new_orders:
        return f"All of its orders hold a {before}, too."
    return f"{pick.new_orders:,} of its {together:,} orders hold no {before}."


def _rows_of(pool: Pool, wanted: set[tuple[int, ...]]) -> dict[tuple[int, ...], int]:
    """Where some sets stand in the pool."""
    # Only sets that begin with a wanted set's first product are looked at.
    rows = np.flatnonzero(np.isin(pool.items[:, 0], [items[0] for items in wanted]))
    found = {}
    for row, padded in zip(rows.tolist(), pool.items[rows].tolist(), strict=True):
        items = tuple(item for item in padded if item >= 0)
        if items in wanted:
            found[items] = row
    return found
