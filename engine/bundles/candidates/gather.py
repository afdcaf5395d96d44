"""Every source and every tier of evidence → the pool."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.bundles.candidates.holders import Holders
from engine.bundles.candidates.ladder.climb import propose_by_tier, strongest_tier
from engine.bundles.candidates.pairs import count_pairs
from engine.bundles.candidates.pool import Mask, Pool
from engine.bundles.candidates.pool_context import PoolContext
from engine.bundles.candidates.sets import Union, sub_pairs, union_of
from engine.bundles.candidates.sources.every import propose_by_source
from engine.bundles.candidates.weigh import weigh_pool
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
        step: Counts sources and tiers.
        bottom_up: Whether tiers are evaluated from the weakest up, each one replacing what is
            below it, or from the strongest down, each one leaving what is above; the pool is the
            same.
    """
    holders = Holders(context.baskets, len(context.facts), step)
    pairs = count_pairs(holders, context.itemsets, step)
    proposals = propose_by_source(context, options, step)
    proposals += propose_by_tier(pairs, context.facts, step, bottom_up=bottom_up)
    union = _without_existing(union_of(proposals), context)
    pool = weigh_pool(union, context, holders, step)
    tier = strongest_tier(pool, union.tiers, holders, options, bottom_up=bottom_up)
    return replace(pool, tier=tier)


def _without_existing(union: Union, context: PoolContext) -> Union:
    """Sets that hold no two products of a bundle that exists already.

    Such products are together because the shop sells them together, whatever else is with them.
    """
    keep = ~_holds_existing(union, context)
    return Union(union.items[keep], union.sources[keep], union.tiers[keep])


def _holds_existing(union: Union, context: PoolContext) -> Mask:
    number = {sku: item for item, sku in enumerate(context.facts.skus)}
    known = [sorted({number[sku] for sku in skus if sku in number}) for skus in context.existing]
    codes = {
        first * len(number) + second
        for items in known
        for place, first in enumerate(items)
        for second in items[place + 1 :]
    }
    held = np.zeros(len(union.items), dtype=bool)
    rows, pairs = sub_pairs(union.items)
    code = pairs[:, 0] * len(number) + pairs[:, 1]
    held[rows[np.isin(code, np.array(sorted(codes), dtype=np.int64))]] = True
    return held
