"""What each source proposes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.candidates.likeness import compare_products
from engine.bundles.candidates.sets import Proposal, best_of_each, sub_pairs, union_of
from engine.bundles.candidates.sources import likeness as likeness_room
from engine.bundles.candidates.sources import mined as mined_room
from engine.bundles.candidates.sources.likeness import from_complementary, from_similar
from engine.bundles.candidates.sources.mined import from_itemsets, from_rules, from_top_pairs
from engine.bundles.candidates.sources.model import from_model
from tests.bundles.makers import evidence_of
from tests.bundles.pool_makers import facts_of, near_of, rows_of, sets_of

ORDERS = [{0, 1}] * 20 + [{0, 1, 2}] * 10 + [{3}] * 60 + [{3, 4}] * 6 + [{4}] * 20 + [{5}] * 90


def test_mined_sets_are_significant_and_rules_are_likely_as_well() -> None:
    evidence = evidence_of(ORDERS)
    strict = [
        tuple(items)
        for sized in evidence
        for items, q, lift in zip(sized.sets.tolist(), sized.q_value, sized.lift, strict=True)
        if q <= 0.05 and lift > 1
    ]
    assert sets_of(from_itemsets(evidence, 0.05)) == strict
    assert strict == [(0, 1), (0, 2), (1, 2), (0, 1, 2)]
    assert sets_of(from_rules(evidence, 0.05)) == strict
    # At half the confidence and twice as many orders it is still significant, but no rule.
    thin = [{0, 1}] * 20 + [{0}] * 80 + [{1}] * 80 + [{2}] * 700
    assert sets_of(from_itemsets(evidence_of(thin), 0.05)) == [(0, 1)]
    assert len(from_rules(evidence_of(thin), 0.05)) == 0
    # What nearly everybody buys is likely beside anything; that is no rule either.
    common = [{0, 1}] * 400 + [{0}] * 200 + [{1}] * 200 + [{2}] * 200
    assert sets_of(from_itemsets(evidence_of(common), 0.05)) == [(0, 1)]
    assert len(from_rules(evidence_of(common), 0.05)) == 0
    assert len(from_itemsets(evidence, 0.0)) == 0


def test_of_too_many_sets_each_product_keeps_its_strongest(monkeypatch: pytest.MonkeyPatch) -> None:
    orders = [{0, 1}] * 50 + [{2, 3}] * 40 + [{4, 5}] * 9 + [{0, 1, 2}] * 30 + [{6}] * 300
    evidence = evidence_of(orders)
    every = sets_of(from_itemsets(evidence, 0.05))
    assert {(0, 1), (0, 2), (2, 3), (4, 5)} < set(every)
    monkeypatch.setattr(mined_room, "OF_EACH_PRODUCT", 1)
    monkeypatch.setattr(mined_room, "MOST_SETS", 3)
    # The weakest of all is the only one of its products.
    assert sets_of(from_itemsets(evidence, 0.05)) == [(0, 1), (2, 3), (4, 5)]


def test_top_pairs_are_those_most_orders_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mined_room, "TOP_PAIRS", 2)
    evidence = evidence_of(ORDERS)
    assert sets_of(from_top_pairs(evidence)) == [(0, 1), (0, 2)]
    assert len(from_top_pairs(())) == 0


NEAR = [
    (0, 1, 0.95), (0, 2, 0.8), (0, 3, 0.75), (0, 4, 0.72), (0, 5, 0.69), (0, 6, 0.6),
    (0, 7, 0.5), (0, 8, 0.4), (1, 2, 0.3), (1, 3, 0.29),
]  # fmt: skip


def test_similar_are_the_three_nearest() -> None:
    assert sets_of(from_similar(near_of(NEAR))) == [(0, 1), (0, 2), (0, 3)]
    assert len(from_similar(near_of([]))) == 0


def test_complementary_are_near_but_no_substitutes_twins_or_of_one_category() -> None:
    titles = ["Tea tray", "qa", "qb", "qc", "qd", "Tea tray red", "qe", "qf", "qg"]
    categories = ["x", "y", None, None, None, "y", "x", "y", "y"]
    facts = facts_of(titles, categories=categories)
    found = from_complementary(near_of(NEAR), compare_products(facts), facts)
    # 5 is a colour of 0, 6 is of its category; 7 and 8 are what is left.
    assert sets_of(found) == [(0, 7), (1, 2), (0, 8)]
    unknown = facts_of(["qh", "qa", "qb", "qc", "qd", "qi", "qe", "qf", "qg"])
    found = from_complementary(near_of(NEAR), compare_products(unknown), unknown)
    assert sets_of(found) == [(0, 5), (1, 2), (0, 6)]


def test_texts_propose_no_more_than_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness_room, "MOST_PAIRS", 1)
    assert sets_of(from_similar(near_of(NEAR))) == [(0, 1)]


def test_what_a_model_proposes_is_known_and_of_two_to_four() -> None:
    proposed = [(3, 1), (1,), (), (0, 1, 2, 3, 4), (0, 9), (-1, 2), (4, 4), (2, 0, 3, 1), (1, 1, 2)]
    assert sets_of(from_model(proposed, 5)) == [(1, 3), (0, 1, 2, 3), (1, 2)]
    assert from_model([], 5).shape == (0, 4)


SETS = st.lists(
    st.sets(st.integers(0, 5), min_size=2, max_size=4).map(sorted).map(tuple), max_size=12
)


@settings(deadline=None, max_examples=30)
@given(lists=st.lists(st.tuples(SETS, st.integers(0, 6), st.integers(-1, 6)), max_size=5))
def test_a_union_has_every_set_once_with_all_who_proposed_it(
    lists: list[tuple[list[tuple[int, ...]], int, int]],
) -> None:
    union = union_of([Proposal(rows_of(sets), source, tier) for sets, source, tier in lists])
    found = sets_of(union.items)
    assert union.items.tolist() == sorted(union.items.tolist())
    assert len(found) == len(set(found))
    assert set(found) == {items for sets, *_ in lists for items in sets}
    for items, sources, tiers in zip(found, union.sources, union.tiers, strict=True):
        by = {(source, tier) for sets, source, tier in lists if items in sets}
        assert sources == sum({1 << source for source, _ in by})
        assert tiers == sum({1 << tier for _, tier in by if tier >= 0})


@settings(deadline=None, max_examples=30)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from([0.1, 0.5, 0.9]), st.integers(0, 9)),
        unique_by=lambda row: (row[0], row[2]),
        max_size=20,
    ),
    most=st.integers(1, 3),
)
def test_the_best_of_each_come_first_by_rank(rows: list[tuple[int, float, int]], most: int) -> None:
    item, score, other = (np.array(column) for column in zip(*rows, strict=True)) if rows else (
        np.empty(0, np.int64), np.empty(0), np.empty(0, np.int64)
    )  # fmt: skip
    ranked = []
    for row in range(len(rows)):
        better = [
            one for one in rows if one[0] == rows[row][0] and (-one[1], one[2]) <
            (-rows[row][1], rows[row][2])
        ]  # fmt: skip
        if len(better) < most:
            ranked.append((len(better), -rows[row][1], rows[row][0], rows[row][2], row))
    assert best_of_each(item, score, other, most).tolist() == [row[-1] for row in sorted(ranked)]


def test_pairs_inside_sets() -> None:
    rows, pairs = sub_pairs(rows_of([(4, 7), (0, 1, 2)]))
    found = sorted(zip(rows.tolist(), map(tuple, pairs.tolist()), strict=True))
    assert found == [(0, (4, 7)), (1, (0, 1)), (1, (0, 2)), (1, (1, 2))]
