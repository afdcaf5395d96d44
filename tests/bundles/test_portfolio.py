"""The portfolio: greedy reach, two uses a product, near-duplicates, and honest counts."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles import BundleOptions
from engine.bundles.candidates.from_itemsets import Candidates
from engine.bundles.decide.duplicates import is_near_duplicate
from engine.bundles.decide.gains import Gains, LazyGains
from engine.bundles.decide.portfolio import Portfolio, choose_portfolio
from engine.steps import Steps
from tests.bundles.makers import candidates_of, quiet, weights_of
from tests.bundles.oracles import greedy_by_loop

TOTAL = 12
Case = tuple[list[tuple[int, ...]], list[set[int]], list[float], list[float]]


@st.composite
def cases(draw: st.DrawFn, products: int = 6, size: int = 2) -> Case:
    """Sets, the orders that hold each, order weights, and the lives of the sets."""
    every = list(itertools.combinations(range(products), size))
    sets = sorted(draw(st.sets(st.sampled_from(every), min_size=1, max_size=10)))
    one = st.sets(st.integers(0, TOTAL - 1), max_size=TOTAL)
    held = draw(st.lists(one, min_size=len(sets), max_size=len(sets)))
    weight = draw(st.lists(st.sampled_from([0.5, 1.0, 3.0]), min_size=TOTAL, max_size=TOTAL))
    alive = st.lists(st.sampled_from([1.0, 0.5]), min_size=len(sets), max_size=len(sets))
    return sets, held, weight, draw(alive)


def portfolio_of(
    candidates: Sequence[Candidates], weight: Sequence[float], **options: Any
) -> Portfolio:
    weights = weights_of(weight)
    return choose_portfolio(candidates, weights, BundleOptions(**options), quiet())


def pairs_of(case: Case, wanted: int) -> list[int]:
    """Rows of the chosen pairs."""
    sets, held, weight, alive = case
    chosen = portfolio_of([candidates_of(sets, held, weight, alive)], weight, bundles=wanted)
    return [pick.row for pick in chosen.picks]


@settings(deadline=None, max_examples=50)
@given(case=cases(), wanted=st.integers(1, 8))
def test_the_choice_is_that_of_the_obvious_greedy(case: Case, wanted: int) -> None:
    assert pairs_of(case, wanted) == greedy_by_loop(*case, wanted)


@settings(deadline=None, max_examples=50)
@given(case=cases(), wanted=st.integers(1, 8))
def test_weighing_only_what_could_be_next_picks_the_same(case: Case, wanted: int) -> None:
    sets, held, weight, alive = case
    candidates = [candidates_of(sets, held, weight, alive)]
    options = BundleOptions(bundles=wanted)
    lazy, plain = (
        choose_portfolio(candidates, weights_of(weight), options, quiet(), lazily=lazily)
        for lazily in (True, False)
    )
    assert lazy == plain


def test_fewer_candidates_are_weighed() -> None:
    """Sets that share no order: after the first look, one is weighed for each pick."""
    orders = sp.csr_matrix(np.eye(20))
    ones = np.ones(20)
    counts = {}
    for kind in (Gains, LazyGains):
        gains = kind(orders, np.arange(1.0, 21.0), ones, ones)
        free = np.ones(20, dtype=bool)
        picks = []
        for _ in range(20):
            picks.append(gains.best(free))
            free[picks[-1]] = False
            gains.take(picks[-1])
        assert picks == list(range(19, -1, -1))
        counts[kind] = gains.weighed
    assert counts == {Gains: 20 * 20, LazyGains: 20 + 19}


@settings(deadline=None, max_examples=30)
@given(case=cases(size=3), wanted=st.integers(0, 6))
def test_larger_sets_are_chosen_among_themselves(case: Case, wanted: int) -> None:
    sets, held, weight, alive = case
    pairs = candidates_of([(0, 1)], [set(range(TOTAL))], weight)
    triples = candidates_of(sets, held, weight, alive)
    chosen = portfolio_of([pairs, triples], weight, bundles=5, larger_sets=wanted)
    assert [(pick.size, pick.row) for pick in chosen.picks] == [
        (2, 0),
        *((3, row) for row in greedy_by_loop(*case, wanted)),
    ]


@settings(deadline=None)
@given(case=cases())
def test_the_first_pick_is_the_best_single_one(case: Case) -> None:
    _, held, weight, alive = case
    singles = [
        sum(weight[order] for order in orders) * life
        for orders, life in zip(held, alive, strict=True)
    ]
    assert singles[pairs_of(case, 1)[0]] == max(singles)


@settings(deadline=None)
@given(case=cases(products=24))
def test_gains_never_rise_along_the_rank(case: Case) -> None:
    sets, held, weight, _ = case
    sets = [(2 * number, 2 * number + 1) for number in range(len(sets))]
    reached: set[int] = set()
    gains = []
    for row in pairs_of((sets, held, weight, [1.0] * len(sets)), 10):
        gains.append(sum(weight[order] for order in held[row] - reached))
        reached |= held[row]
    assert gains == sorted(gains, reverse=True)
    assert len(gains) == len(sets)


@settings(deadline=None)
@given(case=cases(), wanted=st.integers(1, 8))
def test_counts_are_those_of_distinct_orders(case: Case, wanted: int) -> None:
    sets, held, weight, alive = case
    chosen = portfolio_of([candidates_of(sets, held, weight, alive)], weight, bundles=wanted)
    reached: set[int] = set()
    for pick in chosen.picks:
        assert pick.new_orders == len(held[pick.row] - reached)
        reached |= held[pick.row]
        assert pick.reached_orders == len(reached)
    assert sum(pick.new_orders for pick in chosen.picks) == len(reached)


def test_pairs_and_larger_sets_count_their_orders_apart() -> None:
    weight = [1.0] * 6
    pairs = candidates_of([(0, 1)], [{0, 1, 2}], weight)
    triples = candidates_of([(0, 1, 2)], [{0, 1}], weight)
    chosen = portfolio_of([pairs, triples], weight)
    assert [(p.new_orders, p.reached_orders) for p in chosen.picks] == [(3, 3), (2, 2)]


def test_a_product_is_used_twice_while_there_is_a_choice() -> None:
    sets = [(0, 1), (0, 2), (0, 3), (4, 5)]
    held = [{0, 1, 2, 3}, {4, 5, 6}, {7, 8}, {9}]
    case = (sets, held, [1.0] * TOTAL, [1.0] * 4)
    assert pairs_of(case, 3) == [0, 1, 3]


def test_a_product_is_used_more_often_when_nothing_else_is_left() -> None:
    sets = [(0, 1), (0, 2), (0, 3), (4, 5)]
    held = [{0, 1, 2, 3}, {4, 5, 6}, {7, 8}, {9}]
    case = (sets, held, [1.0] * TOTAL, [1.0] * 4)
    assert pairs_of(case, 3) == [0, 1, 3]
    # The third with product 0 joins last, but adds more than the one without: ranks go by gain.
    assert pairs_of(case, 4) == [0, 1, 2, 3]


def test_a_fading_pick_leaves_some_of_its_orders_to_others() -> None:
    sets = [(0, 1), (2, 3), (4, 5)]
    held = [set(range(8)), set(range(6)), {8, 9}]
    weight = [1.0] * TOTAL
    assert pairs_of((sets, held, weight, [1.0, 1.0, 1.0]), 2) == [0, 2]
    assert pairs_of((sets, held, weight, [0.5, 0.5, 0.5]), 2) == [0, 1]


def test_equal_gains_go_to_the_heavier_then_to_the_first() -> None:
    sets = [(0, 1), (2, 3), (4, 5), (6, 7)]
    held = [{0, 1, 2, 3}, {4}, {3, 5}, {6}]
    assert pairs_of((sets, held, [1.0] * TOTAL, [1.0] * 4), 4) == [0, 2, 1, 3]


def test_sets_that_add_nothing_come_last_by_their_own_weight() -> None:
    sets = [(0, 1), (2, 3), (4, 5), (6, 7)]
    held = [{0, 1, 2, 3}, {0}, {1, 2}, {9}]
    assert pairs_of((sets, held, [1.0] * TOTAL, [1.0] * 4), 4) == [0, 3, 2, 1]


def test_no_candidates_make_an_empty_portfolio() -> None:
    nothing = candidates_of([], [], [1.0] * 3)
    assert portfolio_of([nothing], [1.0] * 3) == Portfolio((), 0)
    assert portfolio_of([nothing, nothing], [1.0] * 3).picks == ()


@pytest.mark.parametrize(
    ("items", "chosen", "expected"),
    [
        ({1, 2}, [{1, 2}], True),
        ({1, 2}, [{1, 3}, {2, 3}], False),
        ({1, 2, 3}, [{1, 2, 3, 4}], False),
        ({1, 2, 3, 4}, [{1, 2, 3, 4, 5}], False),
        ({1, 2, 3, 4, 5}, [{9}, {1, 2, 3, 4, 5, 6}], True),
        ({1, 2}, [], False),
    ],
)
def test_near_duplicates_share_more_than_four_fifths(
    items: set[int], chosen: list[set[int]], expected: bool
) -> None:
    assert is_near_duplicate(items, [frozenset(other) for other in chosen]) is expected


def test_near_duplicates_are_passed_over_and_counted() -> None:
    weight = [1.0] * 6
    pairs = candidates_of([(0, 1)], [{0}], weight)
    fives = candidates_of([(0, 1, 2, 3, 4)], [{0, 1, 2}], weight)
    sixes = candidates_of([(0, 1, 2, 3, 4, 5), (6, 7, 8, 9, 10, 11)], [{0, 1}, {4}], weight)
    chosen = portfolio_of([pairs, fives, sixes], weight)
    assert [(pick.size, pick.row) for pick in chosen.picks] == [(2, 0), (5, 0), (6, 1)]
    assert chosen.duplicates == 1


def test_the_step_expects_what_was_asked_for_and_counts_the_picks() -> None:
    steps = Steps()
    weights = weights_of([1.0] * 3)
    candidates = [candidates_of([(0, 1), (2, 3)], [{0}, {1}], [1.0] * 3)]
    choose_portfolio(candidates, weights, BundleOptions(bundles=7, larger_sets=4), steps)
    assert (steps.view().done, steps.view().total) == (2, 11)
