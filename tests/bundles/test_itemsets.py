"""The miner finds exactly the sets that counting one by one finds."""

import itertools
import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles import BundleOptions
from engine.bundles.context import itemsets as rooms
from engine.bundles.context.itemsets import Itemsets, choose_min_count, mine_itemsets
from tests.bundles.makers import baskets_of, counted_of, quiet
from tests.bundles.oracles import every_frequent_set

ORDERS = st.lists(st.sets(st.integers(0, 7), min_size=1, max_size=6), min_size=1, max_size=24)


def mine(orders: list[set[int]], min_count: int, max_items: int = 4) -> Itemsets:
    options = BundleOptions(min_support=min_count / len(orders), max_items=max_items)
    return mine_itemsets(baskets_of(orders), options, quiet())


@settings(deadline=None, max_examples=50)
@given(orders=ORDERS, share=st.floats(0.01, 1.0), max_items=st.integers(2, 4))
def test_all_sets_are_found_with_their_counts(
    orders: list[set[int]], share: float, max_items: int
) -> None:
    min_count = max(1, round(share * len(orders)))
    mined = mine(orders, min_count, max_items)
    assert mined.min_count == min_count
    assert len(mined.sets) == len(mined.counts) == max_items
    assert counted_of(mined) == every_frequent_set(orders, min_count, max_items)


@settings(deadline=None, max_examples=30)
@given(orders=ORDERS)
def test_rows_ascend_and_counts_never_grow_with_the_set(orders: list[set[int]]) -> None:
    mined = mine(orders, 1)
    for rows in mined.sets:
        assert rows.tolist() == sorted(rows.tolist())
        assert (np.diff(rows, axis=1) > 0).all()
    counted = counted_of(mined)
    for members, count in counted.items():
        for left_out in members if len(members) > 1 else ():
            assert counted[tuple(m for m in members if m != left_out)] >= count


@pytest.mark.parametrize("total", [1, 2, 63, 64, 65, 127, 128, 129, 192])
def test_orders_at_the_border_of_a_64_bit_word_count(total: int) -> None:
    draw = random.Random(total)
    orders = [set(draw.sample(range(6), draw.randint(1, 5))) for _ in range(total)]
    orders[-1] = {0, 1, 2, 3}
    orders[0] = {0, 1, 2, 3}
    mined = mine(orders, 1)
    assert counted_of(mined) == every_frequent_set(orders, 1, 4)


def test_pairs_are_complete_across_blocks_of_products(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "PAIR_BLOCK", 3)
    draw = random.Random(5)
    orders = [set(draw.sample(range(11), 4)) for _ in range(60)]
    assert counted_of(mine(orders, 2)) == every_frequent_set(orders, 2, 4)


def test_a_rare_product_between_frequent_ones_shifts_no_number() -> None:
    orders = [{0, 2, 4, 6}] * 5 + [{1, 3, 5}]
    assert counted_of(mine(orders, 5)) == every_frequent_set(orders, 5, 4)


def test_nothing_frequent_leaves_empty_sets_of_every_size() -> None:
    mined = mine([{0, 1}, {2, 3}], 2)
    assert [rows.shape for rows in mined.sets] == [(0, 1), (0, 2), (0, 3), (0, 4)]
    assert mined.total == 0


def test_too_many_sets_raise_the_support_and_stay_complete() -> None:
    draw = random.Random(3)
    orders = [set(draw.sample(range(18), 9)) for _ in range(60)]
    options = BundleOptions(min_support=2 / 60, itemset_limit=1_000)
    mined = mine_itemsets(baskets_of(orders), options, quiet())
    full = every_frequent_set(orders, 2, 4)
    assert len(full) > 1_000
    assert mined.min_count > 2
    assert 100 < mined.total <= 1_000
    assert counted_of(mined) == {row: n for row, n in full.items() if n >= mined.min_count}


def test_too_many_pairs_alone_raise_the_support() -> None:
    everything = set(range(60))
    orders = [everything] * 3 + [{0, 1, 2}] * 9
    options = BundleOptions(min_support=2 / 12, max_items=2, itemset_limit=1_000)
    mined = mine_itemsets(baskets_of(orders), options, quiet())
    assert mined.min_count > 3
    assert counted_of(mined) == every_frequent_set(orders, 12, 2)


@pytest.mark.parametrize(
    ("orders", "min_support", "expected"),
    [
        (20, 0.0, 5),
        (1_000, 0.0, 5),
        (1_001, 0.0, 6),
        (20_000, 0.0, 100),
        (102_400, 0.0, 512),
        (1_000_000, 0.0, 1_600),
        (100, 0.07, 7),
        (300, 0.01, 3),
        (1_000, 0.0035, 4),
        (10, 0.001, 1),
        (10, 1.0, 10),
    ],
)
def test_least_count(orders: int, min_support: float, expected: int) -> None:
    assert choose_min_count(orders, min_support) == expected


@settings(deadline=None)
@given(orders=st.integers(1, 5_000_000))
def test_least_count_is_half_a_percent_then_the_root_and_never_below_five(orders: int) -> None:
    share = orders / 200
    root = 1.6 * math.sqrt(orders)
    assert choose_min_count(orders) == max(5, math.ceil(min(share, root) - 1e-9))
    assert choose_min_count(orders) <= choose_min_count(orders + 1)


@settings(deadline=None)
@given(count=st.integers(1, 500), orders=st.integers(500, 100_000))
def test_a_share_that_is_a_whole_count_is_that_count(count: int, orders: int) -> None:
    assert choose_min_count(orders, count / orders) == count


@settings(deadline=None, max_examples=20)
@given(orders=ORDERS, max_items=st.integers(2, 4))
def test_bytes_hold_the_same_itemsets(orders: list[set[int]], max_items: int) -> None:
    mined = mine(orders, 2 if len(orders) > 1 else 1, max_items)
    again = Itemsets.from_bytes(mined.to_bytes())
    assert (again.orders, again.min_count) == (mined.orders, mined.min_count)
    for kept, made in itertools.chain(
        zip(again.sets, mined.sets, strict=True), zip(again.counts, mined.counts, strict=True)
    ):
        assert kept.dtype == made.dtype
        assert np.array_equal(kept, made)
        assert kept.shape == made.shape
