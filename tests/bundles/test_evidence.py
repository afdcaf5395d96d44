"""Evidence equals set arithmetic in plain Python; chance alone makes nothing significant."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles import BundleOptions
from engine.bundles.context.evidence import SetEvidence, gather_evidence
from engine.bundles.context.itemsets import mine_itemsets
from tests.bundles.makers import baskets_of, evidence_of, quiet, subset_counts
from tests.bundles.oracles import (
    best_rule,
    chance_and_lift,
    largest_p_given_the_rest,
    log_fraction,
    orders_with,
    orders_with_any,
)

ORDERS = st.lists(st.sets(st.integers(0, 6), min_size=1), min_size=3, max_size=30)


@settings(deadline=None, max_examples=30)
@given(orders=ORDERS, min_count=st.integers(1, 4))
def test_evidence_is_set_arithmetic(orders: list[set[int]], min_count: int) -> None:
    for sized in evidence_of(orders, min_count):
        for row, members in enumerate(sized.sets.tolist()):
            chance, lift = chance_and_lift(orders, members)
            confidence, to = best_rule(orders, members)
            assert sized.together[row] == len(orders_with(orders, members))
            assert sized.either[row] == len(orders_with_any(orders, members))
            assert sized.chance[row] == pytest.approx(float(chance))
            assert sized.lift[row] == pytest.approx(float(lift))
            assert sized.confidence[row] == pytest.approx(float(confidence))
            assert sized.to[row] == to
            exact = log_fraction(largest_p_given_the_rest(orders, members))
            assert sized.log_p[row] == pytest.approx(exact, rel=1e-9, abs=1e-9)


def test_a_set_of_three_by_hand() -> None:
    orders = [{0, 1, 2}] * 4 + [{0, 1}] * 2 + [{1, 2}] * 3 + [{0}] * 1 + [{3}] * 10
    triples = evidence_of(orders)[1]
    assert triples.sets.tolist() == [[0, 1, 2]]
    assert (triples.together[0], triples.either[0]) == (4, 10)
    assert triples.chance[0] == pytest.approx(7 * 9 * 7 / 20**2)
    assert triples.lift[0] == pytest.approx(4 * 20**2 / (7 * 9 * 7))
    assert triples.confidence[0] == pytest.approx(4 / 4)
    assert triples.to[0] == 1


def test_equal_rules_name_the_first_product() -> None:
    pairs = evidence_of([{0, 1}] * 3 + [{2}] * 3)[0]
    assert pairs.to.tolist() == [0]


def test_q_values_count_the_pairs_that_were_never_seen_together() -> None:
    orders = [{0, 1}] * 6 + [{2}, {3}, {4}, {5}] * 6
    pairs = evidence_of(orders, 6)[0]
    p_value = np.exp(pairs.log_p)
    assert len(pairs.sets) == 1
    assert pairs.q_value == pytest.approx(p_value * 15)


def test_no_pair_of_independent_products_is_significant() -> None:
    found = 0
    for seed in range(12):
        orders = _independent(seed, products=40, total=800)
        pairs = _mined(orders)
        assert len(pairs.sets) > 300
        found += int((pairs.q_value <= 0.05).sum())
    # One false one in twenty files is what .05 promises; twelve files allow two at most.
    assert found <= 2


def test_planted_pairs_are_found_among_independent_products() -> None:
    planted = [(0, 1), (2, 3), (4, 5), (6, 7)]
    orders = _independent(1, products=40, total=800)
    draw = random.Random(2)
    for pair in planted:
        for number in draw.sample(range(800), 40):
            orders[number] |= set(pair)
    pairs = _mined(orders)
    found = {tuple(row) for row in pairs.sets[pairs.q_value <= 0.05].tolist()}
    assert set(planted) <= found
    assert len(found - set(planted)) <= 1


def _independent(seed: int, products: int, total: int) -> list[set[int]]:
    """Every product is in an order by its own chance, whatever else is."""
    draw = random.Random(seed)
    shares = [0.05 + 0.1 * draw.random() for _ in range(products)]
    return [
        {item for item, share in enumerate(shares) if draw.random() < share} for _ in range(total)
    ]


def _mined(orders: list[set[int]]) -> SetEvidence:
    options = BundleOptions(min_support=5 / len(orders), max_items=2)
    itemsets = mine_itemsets(baskets_of(orders), options, quiet())
    return gather_evidence(itemsets, subset_counts(itemsets), quiet())[0]
