"""Itemsets that hold up → candidates: significant, more often than chance, not twins, sellable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.bundles.candidates.floor import under_floor
from engine.bundles.candidates.likeness import Likeness
from engine.bundles.context.evidence import SetEvidence
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.transactions import Baskets, Floats, Ints
from engine.bundles.context.weights import OrderWeights, alive_of
from engine.bundles.options import BundleOptions

if TYPE_CHECKING:
    import scipy.sparse as sp

Mask = npt.NDArray[np.bool_]
LIFT_STEPS = (3.0, 2.0, 1.5, 1.2, 1.0)
CHOICE_PER_BUNDLE = 2
# A lift that only rounding keeps from a step has reached it, in whatever order orders were added.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Candidates:
    """Candidates of one size.

    Attributes:
        evidence: Their evidence, row by row.
        orders: (n, orders) sparse, 1 where the order holds the whole set.
        weighted: (n,) weight of these orders.
        lift_now: (n,) lift under the order weights.
        alive: (n,) 0..1, the chance that the set goes on being bought, by its products' trend and
            its own.
        least_lift: The weighted lift that was asked for.
        dropped: How many fell for which reason.
    """

    evidence: SetEvidence
    orders: sp.csr_matrix
    weighted: Floats
    lift_now: Floats
    alive: Floats
    least_lift: float
    dropped: dict[str, int]

    def __len__(self) -> int:
        return len(self.evidence.sets)


def choose_candidates(
    evidence: SetEvidence,
    baskets: Baskets,
    weights: OrderWeights,
    likeness: Likeness,
    options: BundleOptions,
    facts: ProductFacts | None = None,
) -> Candidates:
    """Candidates among all frequent sets of one size.

    The weighted lift asked for is 3 where that leaves a real choice, and comes down in steps
    (never to 1) where a shop's products go with one another less strongly.

    Args:
        evidence: Of the sets.
        baskets: The orders they were counted in.
        weights: What each order counts for.
        likeness: Which products are twins.
        options: What to look for.
        facts: By which a set is left out that holds what is known to be out of stock, or of which
            no price keeps the margin floor; nobody asks without.
    """
    good, dropped = _good(evidence, likeness, options, facts)
    orders = _occurrences(evidence.sets[good], baskets)
    weighted = orders @ weights.order
    lift = _weighted_lift(evidence.sets[good], weighted, weights)
    least = _least_lift(lift, options.bundles * CHOICE_PER_BUNDLE)
    strong = _reaches(lift, least)
    chosen = good[strong]
    return Candidates(
        evidence=_rows(evidence, chosen),
        orders=orders[strong],
        weighted=weighted[strong],
        lift_now=lift[strong],
        alive=_alive(evidence.sets[chosen], orders[strong], weights),
        least_lift=least,
        dropped={**dropped, "weak_lift": int((~strong).sum())},
    )


def _good(
    evidence: SetEvidence, likeness: Likeness, options: BundleOptions, facts: ProductFacts | None
) -> tuple[Ints, dict[str, int]]:
    """Rows of sets that hold up and can be sold, and how many fell for the first of the reasons."""
    sets, none = evidence.sets, np.zeros(len(evidence.sets), dtype=bool)
    reasons = {
        "not_significant": ~((evidence.q_value <= options.false_discovery) & (evidence.lift > 1)),
        "twins": likeness.twins(sets) & (options.twins == "exclude"),
        "out_of_stock": none if facts is None else (facts.stock < 1)[sets].any(axis=1),
        "under_margin_floor": none if facts is None else under_floor(sets, facts, options),
    }
    left, dropped = ~none, {}
    for reason, holds in reasons.items():
        dropped[reason] = int((left & holds).sum())
        left &= ~holds
    return np.flatnonzero(left), dropped


def _occurrences(sets: Ints, baskets: Baskets) -> sp.csr_matrix:
    """Sets × orders, 1 where the order holds the whole set."""
    import scipy.sparse as sp  # noqa: PLC0415 - costly; loaded while a file is read

    ones = np.ones(len(baskets.item), dtype=np.int8)
    shape = (len(baskets.products.skus), baskets.orders)
    held = sp.csr_matrix((ones, (baskets.item, baskets.order)), shape=shape)
    both = held[sets[:, 0]]
    for column in range(1, sets.shape[1]):
        both = both.multiply(held[sets[:, column]]).tocsr()
    return both.astype(np.float64)


def _weighted_lift(sets: Ints, weighted: Floats, weights: OrderWeights) -> Floats:
    total = weights.order.sum()
    shares = weights.product / total
    chance = np.full(len(sets), total)
    for column in range(sets.shape[1]):
        chance = chance * shares[sets[:, column]]
    lift: Floats = weighted / chance
    return lift


def _least_lift(lift: Floats, wanted: int) -> float:
    """The strictest step that leaves as many candidates as wanted, else the last."""
    for step in LIFT_STEPS:
        if int(_reaches(lift, step).sum()) >= wanted:
            return step
    return LIFT_STEPS[-1]


def _reaches(lift: Floats, step: float) -> Mask:
    """Which lifts are at a step or above it; at the last one, 1, only what is above."""
    if step == LIFT_STEPS[-1]:
        return lift > step * (1 + ROUNDING)
    return lift >= step * (1 - ROUNDING)


def _alive(sets: Ints, orders: sp.csr_matrix, weights: OrderWeights) -> Floats:
    return alive_of(sets, orders @ weights.recency, orders @ weights.recent, weights)


def _rows(evidence: SetEvidence, rows: Ints) -> SetEvidence:
    return SetEvidence(**{name: values[rows] for name, values in vars(evidence).items()})
