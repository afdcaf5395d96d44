"""Facts, pools, priors and candidates that say only what a test needs."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Seen
from engine.bundles.candidates.pool import Pool
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.transactions import Floats
from engine.bundles.decide.shrink import LiftPrior


def facts_of(count: int, **known: Any) -> ProductFacts:
    """Facts about so many products, about which nothing is known but what is said."""
    nothing, never = np.full(count, np.nan), np.full(count, -1, dtype=np.int64)
    plain: dict[str, Any] = {
        "sold": count,
        "skus": tuple(f"P{number:03}" for number in range(count)),
        "titles": tuple(f"thing {number}" for number in range(count)),
        **dict.fromkeys(("categories", "vendors", "words"), (None,) * count),
        **dict.fromkeys(("price", "list_price", "cost", "created"), never),
        **dict.fromkeys(("first_sold", "last_sold"), never),
        **dict.fromkeys(("stock", "velocity", "discount"), nothing),
        **dict.fromkeys(("orders", "recent_orders", "buyers", "returning"), 0 * never),
        "units": np.zeros(count),
        "last_day": -1,
        "recent_transactions": 0,
        "has": frozenset(),
    }
    arrays = {
        name: np.array(value, dtype=plain[name].dtype)
        if isinstance(plain[name], np.ndarray)
        else value
        for name, value in known.items()
    }
    return ProductFacts(**plain | arrays)


def pool_of(
    sets: Sequence[tuple[int, ...]],
    together: Sequence[int],
    chance: Sequence[float],
    *,
    sources: Sequence[int] | None = None,
    likeness: Sequence[float] | None = None,
) -> Pool:
    """A pool of these sets, of which only what is said matters."""
    rows = np.full((len(sets), 4), -1, dtype=np.int64)
    for row, items in enumerate(sets):
        rows[row, : len(items)] = items
    zeros, nothing = np.zeros(len(sets), dtype=np.int64), np.full(len(sets), np.nan)
    return Pool(
        items=rows,
        tier=zeros,
        sources=np.array(sources or [1] * len(sets), dtype=np.int64),
        together=np.array(together, dtype=np.int64),
        either=zeros,
        chance=np.array(chance, dtype=np.float64),
        lift=nothing,
        confidence=nothing,
        to=zeros,
        log_p=nothing,
        q_value=nothing,
        lift_now=nothing,
        alive=nothing,
        likeness=nothing if likeness is None else np.array(likeness, dtype=np.float64),
        twins=np.zeros(len(sets), dtype=bool),
    )


def prior_of(
    count: int, mean: float = 1.0, shape: float = 2.0, bands: Sequence[float] = (1.0,) * 5
) -> LiftPrior:
    """One group of products, one mean."""
    return LiftPrior(np.zeros(count, dtype=np.int64), np.array([[mean]]), np.array(bands), shape)


def candidate_of(*items: int, **known: Any) -> Candidate:
    """A candidate of these products, one of each."""
    plain: dict[str, Any] = {
        "objective": "increase_aov",
        "bundle_type": "FBT",
        "items": items,
        "quantities": (1,) * len(items),
        "tier": "strict_rules",
        "sources": ("rules",),
        "seen": Seen(0, 0, 100),
        "fit": 0.5,
        "why": "It fits.",
    }
    return Candidate(**plain | known)


def held_by(orders: Sequence[set[int]], item: int) -> Floats:
    """(orders,) 1 where an order holds the product."""
    return np.array([float(item in items) for items in orders])
