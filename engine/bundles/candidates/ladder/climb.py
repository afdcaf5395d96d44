"""The seven tiers together: what each proposes, and the strongest that speaks for each set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.holders import Holders
from engine.bundles.candidates.ladder import (
    adaptive_relax,
    cold_start,
    heuristics,
    item_similarity,
    popularity,
    smoothed_cooccurrence,
    strict_rules,
)
from engine.bundles.candidates.pairs import Pairs
from engine.bundles.candidates.pool import SOURCES, TIERS, Mask, Pool
from engine.bundles.candidates.sets import Proposal
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.transactions import Ints
from engine.bundles.options import BundleOptions
from engine.steps import Progress

_LADDER = SOURCES.index("ladder")
_LAST = len(TIERS) - 1


@dataclass(frozen=True)
class Ladder:
    """How the tiers are evaluated.

    Attributes:
        tiers: Names of `TIERS` that may speak; of a small file only some.
        bottom_up: Whether the weakest tier goes first; the answers are the same.
    """

    tiers: frozenset[str] = frozenset(TIERS)
    bottom_up: bool = True

    def order(self, *, below: int = 0) -> Sequence[int]:
        """Places of the tiers from one on, in the order in which they are evaluated."""
        places = [place for place in range(below, len(TIERS)) if TIERS[place] in self.tiers]
        return places[::-1] if self.bottom_up else places


def propose_by_tier(
    pairs: Pairs, facts: ProductFacts, ladder: Ladder, step: Progress
) -> list[Proposal]:
    """What the tiers below the first propose; the first one's sets are the mined ones.

    Args:
        pairs: Pairs that were bought together.
        facts: All products.
        ladder: Which tiers may speak, in which order.
        step: Counts tiers.
    """
    proposals = []
    for tier in ladder.order(below=1):
        proposals.append(Proposal(_propose(TIERS[tier], pairs, facts), _LADDER, tier))
        step.advance()
    return proposals


def _propose(tier: str, pairs: Pairs, facts: ProductFacts) -> Ints:
    from_pairs: dict[str, Callable[[Pairs], Ints]] = {
        "adaptive_relax": adaptive_relax.propose,
        "smoothed_cooccurrence": smoothed_cooccurrence.propose,
        "item_similarity": item_similarity.propose,
    }
    from_facts: dict[str, Callable[[ProductFacts], Ints]] = {
        "heuristics": heuristics.propose,
        "popularity": popularity.propose,
        "cold_start": cold_start.propose,
    }
    if tier in from_pairs:
        return from_pairs[tier](pairs)
    return from_facts[tier](facts)


def strongest_tier(
    pool: Pool, proposed: Ints, holders: Holders, options: BundleOptions, ladder: Ladder
) -> Ints:
    """(n,) the strongest tier that speaks for each set, 0 the strongest.

    The first four speak for every set whose counts meet their thresholds, whatever proposed it;
    the others for what they proposed. Where none does it is cold start.

    Args:
        pool: The sets and their evidence.
        proposed: (n,) bit k is set where tier k proposed the set.
        holders: How many orders hold each product.
        options: `false_discovery`.
        ladder: Which tiers may speak, and whether each one replaces those below it or leaves those
            above it.
    """
    bottom_up = ladder.bottom_up
    tier = np.full(len(pool), _LAST if bottom_up else -1, dtype=np.int64)
    for place in ladder.order():
        speaks = _speaks(place, pool, proposed, holders, options)
        tier[speaks if bottom_up else speaks & (tier < 0)] = place
    return np.where(tier < 0, _LAST, tier)


def _speaks(
    place: int, pool: Pool, proposed: Ints, holders: Holders, options: BundleOptions
) -> Mask:
    if TIERS[place] == "strict_rules":
        return strict_rules.holds(pool, options.false_discovery)
    if TIERS[place] == "adaptive_relax":
        return adaptive_relax.holds(pool, holders.orders)
    if TIERS[place] == "smoothed_cooccurrence":
        return smoothed_cooccurrence.holds(pool, holders.counts)
    if TIERS[place] == "item_similarity":
        return item_similarity.holds(pool, holders.counts)
    by_it: Mask = (proposed >> place & 1).astype(bool)
    return by_it
