"""Scores of whole candidates: known values, bounds, and no part in the order they come in."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles import BundleOptions
from engine.bundles.candidates.candidate import Candidate, Seen
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.transactions import Ints
from engine.bundles.decide.goals import GoalSignals, goals_of
from engine.bundles.decide.scores import Basis, score_candidates
from engine.bundles.decide.verdict import Scores
from engine.bundles.objectives import GOALS, OBJECTIVES, TYPES
from tests.bundles.decide_scores.makers import candidate_of, facts_of, prior_of
from tests.bundles.makers import quiet

MAYBE = st.none() | st.floats(0, 1)


def scores_of(
    candidates: list[Candidate],
    facts: ProductFacts,
    likely: list[float | None] | None = None,
    **options: Any,
) -> tuple[Scores, ...]:
    basis = Basis(facts, prior_of(len(facts)))
    likely = likely or [None] * len(candidates)
    return score_candidates(candidates, likely, basis, BundleOptions(**options), quiet())


@st.composite
def some_candidates(draw: st.DrawFn) -> list[Candidate]:
    """Up to 12 candidates of six products, with any evidence."""
    found = []
    for items in draw(
        st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=4, unique=True), max_size=12)
    ):
        together = draw(st.integers(0, 50))
        chance = draw(st.none() | st.floats(0, 60))
        seen = Seen(
            together, together + draw(st.integers(0, 50)), 100, chance,
            confidence=draw(MAYBE), likeness=draw(st.none() | st.floats(-1, 1)),
        )  # fmt: skip
        objective = draw(st.sampled_from(list(OBJECTIVES)))
        kind = draw(st.sampled_from(TYPES))
        fit = draw(st.floats(0, 1))
        found.append(
            candidate_of(*sorted(items), objective=objective, bundle_type=kind, seen=seen, fit=fit)
        )
    return found


FACTS = facts_of(
    6,
    price=[100, 500, -1, 900, 250, 1000],
    cost=[40, -1, 10, 300, 250, 2000],
    stock=[5, 100, math.nan, 0, 11, 3],
    velocity=[0.5, 2, 0.1, math.nan, 0, 1],
    discount=[0.1, 0, math.nan, 0.4, 0.2, 0.05],
    orders=[10, 60, 5, 5, 40, 22],
    units=[10, 90, 5, 9, 40, 30],
    categories=("a", "b", "a", None, "c", "b"),
    recent_transactions=500,
)


@settings(deadline=None, max_examples=30)
@given(candidates=some_candidates(), seed=st.integers(0, 99))
def test_scores_are_within_bounds_and_the_order_of_candidates_is_none(
    candidates: list[Candidate], seed: int
) -> None:
    distinct = list({repr(c): c for c in candidates}.values())
    likely = [None if k % 3 == 0 else 7.0 * (k % 5) for k in range(len(distinct))]
    found = scores_of(distinct, FACTS, likely)
    for score in found:
        for value in (score.semantic, score.transactional, score.business):
            assert value is None or 0 <= value <= 1
        values = (score.hybrid, score.ranking, *score.features.values(), *score.goals.values())
        assert all(0 <= value <= 1 for value in values)
        assert sum(score.weights.values()) == pytest.approx(1)
        assert set(score.goals) <= set(GOALS)
    order = np.random.default_rng(seed).permutation(len(distinct)).tolist()
    mixed = scores_of([distinct[k] for k in order], FACTS, [likely[k] for k in order])
    if len({(c.objective, c.bundle_type, c.items) for c in distinct}) == len(distinct):
        assert [found[k] for k in order] == list(mixed)


@settings(deadline=None, max_examples=30)
@given(candidates=some_candidates(), times=st.sampled_from([100, 3, 7919]))
def test_a_currency_with_other_cents_changes_no_score(
    candidates: list[Candidate], times: int
) -> None:
    def scaled(money: Ints) -> Ints:
        return np.where(money > 0, money * times, money)

    dear = replace(
        FACTS,
        price=scaled(FACTS.price),
        list_price=scaled(FACTS.list_price),
        cost=scaled(FACTS.cost),
    )
    likely = [12.5] * len(candidates)
    for one, other in zip(
        scores_of(candidates, FACTS, likely), scores_of(candidates, dear, likely), strict=True
    ):
        assert other.ranking == pytest.approx(one.ranking)
        assert other.hybrid == pytest.approx(one.hybrid)
        assert other.goals == pytest.approx(one.goals)


def test_a_candidate_that_all_is_known_about() -> None:
    seen = Seen(30, 60, 100, chance=10.0, confidence=0.6, likeness=0.7)
    candidate = candidate_of(0, 5, seen=seen, fit=0.8)
    (score,) = scores_of([candidate], FACTS, [20.0])
    # A prior of 1 that counts for 2 orders: (30 + 2) / (10 + 2).
    lift = 32 / 12
    assert score.lift_shrunk == pytest.approx(lift)
    assert score.transactional == pytest.approx(math.log10(lift))
    assert score.semantic == pytest.approx(0.7**0.8)
    confidence = 30 / (50 + 2)
    margin = (1100 * 0.8 - 2040) / (1100 * 0.8)
    assert margin < 0
    # 20 % are 2.0 times the usual 10 %.
    assert score.features["price_sanity"] == 0.7
    # Fit, stock, sanity of the price, and a margin below 0, which counts as 0.
    assert score.business == pytest.approx((0.8 + 0.7 + 0.7 + 0.0) / 4)
    assert score.features["inventory"] == pytest.approx(0.7)
    assert score.features["confidence"] == pytest.approx(confidence)
    usual = (100 * 10 + 500 * 90 + 900 * 9 + 250 * 40 + 1000 * 30) / (10 + 90 + 9 + 40 + 30)
    value = confidence * 1100 * 0.8
    assert score.goals["revenue"] == pytest.approx(value / (value + usual))
    assert score.goals["margin"] == 0
    assert score.goals["inventory_risk"] == pytest.approx((5 / (5 + 45) + 3 / (3 + 90)) / 2)
    affinity = math.log10(lift)
    assert score.goals["satisfaction"] == pytest.approx((confidence + affinity) / 2)
    assert score.goals["cross_sell"] == pytest.approx(0.5 * affinity)
    assert score.goals["cannibalization"] == pytest.approx((0.5 + 0.5) / 2)


def test_where_nothing_tells_nothing_is_said() -> None:
    (score,) = scores_of([candidate_of(0, 1)], facts_of(2))
    assert score.semantic is None
    # What its like have is told, but it is no signal of orders.
    assert score.lift_shrunk == 1
    assert score.transactional is None
    assert score.goals == {}
    assert set(score.features) == {"objective_fit", "novelty"}
    assert score.weights == {"alpha": 0, "beta": 0, "gamma": 1}


def test_one_product_goes_with_nothing() -> None:
    seen = Seen(12, 40, 100, confidence=0.3)
    volume = candidate_of(0, bundle_type="VOLUME_DISCOUNT", seen=seen, quantities=(3,))
    (score,) = scores_of([volume], FACTS)
    assert score.lift_shrunk is score.transactional is None
    assert score.weights == {"alpha": 0, "beta": 0, "gamma": 1}
    assert "cross_sell" not in score.goals


def test_a_mix_is_worth_its_cheapest_pick() -> None:
    seen = Seen(12, 40, 100, chance=5.0, confidence=0.3)
    items, cheap = candidate_of(0, 1, 4, choose=2, seen=seen), candidate_of(0, 4, seen=seen)
    mix, pair = scores_of([items, cheap], FACTS)
    assert mix.goals["revenue"] == pytest.approx(pair.goals["revenue"])


def test_the_cheapest_pick_costs_what_its_own_products_cost() -> None:
    facts = facts_of(3, price=[100, 200, 900], cost=[80, 100, 10])
    seen = Seen(12, 40, 100, chance=5.0, confidence=0.3)
    (mix,) = scores_of([candidate_of(0, 1, 2, choose=2, seen=seen)], facts)
    assert mix.goals["margin"] == pytest.approx(1 - 180 / 300)


def test_what_was_never_sold_has_the_catalogs_price() -> None:
    facts = facts_of(2, price=[100, -1], list_price=[120, 300], cost=[50, 150])
    (score,) = scores_of([candidate_of(0, 1)], facts)
    assert score.goals["margin"] == pytest.approx(0.5)


def test_a_second_candidate_with_the_same_anchor_is_less_new() -> None:
    first = candidate_of(1, 4, seen=Seen(30, 60, 100, chance=10.0))
    second = replace(first, items=(1, 5), seen=Seen(20, 60, 100, chance=10.0))
    assert [s.features["novelty"] for s in scores_of([second, first], FACTS)] == [0.1, 0.0]


@given(
    confidence=MAYBE, affinity=MAYBE, held=MAYBE, discount=st.floats(0, 1),
    price=st.none() | st.floats(0, 1e6), cost=st.none() | st.floats(0, 1e6),
    stocks=st.lists(st.floats(0, 1e5), max_size=4), likeness=st.none() | st.floats(-1, 1),
)  # fmt: skip
def test_goals_are_bounded_and_absent_where_nothing_tells(
    confidence: float | None, affinity: float | None, held: float | None, discount: float,
    price: float | None, cost: float | None, stocks: list[float], likeness: float | None,
) -> None:  # fmt: skip
    known = GoalSignals(
        confidence=confidence, affinity=affinity, price=price, cost=cost, discount=discount,
        usual_price=500.0, stocks=stocks, velocities=[1.0] * len(stocks), held=held,
        categories=["a", None], likeness=likeness,
    )  # fmt: skip
    goals = goals_of(known)
    assert all(0 <= value <= 1 for value in goals.values())
    assert ("revenue" in goals) == (price is not None and confidence is not None)
    assert ("margin" in goals) == (bool(price) and cost is not None and discount < 1)
    assert ("inventory_risk" in goals) == bool(stocks)
    assert ("satisfaction" in goals) == (confidence is not None or affinity is not None)
    assert ("cross_sell" in goals) == (held is not None and affinity is not None)
    assert ("cannibalization" in goals) == (held is not None or likeness is not None)
    assert list(goals) == [name for name in GOALS if name in goals]


def test_goals_move_the_way_they_say() -> None:
    plain = GoalSignals(
        confidence=0.5, affinity=0.5, price=1000.0, cost=500.0, discount=0.1, usual_price=500.0,
        stocks=[90.0], velocities=[1.0], held=0.4, categories=["a", "a"], likeness=0.6,
    )  # fmt: skip
    before = goals_of(plain)

    def moved(name: str, **changed: Any) -> bool:
        return goals_of(replace(plain, **changed))[name] > before[name]

    assert before["inventory_risk"] == 0.5
    assert moved("revenue", price=2000.0)
    assert moved("margin", cost=100.0)
    assert moved("inventory_risk", stocks=[900.0])
    assert goals_of(replace(plain, stocks=[0.0]))["inventory_risk"] == 0
    assert moved("satisfaction", affinity=0.9)
    assert moved("cross_sell", categories=["a", "b"])
    assert moved("cannibalization", likeness=0.2)
    assert moved("cannibalization", held=0.1)
