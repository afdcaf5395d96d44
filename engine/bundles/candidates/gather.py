"""Every source and every tier of evidence → the pool."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.bundles.candidates.holders import Holders
from engine.bundles.candidates.ladder.climb import Ladder, propose_by_tier, strongest_tier
from engine.bundles.candidates.pairs import count_pairs
from engine.bundles.candidates.pool import MOST_ITEMS, TIERS, Mask, Pool
from engine.bundles.candidates.pool_context import PoolContext
from engine.bundles.candidates.sets import Union, sub_pairs, union_of
from engine.bundles.candidates.sources.every import propose_by_source
from engine.bundles.candidates.weigh import weigh_pool
from engine.bundles.context.transactions import Ints
from engine.bundles.options import BundleOptions
from engine.steps import Progress


def gather_pool(
    context: PoolContext, options: BundleOptions, step: Progress, *, bottom_up: bool = True
) -> Pool:
    """The pool: every set that a source or a tier proposed, with its exact evidence.

    A set's tier is the strongest one whose thresholds its own counts meet, whichever source
    proposed it; where none is met, the strongest one that proposed it, else cold start.

    Args:
        context: What to draw from.
        options: `false_discovery` says which frequent sets are strict.
        step: Counts the sources, six tiers, the evidence and the strongest tiers.
        bottom_up: Whether tiers are evaluated from the weakest up, each one replacing what is
            below it, or from the strongest down, each one leaving what is above; the pool is the
            same.
    """
    step.expect(len(TIERS) + 2)
    holders = Holders(context.baskets, len(context.facts), step)
    pairs = count_pairs(holders, context.itemsets, step)
    proposals = propose_by_source(context, options, step)
    ladder = Ladder(context.tiers, bottom_up)
    proposals += propose_by_tier(pairs, context.facts, ladder, step)
    union = _without_existing(union_of(proposals), context)
    pool = weigh_pool(union, context, holders, step)
    step.advance()
    tier = strongest_tier(pool, union.tiers, holders, options, ladder)
    step.advance()
    return replace(pool, tier=tier)


def _without_existing(union: Union, context: PoolContext) -> Union:
    """Sets that hold no bundle that exists already.

    Such products are together because the shop sells them together, whatever else is with them.
    """
    keep = ~_holds_existing(union.items, context)
    return Union(union.items[keep], union.sources[keep], union.tiers[keep])


def _holds_existing(items: Ints, context: PoolContext) -> Mask:
    number = {sku: item for item, sku in enumerate(context.facts.skus)}
    whole = [skus for skus in context.existing if all(sku in number for sku in skus)]
    groups = {tuple(sorted({number[sku] for sku in skus})) for skus in whole}
    codes = [group[0] * len(number) + group[1] for group in sorted(groups) if len(group) == 2]
    rows, pairs = sub_pairs(items)
    held = np.zeros(len(items), dtype=bool)
    held[rows[np.isin(pairs[:, 0] * len(number) + pairs[:, 1], codes)]] = True
    for group in groups:
        if 2 < len(group) <= MOST_ITEMS:
            held |= np.isin(items, group).sum(axis=1) == len(group)
    return held
