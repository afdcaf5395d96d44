"""Up or down the ladder: the same pool, and stronger evidence always wins."""

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles import BundleOptions
from engine.bundles.candidates.gather import gather_pool
from engine.bundles.candidates.ladder import climb
from engine.bundles.candidates.pool import SOURCES, TIERS, Pool
from engine.errors import Cancelled
from engine.steps import Steps
from tests.bundles.makers import quiet
from tests.bundles.pool_makers import facts_of, near_of, same_pool, sets_of, shop_of, vectors_of

ITEMS = 6
ORDERS = st.lists(st.sets(st.integers(0, ITEMS - 1), min_size=1), min_size=4, max_size=40)
NEAR = [(0, 1, 0.95), (0, 2, 0.5), (3, 4, 0.71), (3, 5, 0.29)]


def pool_of(orders: list[set[int]], *, bottom_up: bool = True, **rest: Any) -> Pool:
    titles = ["mug", "coaster", "qa", "qb", "qc", "qd", "qe"]
    counts = [sum(item in items for items in orders) for item in range(ITEMS)]
    facts = facts_of(
        titles,
        sold=ITEMS,
        orders=[*counts, 0],
        recent=[*counts, 0],
        categories=["x", "y", "x", "x", None, "y", "y"],
        vendors=["v"] * 7,
    )
    filled = [*orders, *({item} for item in range(ITEMS))]
    context = shop_of(filled, unsold=1, facts=facts, **rest)
    return gather_pool(context, BundleOptions(), quiet(), bottom_up=bottom_up)


def tier(pool: Pool, items: tuple[int, ...]) -> str:
    return TIERS[pool.tier[sets_of(pool.items).index(items)]]


@settings(deadline=None, max_examples=25)
@given(orders=ORDERS, proposed=st.lists(st.lists(st.integers(-1, 8), max_size=5).map(tuple)))
def test_up_or_down_the_pool_is_the_same(
    orders: list[set[int]], proposed: list[tuple[int, ...]]
) -> None:
    vectors = vectors_of([[1, number] for number in range(7)])
    known = {"proposed": proposed, "vectors": vectors, "neighbours": near_of(NEAR)}
    up = pool_of(orders, bottom_up=True, **known)
    assert same_pool(up, pool_of(orders, bottom_up=False, **known))
    found = sets_of(up.items)
    assert len(set(found)) == len(found)
    rows = up.items.tolist()
    assert rows == sorted(rows)
    assert (up.sources > 0).all()


def test_the_flag_decides_which_tier_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    plain = climb._propose

    def noted(tier: str, *rest: Any) -> Any:
        asked.append(tier)
        return plain(tier, *rest)

    monkeypatch.setattr(climb, "_propose", noted)
    pool_of([{0, 1}], bottom_up=True)
    assert asked == list(TIERS[:0:-1])
    asked.clear()
    pool_of([{0, 1}], bottom_up=False)
    assert asked == list(TIERS[1:])


def test_stronger_evidence_wins_over_whatever_proposed_a_set() -> None:
    """A mug and a coaster go together by their names; as orders say more, orders speak."""
    alone = [{item} for item in range(2, ITEMS)] * 15
    assert tier(pool_of(alone), (0, 1)) == "heuristics"
    assert tier(pool_of([*alone, {0, 1}]), (0, 1)) == "smoothed_cooccurrence"
    assert tier(pool_of([*alone, *[{0, 1}] * 3]), (0, 1)) == "adaptive_relax"
    assert tier(pool_of([*alone, *[{0, 1}] * 9]), (0, 1)) == "strict_rules"


def test_what_nothing_speaks_for_is_cold() -> None:
    alone = [{item} for item in range(ITEMS)] * 15
    pool = pool_of(alone, proposed=[(2, 4), (0, 2, 4, 6)])
    assert tier(pool, (2, 4)) == "cold_start"
    assert tier(pool, (0, 2, 4, 6)) == "cold_start"
    assert pool.sources_of(sets_of(pool.items).index((2, 4))) == ("model",)


def test_every_source_that_proposed_a_set_is_named() -> None:
    orders = [{0, 1}] * 12 + [{item} for item in range(2, ITEMS)] * 12
    pool = pool_of(orders, proposed=[(1, 0)], neighbours=near_of([(0, 1, 0.8)]))
    row = sets_of(pool.items).index((0, 1))
    assert pool.sources_of(row) == (
        "rules", "itemsets", "top_pairs", "similar", "model", "ladder",
    )  # fmt: skip
    assert "complementary" in set(SOURCES) - set(pool.sources_of(row))


def test_no_set_holds_a_bundle_that_exists() -> None:
    orders = [set(pair) for pair in itertools.combinations(range(ITEMS), 2)] * 4
    orders += [{ITEMS}] * 200
    made = [(4, 5), (0, 1, 2), (0, 1, 2, 3), (1, 2, 3), (2, 3, 4, 5)]
    context = shop_of([*orders, {0, 1, 2}], proposed=made)
    free = sets_of(gather_pool(context, BundleOptions(), quiet()).items)
    assert {(0, 1), (1, 2), (4, 5), *made} < set(free)
    known = [("P002", "P001", "P000"), ("P005", "P004"), ("P000", "gone"), ("P003",), ()]
    left = sets_of(gather_pool(replace(context, existing=known), BundleOptions(), quiet()).items)
    assert left == [
        items for items in free if not ({0, 1, 2} <= set(items) or {4, 5} <= set(items))
    ]
    assert {(0, 1), (1, 2), (1, 2, 3)} < set(left)


def test_without_dates_words_vectors_or_triples_there_is_a_pool() -> None:
    pool = gather_pool(shop_of([{0, 1}] * 6 + [{2}] * 6, max_items=2), BundleOptions(), quiet())
    assert (0, 1) in sets_of(pool.items)
    assert np.isnan(pool.likeness).all()
    assert pool.size.max() == 2


def test_progress_is_counted_to_the_end_and_a_cancel_is_noticed() -> None:
    context = shop_of([{0, 1}] * 6 + [{2}] * 6)
    with Steps()("Gather the pool") as step:
        gather_pool(context, BundleOptions(), step)
    view = step.view()
    assert view.done == view.total == len(TIERS) + 2
    steps = Steps()
    steps.cancel()
    with pytest.raises(Cancelled):
        gather_pool(context, BundleOptions(), steps)
