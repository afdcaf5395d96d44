"""Itemsets, mined once for a file and kept for later runs that change nothing about mining."""

from __future__ import annotations

import hashlib
import json

import numpy as np

from engine.bundles.context.itemsets import Itemsets, choose_min_count, mine_itemsets, raised
from engine.bundles.context.plain import mine_plainly
from engine.bundles.context.transactions import Baskets
from engine.bundles.options import BundleOptions
from engine.jobs import in_process, in_thread
from engine.steps import Step
from engine.version import version_of


async def mine_and_keep(
    source: str, baskets: Baskets, options: BundleOptions, step: Step
) -> Itemsets:
    """The itemsets of these baskets: the kept ones, or mined now and kept.

    Args:
        source: Id of the checked table; empty keeps nothing.
        baskets: What to mine.
        options: Those that touch mining become part of the key.
        step: Counts products; a kept answer needs none.
    """
    key = _key(source, options)
    kept = await in_thread(step, step.done, key) if source else None
    if kept is not None:
        return Itemsets.from_bytes(kept)
    itemsets = await _mine(baskets, options, step)
    if source:
        await in_thread(step, step.keep, key, itemsets.to_bytes())
    return itemsets


def nothing_mined(baskets: Baskets, options: BundleOptions) -> Itemsets:
    """The itemsets of orders too few to be mined: none of any size."""
    none = np.empty(0, dtype=np.int64)
    sizes = range(1, options.max_items + 1)
    return Itemsets(
        orders=baskets.orders,
        min_count=choose_min_count(baskets.orders, options.min_support),
        sets=tuple(none.reshape(0, size) for size in sizes),
        counts=tuple(none for _ in sizes),
    )


async def _mine(baskets: Baskets, options: BundleOptions, step: Step) -> Itemsets:
    if options.miner == "bitset":
        return await in_thread(step, mine_itemsets, baskets, options, step)
    min_count = choose_min_count(baskets.orders, options.min_support)
    itemsets = await in_process(
        step,
        mine_plainly,
        baskets.order,
        baskets.item,
        baskets.orders,
        min_count,
        options.max_items,
    )
    while itemsets.total - len(itemsets.sets[0]) > options.itemset_limit:
        itemsets = itemsets.at_least(raised(itemsets.min_count))
    return itemsets


def _key(source: str, options: BundleOptions) -> str:
    touching = [
        options.until, options.min_support, options.max_items, options.itemset_limit,
        options.wholesale_items, options.miner,
    ]  # fmt: skip
    version = version_of("bundles/context")
    question = json.dumps(["itemsets", source, touching, version])
    return hashlib.sha256(question.encode()).hexdigest()
