"""Candidates: significant, more often together than chance, no twins; the rest is counted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles import BundleOptions
from engine.bundles.candidates.floor import under_floor
from engine.bundles.candidates.from_itemsets import Candidates, _reaches, choose_candidates
from engine.bundles.candidates.likeness import compare_products
from engine.bundles.context.evidence import SetEvidence
from engine.bundles.decide.price.terms import Floor, Part, Terms
from engine.bundles.objectives import OBJECTIVES
from tests.bundles.decide_scores.makers import facts_of
from tests.bundles.makers import baskets_of, evidence_of, products_of, weights_of
from tests.bundles.oracles import orders_with

STEPS = (3.0, 2.0, 1.5, 1.2, 1.0)


def choose(
    orders: Sequence[set[int]],
    evidence: SetEvidence,
    *,
    weight: Sequence[float] | None = None,
    trend: Sequence[float] | None = None,
    recent: Sequence[int] = (),
    titles: Sequence[str] | None = None,
    **options: Any,
) -> Candidates:
    products = max(item for items in orders for item in items) + 1
    titles = titles or [f"thing {chr(97 + number)}" for number in range(products)]
    baskets = baskets_of(orders, products=products_of(titles))
    weights = weights_of(weight or [1.0] * len(orders), trend or [1.0] * products, recent, baskets)
    likeness = compare_products(baskets.products)
    return choose_candidates(evidence, baskets, weights, likeness, BundleOptions(**options))


def certain(evidence: SetEvidence) -> SetEvidence:
    """The same evidence, all of it significant."""
    return replace(evidence, q_value=np.zeros(len(evidence.sets)))


def sets_of(candidates: Candidates) -> list[list[int]]:
    return candidates.evidence.sets.tolist()


def shop_with_lifts(*shares: tuple[int, int]) -> list[set[int]]:
    """Orders of pair k: sold (both, each) times among 400 orders, its products alone otherwise."""
    orders: list[set[int]] = []
    for number, (both, each) in enumerate(shares):
        first, second = 2 * number, 2 * number + 1
        orders += [{first, second}] * both + [{first}, {second}] * (each - both)
    rest = 2 * len(shares)
    return orders + [{rest}] * (400 - len(orders))


def test_only_sets_within_the_false_discovery_level_are_candidates() -> None:
    orders = shop_with_lifts((10, 12), (10, 12), (10, 12))
    evidence = replace(evidence_of(orders)[0], q_value=np.array([0.05, 0.0501, 0.001]))
    assert sets_of(choose(orders, evidence)) == [[0, 1], [4, 5]]
    assert sets_of(choose(orders, evidence, false_discovery=0.01)) == [[4, 5]]
    assert choose(orders, evidence).dropped == {
        "not_significant": 1, "twins": 0, "out_of_stock": 0, "under_margin_floor": 0,
        "weak_lift": 0,
    }  # fmt: skip


def offered(**known: Any) -> Candidates:
    """Candidates of two sure pairs, 0 + 1 and 2 + 3, of whose products this is known."""
    orders = shop_with_lifts((10, 12), (10, 12))
    baskets = baskets_of(orders, products=products_of([f"thing {c}" for c in "abcde"]))
    evidence = certain(evidence_of(orders)[0])
    weights = weights_of([1.0] * len(orders), [1.0] * 5, baskets=baskets)
    likeness = compare_products(baskets.products)
    facts = facts_of(5, **known)
    return choose_candidates(evidence, baskets, weights, likeness, BundleOptions(), facts)


def test_what_is_out_of_stock_is_no_candidate_and_is_counted() -> None:
    found = offered(stock=[np.nan, 0, 9, 1, 0])
    assert sets_of(found) == [[2, 3]]
    assert found.dropped["out_of_stock"] == 1


def test_what_keeps_no_margin_at_full_price_is_no_candidate_and_is_counted() -> None:
    # 115 for 90 left of 100 by a code: the floor of a cost of 90 is a price of 115.
    prices = [15, 100, -1, 14, 9]
    found = offered(price=prices, list_price=[9, 9, 100, 9, 9], cost=[45, 45, 45, 45, 0])
    assert sets_of(found) == [[0, 1]]
    assert found.dropped["under_margin_floor"] == 1
    assert sets_of(offered(price=prices, cost=[90, 90, 90, -1, 0])) == [[2, 3]]
    assert len(offered(price=prices)) == len(offered(cost=[90] * 5)) == 2


@given(
    money=st.lists(st.tuples(st.integers(-1, 60), st.integers(-1, 40)), min_size=2, max_size=2),
    margin=st.sampled_from([0, 15, 12.3]),
    code=st.sampled_from([0, 10, 33.3]),
)
def test_a_set_is_under_the_floor_where_it_can_have_no_price(
    money: list[tuple[int, int]], margin: float, code: float
) -> None:
    prices, costs = zip(*money, strict=True)
    facts = facts_of(2, price=prices, cost=costs)
    options = BundleOptions(margin_floor_pct=margin, stacked_code_pct=code)
    parts = [Part(item, 1, prices[item], costs[item]) for item in (0, 1)]
    known = min(prices) > 0 and min(costs) >= 0
    possible = not known or Terms.of(parts, Floor(margin, code), OBJECTIVES["gift_box"]).possible
    assert under_floor(np.array([[0, 1]]), facts, options).tolist() == [not possible]


def test_sets_that_chance_predicts_are_no_candidates_however_small_q_is() -> None:
    orders = [{0, 1}] * 10 + [{0}, {1}] * 10 + [{2}] * 10
    evidence = certain(evidence_of(orders)[0])
    assert evidence.lift == pytest.approx([1.0])
    assert sets_of(choose(orders, replace(evidence, lift=np.array([1.0])))) == []


@pytest.mark.parametrize(
    ("shares", "least", "kept"),
    [
        # Both, each, of 400 orders: lift = 400 · both / each².
        ([(30, 40), (30, 40), (27, 60)], 3.0, 3),
        ([(30, 40), (30, 40), (26, 60)], 3.0, 2),
        ([(30, 40), (26, 60), (10, 45)], 2.0, 2),
        ([(30, 40), (14, 60), (7, 45)], 1.5, 2),
        ([(30, 40), (12, 60), (6, 45)], 1.2, 2),
        ([(30, 40), (10, 60), (6, 45)], 1.0, 3),
        ([(30, 40), (8, 60), (6, 45)], 1.0, 2),
    ],
)
def test_the_lift_asked_for_comes_down_until_there_is_a_choice(
    shares: list[tuple[int, int]], least: float, kept: int
) -> None:
    orders = shop_with_lifts(*shares)
    chosen = choose(orders, certain(evidence_of(orders)[0]), bundles=1)
    assert (chosen.least_lift, len(chosen)) == (least, kept)


@pytest.mark.parametrize(("twins", "kept"), [("exclude", [[2, 3]]), ("allow", [[0, 1], [2, 3]])])
def test_twins_are_kept_out_unless_they_are_allowed(twins: str, kept: list[list[int]]) -> None:
    orders = shop_with_lifts((10, 12), (10, 12))
    titles = ["Mug red", "Mug blue", "Teapot", "Tray", "Box"]
    chosen = choose(orders, certain(evidence_of(orders)[0]), titles=titles, twins=twins)
    assert sets_of(chosen) == kept
    assert chosen.dropped["twins"] == 2 - len(kept)


def test_a_set_counts_as_insignificant_before_it_counts_as_twins() -> None:
    orders = shop_with_lifts((10, 12))
    evidence = replace(evidence_of(orders)[0], q_value=np.array([0.9]))
    chosen = choose(orders, evidence, titles=["Mug red", "Mug blue", "Box"])
    assert {reason: sets for reason, sets in chosen.dropped.items() if sets} == {
        "not_significant": 1
    }


def test_old_orders_lift_a_set_less_than_new_ones() -> None:
    orders = [{0, 1}] * 10 + [{0}, {1}] * 5 + [{2}] * 80
    weight = [0.1] * 10 + [1.0] * 10 + [1.02] * 80
    chosen = choose(orders, certain(evidence_of(orders)[0]), weight=weight)
    total = sum(weight)
    assert chosen.weighted == pytest.approx([1.0])
    assert chosen.lift_now == pytest.approx([1.0 * total / 6.0**2])


def test_a_set_that_is_now_as_common_as_chance_has_a_weak_lift() -> None:
    orders = [{0, 1}, {0}, {1}, {2}]
    evidence = replace(certain(evidence_of(orders)[0]), lift=np.array([1.5]))
    chosen = choose(orders, evidence)
    assert len(chosen) == 0
    assert {reason: sets for reason, sets in chosen.dropped.items() if sets} == {"weak_lift": 1}


def test_fading_products_shorten_a_sets_life() -> None:
    orders = [{0, 1, 2}] * 10 + [{3}] * 30
    pairs, triples, _ = (certain(sized) for sized in evidence_of(orders))
    trend = [0.25, 1.0, 8.0, 1.0]
    assert choose(orders, pairs, trend=trend).alive == pytest.approx([0.5, 1.0, 1.0])
    assert choose(orders, triples, trend=[0.25, 1.0, 0.5, 1.0]).alive == pytest.approx([0.5])


def test_a_set_that_fades_while_its_products_go_on_has_a_shorter_life() -> None:
    orders = [{0, 1}] * 10 + [{0}, {1}] * 10 + [{2, 3}] * 10 + [{4}] * 40
    pairs = certain(evidence_of(orders)[0])
    recent = range(10, 40)  # none of them holds 0 and 1, all of them that hold 2 and 3 do
    fading, rising = choose(orders, pairs, recent=recent).alive
    # Ten of eighty orders by age, none of thirty lately, among a thousand that keep to the share.
    assert fading == pytest.approx((1000 * 0.125 + 0) / (1000 + 30) / 0.125)
    assert rising == 1.0


def test_no_sets_give_no_candidates() -> None:
    orders = [{0}, {1}, {2}]
    for sized in evidence_of(orders):
        chosen = choose(orders, sized)
        assert len(chosen) == 0
        assert chosen.orders.shape == (0, 3)
        assert sum(chosen.dropped.values()) == 0


def test_a_lift_that_only_rounding_keeps_from_a_step_has_reached_it() -> None:
    """1.5 as sums and products of floats give it may be a hair below 1.5."""
    hair = np.nextafter(1.5, 0)
    assert hair < 1.5
    assert _reaches(np.array([hair, 1.49, 1.5]), 1.5).tolist() == [True, False, True]
    assert _reaches(np.array([np.nextafter(1, 2), 1.0, 1.01]), 1.0).tolist() == [False, False, True]


@settings(deadline=None, max_examples=30)
@given(
    orders=st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=5, max_size=30),
    bundles=st.integers(1, 8),
    twins=st.sampled_from(["exclude", "allow"]),
    data=st.data(),
)
def test_candidates_are_those_that_pass_every_test(
    orders: list[set[int]], bundles: int, twins: str, data: st.DataObject
) -> None:
    weight = data.draw(st.lists(st.sampled_from([0.5, 1.0, 2.0]), min_size=30, max_size=30))
    weight = weight[: len(orders)]
    titles = ["Mug red", "Mug blue", "Tray", "Box", "Lamp small", "Lamp big"]
    for sized in evidence_of(orders):
        drawn = st.lists(
            st.sampled_from([0.01, 0.5]), min_size=len(sized.sets), max_size=len(sized.sets)
        )
        evidence = replace(sized, q_value=np.array(data.draw(drawn)))
        chosen = choose(
            orders, evidence, weight=weight, titles=titles, bundles=bundles, twins=twins
        )
        good = [
            members
            for members, q_value, lift in zip(
                evidence.sets.tolist(), evidence.q_value, evidence.lift, strict=True
            )
            if q_value <= 0.05 and lift > 1
            if twins == "allow" or not ({0, 1} <= set(members) or {4, 5} <= set(members))
        ]
        lifts = [_weighted_lift(orders, weight, members) for members in good]
        least = next(
            (s for s in STEPS if sum(lift >= s - 1e-12 for lift in lifts) >= 2 * bundles), 1.0
        )
        strong = [
            members
            for members, lift in zip(good, lifts, strict=True)
            if lift >= least - 1e-12 and (lift > 1 + 1e-12 or least > 1)
        ]
        assert chosen.least_lift == least
        assert [m for m in sets_of(chosen) if not _is_one(orders, weight, m)] == [
            m for m in strong if not _is_one(orders, weight, m)
        ]
        assert len(chosen) + sum(chosen.dropped.values()) == len(evidence.sets)
        held = [set(row.nonzero()[0].tolist()) for row in chosen.orders.toarray()]
        assert held == [orders_with(orders, members) for members in sets_of(chosen)]


def _weighted_lift(
    orders: Sequence[set[int]], weight: Sequence[float], members: list[int]
) -> float:
    total = sum(weight)
    chance = total
    for item in members:
        chance *= sum(weight[order] for order in orders_with(orders, [item])) / total
    return sum(weight[order] for order in orders_with(orders, members)) / chance


def _is_one(orders: Sequence[set[int]], weight: Sequence[float], members: list[int]) -> bool:
    """Whether rounding alone says if a lift is above 1."""
    return abs(_weighted_lift(orders, weight, members) - 1) < 1e-9
