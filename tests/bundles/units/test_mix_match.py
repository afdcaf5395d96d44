"""Mixes as offers: what is told of the cheapest pick, and how strong the evidence is."""

from typing import Any

import pytest

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.candidates.units import make_unit
from tests.bundles.units.makers import facts_of, groups_of_items, prepared_of, sales_of

# Of 0 to 3 every third order takes three different ones, of 40.
ORDERS = [{0: 1.0, 1: 1.0, 3: 1.0} if number % 3 == 0 else {4: 1.0} for number in range(120)]
FAMILY = groups_of_items((0, 1, 2, 3))


def mix(orders: list[dict[int, float]] = ORDERS, **said: Any) -> Candidate:
    known = prepared_of(orders, 5, groups=FAMILY, **said)
    (candidate,) = make_unit("increase_aov", "MIX_MATCH", known).candidates
    return candidate


def test_what_it_adds_is_that_of_the_cheapest_pick() -> None:
    facts = facts_of(5, ORDERS, price=(1000, 1500, 800, 900, 1))
    candidate = mix(facts=facts, sales=sales_of(ORDERS, 1000.0))
    assert (candidate.items, candidate.choose) == ((0, 1, 2, 3), 3)
    # 800, 900 and 1000 beside a median order of 1000.
    assert candidate.fit == 1
    assert candidate.why == "Beside its dearest product it adds 170 % of a usual order's value."


def test_without_prices_it_is_told_by_how_many_are_picked() -> None:
    unpriced = sales_of(ORDERS, float("nan"))
    candidate = mix(facts=facts_of(5, ORDERS, price=(-1,) * 5), sales=unpriced)
    assert candidate.fit == pytest.approx(2 / 3)
    assert candidate.why == "3 products in one order instead of one."


@pytest.mark.parametrize(
    ("several", "apart", "tier"),
    [
        (40, 0, "strict_rules"),
        (3, 9, "adaptive_relax"),
        (2, 6, "item_similarity"),
        (3, 60, "item_similarity"),
    ],
)
def test_the_tier_says_how_strong_the_evidence_is(several: int, apart: int, tier: str) -> None:
    # Some orders take 0 and 1, others one of them each; 100 take nothing of the family.
    orders = [{0: 1.0, 1: 1.0}] * several + [{0: 1.0}, {1: 1.0}] * apart + [{4: 1.0}] * 60
    candidate = mix(orders)
    assert (candidate.choose, candidate.seen.together) == (2, several)
    assert candidate.tier == tier
    either = several + 2 * apart
    assert candidate.seen.confidence == pytest.approx(several / either)
    shares = (several + apart) / len(orders)
    assert candidate.seen.chance == pytest.approx(len(orders) * shares**2)
    assert candidate.sources == ("similar",)
