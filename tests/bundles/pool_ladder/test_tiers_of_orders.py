"""The tiers that orders speak for: what they propose and what they hold, against plain loops."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles import BundleOptions
from engine.bundles.candidates import pairs as pairs_room
from engine.bundles.candidates.gather import gather_pool
from engine.bundles.candidates.ladder import (
    adaptive_relax,
    item_similarity,
    smoothed_cooccurrence,
)
from engine.bundles.candidates.pairs import Pairs, count_pairs
from engine.bundles.candidates.pool import TIERS
from tests.bundles.makers import quiet
from tests.bundles.pool_makers import holders_of, sets_of, shop_of
from tests.bundles.pool_oracles import (
    counted_pairs,
    is_relaxed,
    is_similar,
    is_smoothed,
    relaxed_pairs,
    similar_pairs,
    smoothed_pairs,
)

ITEMS = 7
ORDERS = st.lists(st.sets(st.integers(0, ITEMS - 1), min_size=1), min_size=4, max_size=40)
EVERY = [items for size in (2, 3, 4) for items in itertools.combinations(range(ITEMS), size)]


def pairs_of_shop(orders: list[set[int]], min_count: int) -> Pairs:
    context = shop_of(orders, min_count=min_count)
    return count_pairs(holders_of(context.baskets), context.itemsets, quiet())


@settings(deadline=None, max_examples=30)
@given(orders=ORDERS, min_count=st.integers(1, 8))
def test_each_tier_proposes_what_plain_loops_propose(
    orders: list[set[int]], min_count: int
) -> None:
    pairs = pairs_of_shop(orders, min_count)
    for propose, expected in (
        (adaptive_relax.propose, relaxed_pairs),
        (smoothed_cooccurrence.propose, smoothed_pairs),
        (item_similarity.propose, similar_pairs),
    ):
        assert set(sets_of(propose(pairs))) == expected(orders, min_count)


@settings(deadline=None, max_examples=20)
@given(orders=ORDERS, min_count=st.integers(1, 8))
def test_pairs_are_counted_once_and_exactly(orders: list[set[int]], min_count: int) -> None:
    pairs = pairs_of_shop(orders, min_count)
    found = list(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True))
    assert len(set(found)) == len(found)
    assert all(first < second for first, second in found)
    assert set(found) <= set(counted_pairs(orders, min_count))
    for pair, both in zip(found, pairs.both.tolist(), strict=True):
        assert both == sum(set(pair) <= items for items in orders)


@settings(deadline=None, max_examples=20)
@given(orders=ORDERS)
def test_a_sets_tier_is_the_strongest_whose_thresholds_it_meets(orders: list[set[int]]) -> None:
    orders = [*orders, *({item} for item in range(ITEMS))]
    pool = gather_pool(shop_of(orders, proposed=EVERY), BundleOptions(), quiet())
    assert set(sets_of(pool.items)) == set(EVERY)
    for row, items in enumerate(sets_of(pool.items)):
        tier = TIERS[pool.tier[row]]
        if pool.q_value[row] <= 0.05 and pool.lift[row] > 1:
            expected = {"strict_rules"}
        elif is_relaxed(orders, items):
            expected = {"adaptive_relax"}
        elif is_smoothed(orders, items):
            expected = {"smoothed_cooccurrence"}
        elif is_similar(orders, items):
            expected = {"item_similarity"}
        else:
            expected = {"popularity", "cold_start"}
        assert tier in expected


def test_one_order_together_is_nothing_among_hundreds() -> None:
    few = [{0, 1}, {0}, {1}, {2}, {3}] * 2
    assert (0, 1) in sets_of(smoothed_cooccurrence.propose(pairs_of_shop([*few[:-5], {0}], 5)))
    many = [{0, 1}, {0}, {1}] + [{2 + number % 5} for number in range(300)]
    assert len(pairs_of_shop(many, 5)) == 0
    twice = [{0, 1}, {0, 1}] + [{2 + number % 5} for number in range(300)]
    assert sets_of(smoothed_cooccurrence.propose(pairs_of_shop(twice, 5))) == [(0, 1)] * 2


def test_a_pair_that_chance_would_put_together_more_often_is_no_evidence() -> None:
    # Both in 30 of 40 orders, together in 20, where chance has 22.5.
    orders = [{0, 1}] * 20 + [{0}] * 10 + [{1}] * 10
    assert len(pairs_of_shop(orders, 5)) == 0
    even = [{0, 1}] * 9 + [{0}] * 9 + [{1}] * 9 + [{2}] * 9  # exactly as chance has it
    assert pairs_of_shop(even, 5).both.tolist() == [9]


def test_of_very_many_lines_the_rarest_products_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    orders = [{0, 1}] * 2 + [{0}, {2, 3}, {2, 3}, {2}] + [{4}] * 20
    for most, found in ((9, [0, 2]), (6, [0, 2]), (5, [0, 2]), (4, [0, 2]), (3, [0]), (1, [])):
        # Products 1 and 3 have two orders, 0 and 2 three; a pair is met from either side.
        monkeypatch.setattr(pairs_room, "MOST_LINES", most)
        assert sorted(pairs_of_shop(orders, 5).first.tolist()) == found


def test_equal_partners_go_by_their_number() -> None:
    orders = [{0, other} for other in (1, 2, 3, 4, 5)] * 2 + [{6}] * 40
    pairs = pairs_of_shop(orders, 50)
    every = set(sets_of(item_similarity.propose(pairs)))
    assert every == {(0, other) for other in (1, 2, 3, 4, 5)}
    by_first = replace(pairs, counts=pairs.counts * np.array([1, 30, 30, 30, 30, 30, 1]))
    assert sets_of(smoothed_cooccurrence.propose(by_first)) == [(0, 1), (0, 2), (0, 3)]


def one_pair(both: int, count: int, orders: int = 100) -> Pairs:
    numbers = (np.array([number]) for number in (0, 1, both))
    return Pairs(*numbers, counts=np.array([count, count]), orders=orders)


def test_thresholds_are_those_of_the_tiers() -> None:
    assert len(adaptive_relax.propose(one_pair(3, 15))) == 1
    assert len(adaptive_relax.propose(one_pair(3, 16))) == 0
    assert [adaptive_relax.least_orders(orders) for orders in (10, 200, 201, 1000)] == [3, 3, 4, 15]
    # (1 + 1) / (18 + 2) is a tenth.
    assert len(smoothed_cooccurrence.propose(one_pair(1, 18))) == 2
    assert len(smoothed_cooccurrence.propose(one_pair(1, 19))) == 0
    # (1/7 + 1/13) / 2 is above a tenth, (1/8 + 1/15) / 2 below.
    assert len(item_similarity.propose(one_pair(1, 7))) == 2
    assert len(item_similarity.propose(one_pair(1, 8))) == 0


def test_larger_sets_are_held_to_the_same_thresholds() -> None:
    # Each of three in six orders, all in one of them: (1/6 + 1/16) / 2 is above a tenth.
    orders = [{0, 1, 2}, *({item} for item in (0, 1, 2) for _ in range(5)), *([{3}] * 30)]
    pool = gather_pool(shop_of(orders, proposed=[(0, 1, 2)]), BundleOptions(), quiet())
    row = sets_of(pool.items).index((0, 1, 2))
    counts = holders_of(shop_of(orders).baskets).counts
    assert item_similarity.holds(pool, counts)[row]
    rarer = [*orders, *({item} for item in (0, 1, 2) for _ in range(2))]
    pool = gather_pool(shop_of(rarer, proposed=[(0, 1, 2)]), BundleOptions(), quiet())
    counts = holders_of(shop_of(rarer).baskets).counts
    assert not item_similarity.holds(pool, counts)[sets_of(pool.items).index((0, 1, 2))]
