"""The ranker: features on scales of their own, weights of the objective, novelty without order."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bundles.candidates.candidate import Candidate, Seen
from engine.bundles.decide.ranker import (
    anchor_uses,
    confidence_feature,
    inventory_feature,
    novelty_penalty,
    price_sanity_feature,
    rank_score,
)
from engine.bundles.objectives import FEATURES, OBJECTIVES
from tests.bundles.decide_scores.makers import candidate_of

NAMES = st.sampled_from(list(OBJECTIVES))
KNOWN = st.dictionaries(st.sampled_from(FEATURES), st.floats(0, 1))


def test_confidence_counts_less_where_few_orders_stand_behind_it() -> None:
    few, many = (Seen(n, 2 * n, 10_000, confidence=0.8) for n in (4, 4000))
    assert confidence_feature(few) == pytest.approx(4 / (5 + 2))
    assert confidence_feature(many) == pytest.approx(0.8, rel=1e-3)
    assert confidence_feature(Seen(0, 5, 100, confidence=0.0)) == 0
    assert confidence_feature(Seen(3, 5, 100)) is None
    assert confidence_feature(Seen(0, 0, 100, confidence=math.nan)) is None


def test_stock_that_is_not_known_says_nothing() -> None:
    assert inventory_feature([11, 10, 0]) == pytest.approx((1 + 0.7 + 0) / 3)
    assert inventory_feature([]) is None


@pytest.mark.parametrize(
    ("planned", "usual", "points"),
    [(15, 0.1, 1.0), (20, 0.1, 0.7), (30, 0.1, 0.4), (31, 0.1, 0.0), (15, 0.0, 1.0), (40, 0.3, 1)],
)
def test_a_price_is_sane_that_is_near_the_usual_one(
    planned: float, usual: float, points: float
) -> None:
    assert price_sanity_feature(planned, [usual]) == points


def test_a_price_nobody_knows_is_neither_sane_nor_not() -> None:
    assert price_sanity_feature(None, [0.1]) is price_sanity_feature(10, []) is None


@given(objective=NAMES, features=KNOWN, name=st.sampled_from(FEATURES), more=st.floats(0, 1))
def test_more_of_a_feature_never_lowers_the_score_and_more_use_never_raises_it(
    objective: str, features: dict[str, float], name: str, more: float
) -> None:
    low, high = sorted((features.get(name, 0.0), more))
    before, after = (rank_score(objective, features | {name: value}) for value in (low, high))
    if name == "novelty":
        before, after = after, before
    assert 0 <= before <= after + 1e-12 <= 1 + 1e-12


@given(objective=NAMES)
def test_all_features_at_their_best_are_the_best_score(objective: str) -> None:
    best = dict.fromkeys(FEATURES, 1.0) | {"novelty": 0.0}
    assert rank_score(objective, best) == pytest.approx(1)
    assert rank_score(objective, {}) == 0
    # What is not known weighs nothing: the rest alone decides.
    assert rank_score(objective, {"confidence": 0.6}) == pytest.approx(0.6)


def test_the_sources_weights_hold() -> None:
    features = {"confidence": 0.5, "lift": 0.2, "objective_fit": 1.0, "inventory": 0.7}
    features |= {"price_sanity": 0.4, "novelty": 0.3}
    assert rank_score("increase_aov", features) == pytest.approx(
        0.4 * 0.5 + 0.3 * 0.2 + 0.15 * 1 + 0.1 * 0.7 + 0.05 * 0.4 - 0.05 * 0.3
    )


def test_penalties_are_the_sources() -> None:
    assert [novelty_penalty(uses) for uses in range(7)] == [0, 0.1, 0.1, 0.3, 0.3, 0.5, 0.5]


@given(st.permutations(range(6)))
def test_an_anchor_is_used_by_better_candidates_whatever_their_order(order: list[int]) -> None:
    orders = [100, 50, 10, 5, 4, 3]
    plain: list[tuple[Candidate, float, int]] = [
        (candidate_of(0, 1), 0.9, 0),
        (candidate_of(0, 2), 0.8, 1),
        (candidate_of(0, 3), 0.8, 2),
        (candidate_of(1, 2), 0.7, 0),
        (candidate_of(0, 4, objective="gift_box"), 0.1, 0),
        (candidate_of(0, 5), 0.95, -1),
    ]
    mixed = [plain[place] for place in order]
    uses = anchor_uses([c for c, _, _ in mixed], [score for _, score, _ in mixed], orders)
    assert uses == [
        expected + (c.objective == "increase_aov" and 0 in c.items) for c, _, expected in mixed
    ]
