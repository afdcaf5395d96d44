"""Mixes: counted, chosen and weighed as the slow way does it."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.candidates.types.mixes import binomial_log_p, count_mixes
from tests.bundles.makers import baskets_of, quiet
from tests.bundles.oracles import log_fraction
from tests.bundles.units.makers import groups_of_items, prepared_of
from tests.bundles.units.oracles import (
    binomial_p,
    chance_of_choice,
    choice_of,
    orders_with_choice,
)

Orders = list[set[int]]
ORDERS = st.lists(st.sets(st.integers(0, 8), min_size=1), min_size=2, max_size=25)
MIXES = st.sets(
    st.sets(st.integers(0, 8), min_size=3, max_size=8).map(lambda mix: tuple(sorted(mix))),
    min_size=1,
    max_size=5,
)


def padded(mixes: list[tuple[int, ...]]) -> np.ndarray:
    return np.array([[*mix, *[-1] * (8 - len(mix))] for mix in mixes], dtype=np.int64)


@settings(max_examples=25)
@given(ORDERS, MIXES)
def test_mixes_are_counted_as_by_hand(orders: Orders, drawn: set[tuple[int, ...]]) -> None:
    mixes = sorted(drawn)
    counted = count_mixes({"increase_aov": padded(mixes)}, baskets_of(orders), quiet())
    made = counted["increase_aov"]
    for row, mix in enumerate(mixes):
        choose = choice_of(orders, mix)
        assert made.choose[row] == choose
        assert made.together[row] == orders_with_choice(orders, mix, choose)
        assert made.either[row] == orders_with_choice(orders, mix, 1)
        chance = chance_of_choice(orders, mix, choose)
        assert made.chance[row] == pytest.approx(float(chance * len(orders)), abs=1e-9)


@settings(max_examples=25)
@given(ORDERS, MIXES)
def test_how_likely_chance_is_agrees_with_exact_fractions(
    orders: Orders, drawn: set[tuple[int, ...]]
) -> None:
    mixes = sorted(drawn)
    made = count_mixes({"gift_box": padded(mixes)}, baskets_of(orders), quiet())["gift_box"]
    for row, mix in enumerate(mixes):
        share = chance_of_choice(orders, mix, int(made.choose[row]))
        exact = binomial_p(int(made.together[row]), len(orders), share)
        assert made.log_p[row] == pytest.approx(log_fraction(exact), abs=1e-7)
    assert (made.q_value >= np.exp(made.log_p) - 1e-12).all()


@given(st.integers(1, 60), st.data())
def test_binomial_tails_are_exact(trials: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, trials))
    share = data.draw(st.fractions(Fraction(1, 200), Fraction(199, 200), max_denominator=200))
    found = binomial_log_p(np.array([successes]), trials, np.array([float(share)]))
    exact = log_fraction(binomial_p(successes, trials, share))
    assert found[0] == pytest.approx(exact, rel=1e-9, abs=1e-7)


def test_far_tails_do_not_underflow() -> None:
    found = binomial_log_p(np.array([900]), 1000, np.array([0.001]))
    exact = log_fraction(binomial_p(900, 1000, Fraction(1, 1000)))
    assert found[0] == pytest.approx(exact, rel=1e-9)
    assert math.exp(found[0]) == 0.0


def test_what_two_objectives_share_is_counted_alike_and_what_neither_has_is_empty() -> None:
    orders = [{0, 1, 2}, {0, 1}, {2}, {3}]
    sets = {"gift_box": padded([(0, 1, 2)]), "increase_aov": padded([(0, 1, 2), (1, 2, 3)])}
    none = np.empty((0, 8), dtype=np.int64)
    made = count_mixes({**sets, "new_launch": none}, baskets_of(orders), quiet())
    assert [len(mixes) for mixes in made.values()] == [1, 2, 0]
    assert made["gift_box"].together[0] == made["increase_aov"].together[0] == 2
    assert made["gift_box"].q_value[0] == made["increase_aov"].q_value[0]
    nothing = count_mixes({"new_launch": none}, baskets_of(orders), quiet())
    assert len(nothing["new_launch"]) == 0


def test_no_mix_holds_a_bundle_that_exists() -> None:
    orders = [{0: 1, 1: 1}, {1: 1, 2: 1}, {2: 1, 3: 1, 4: 1}] * 4
    groups = groups_of_items((0, 1, 2), (2, 3, 4))
    existing = [("P0000", "P0002"), ("P0003",), ("P0003", "P0004", "unheard of")]
    plain = prepared_of(orders, 5, groups=groups).mixes["increase_aov"].sets
    left = prepared_of(orders, 5, groups=groups, existing=existing).mixes["increase_aov"].sets
    assert plain[:, :3].tolist() == [[0, 1, 2], [2, 3, 4]]
    assert left[:, :3].tolist() == [[2, 3, 4]]
