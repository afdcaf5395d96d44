"""A candidate: products with the role each plays in an offer, for one objective."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Seen:
    """What orders say about a candidate; None where the file cannot tell.

    Attributes:
        together: Orders that already hold the whole offer: all products of a set, `choose`
            different ones of a mix, the smallest tier's quantity or more of one product.
        either: Orders that hold any of it.
        orders: Orders that were counted.
        chance: Orders expected to hold it if products were bought independently.
        lift: together / chance.
        confidence: Of the best rule with one consequent, 0..1; for one product the share of its
            orders that hold the smallest tier's quantity, for a mix the share of the orders that
            hold any of it that hold `choose`.
        from_: Product numbers of that rule's antecedent.
        to: Its consequent, -1 where there is none.
        log_p: Natural logarithm of the one-sided p-value.
        q_value: After Benjamini-Hochberg.
        lift_now: Lift under the order weights.
        likeness: Mean cosine of the products' texts, -1..1.
    """

    together: int
    either: int
    orders: int
    chance: float | None = None
    lift: float | None = None
    confidence: float | None = None
    from_: tuple[int, ...] = ()
    to: int = -1
    log_p: float | None = None
    q_value: float | None = None
    lift_now: float | None = None
    likeness: float | None = None


@dataclass(frozen=True)
class Candidate:
    """One possible bundle.

    Attributes:
        objective: One of `OBJECTIVES`.
        bundle_type: One of `TYPES`.
        items: Product numbers, ascending.
        quantities: How many of each are in the offer at the price that is shown: 1, for
            VOLUME_DISCOUNT the middle tier's, for BXGY those bought and given.
        tier: Of `pool.TIERS`.
        sources: Of `pool.SOURCES`, in that order; the first one is the leading one.
        seen: What orders say.
        fit: 0..1, how well it does what the objective asks.
        why: The fit in one sentence.
        buy: BXGY: product numbers to be bought.
        get: BXGY: product numbers that are then cheaper or free.
        choose: MIX_MATCH: how many of the items a customer picks; 0 otherwise.
        tiers: VOLUME_DISCOUNT: quantities from which a price holds, ascending, above 1.
    """

    objective: str
    bundle_type: str
    items: tuple[int, ...]
    quantities: tuple[int, ...]
    tier: str
    sources: tuple[str, ...]
    seen: Seen
    fit: float
    why: str
    buy: tuple[int, ...] = ()
    get: tuple[int, ...] = ()
    choose: int = 0
    tiers: tuple[int, ...] = ()

    def bundle_id(self, skus: Sequence[str]) -> str:
        """An id made of what it is, whatever the product numbers."""
        roles = [sorted(skus[item] for item in items) for items in (self.items, self.buy)]
        what = [self.objective, self.bundle_type, *roles, self.choose, self.tiers]
        return hashlib.sha256(json.dumps(what).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Unit:
    """What one objective × type yielded.

    Attributes:
        objective: The objective.
        bundle_type: The type.
        candidates: Best first, 15 at most.
        considered: How many were weighed.
        empty: Why there are none, in one sentence; empty where there are some.
    """

    objective: str
    bundle_type: str
    candidates: tuple[Candidate, ...]
    considered: int
    empty: str = ""
