"""The pool of real files: every way of gathering it gives the same, and every row is true."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest

from engine.bundles import BundleOptions
from engine.bundles.candidates.gather import gather_pool
from engine.bundles.candidates.groups import groups_of
from engine.bundles.candidates.likeness import compare_products
from engine.bundles.candidates.neighbours import find_neighbours
from engine.bundles.candidates.pool import TIERS
from engine.bundles.candidates.pool_context import PoolContext
from engine.bundles.context.evidence import gather_evidence
from engine.bundles.context.itemsets import mine_itemsets
from engine.bundles.context.subsets import SubsetCounts
from engine.bundles.context.transactions import Baskets
from engine.bundles.context.vectors import embed_products
from engine.bundles.context.weights import weigh_orders
from engine.models.local.embed import LocalEmbed
from tests.bundles.makers import quiet
from tests.bundles.pool_makers import facts_of, same_pool, sets_of

UNSOLD = ("JUMBO BAG RED RETROSPOT NEW", "Charger")


@pytest.fixture(scope="module")
def context(two_months: Baskets) -> PoolContext:
    """Two months of Online Retail and two products that were never sold."""
    titles = [*two_months.products.titles, *UNSOLD]
    counts = np.bincount(two_months.item, minlength=len(titles)).tolist()
    facts = facts_of(titles, sold=len(titles) - len(UNSOLD), orders=counts, recent=counts)
    itemsets = mine_itemsets(two_months, BundleOptions(), quiet())
    look_up = SubsetCounts(itemsets)
    vectors = asyncio.run(embed_products(facts, LocalEmbed(), "", quiet()))
    return PoolContext(
        baskets=two_months,
        facts=facts,
        itemsets=itemsets,
        counts=look_up,
        evidence=gather_evidence(itemsets, look_up, quiet()),
        weights=weigh_orders(two_months, 60, 0.33),
        likeness=compare_products(facts),
        vectors=vectors,
        neighbours=find_neighbours(vectors, facts, use_faiss=True),
        proposed=[(0, 1), (5, len(counts) - 1)],
    )


def test_plain_ways_give_the_same_pool_and_the_same_groups(context: PoolContext) -> None:
    assert context.vectors is not None
    assert context.neighbours is not None
    fast = gather_pool(context, BundleOptions(), quiet())
    near = find_neighbours(context.vectors, context.facts, use_faiss=False)
    plain = replace(context, neighbours=near)
    assert (context.neighbours.way, near.way) == ("numpy within a bound", "numpy")
    assert same_pool(fast, gather_pool(plain, BundleOptions(), quiet(), bottom_up=False))
    groups = groups_of(context.facts, context.likeness, context.neighbours)
    assert groups == groups_of(plain.facts, plain.likeness, plain.neighbours)
    assert {group.found for group in groups} == {"twins", "family", "likeness"}
    assert all(list(group.items) == sorted(set(group.items)) for group in groups)


def test_every_tenth_row_is_what_plain_counting_says(context: PoolContext) -> None:
    pool = gather_pool(context, BundleOptions(), quiet())
    members = sets_of(pool.items)
    held: dict[int, set[int]] = {}
    lines = zip(context.baskets.item.tolist(), context.baskets.order.tolist(), strict=True)
    for item, order in lines:
        held.setdefault(item, set()).add(order)
    for row in range(0, len(pool), 10):
        orders = [held.get(item, set()) for item in members[row]]
        assert pool.together[row] == len(set.intersection(*orders))
        assert pool.either[row] == len(set.union(*orders))


def test_a_file_of_a_real_shop_has_strong_and_weak_evidence(context: PoolContext) -> None:
    pool = gather_pool(context, BundleOptions(), quiet())
    tiers = {TIERS[tier] for tier in pool.tier.tolist()}
    assert {"strict_rules", "smoothed_cooccurrence", "heuristics", "cold_start"} <= tiers
    strict = pool.take(pool.tier == 0)
    assert (strict.q_value <= 0.05).all()
    assert (strict.lift > 1).all()
    assert len(pool) > len(strict) > 300
    never_sold = (pool.items >= context.facts.sold).any(axis=1)
    assert never_sold.any()
    assert np.isnan(pool.lift[never_sold]).all()
    assert (pool.together[never_sold] == 0).all()
