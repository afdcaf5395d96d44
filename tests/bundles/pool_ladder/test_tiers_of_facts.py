"""The tiers below orders: what goes together by name, best sellers, and likeness on paper."""

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.candidates.ladder import cold_start, heuristics, popularity
from engine.bundles.candidates.ladder.complements import COMPLEMENTS, KINDS, kinds_of
from engine.bundles.context.facts import ProductFacts
from tests.bundles.pool_makers import facts_of, sets_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Red dress", "Leather belt"),
        ("Vestido rojo", "Cinturón de cuero"),
        ("Robe rouge", "Ceinture cuir"),
        ("Rotes Kleid", "Gürtel"),
        ("Stoneware mugs", "Cork coasters"),
        ("Digital camera", "50 mm lens"),
        ("Phone 12", "USB charger"),
        ("Tea towel", "Soap"),
        ("Teekanne", "Tasse mit Henkel"),
        ("Set of mugs", "Coaster"),
        ("Funda de móvil", "Teléfono"),
    ],
)
def test_what_goes_together_is_told_in_five_languages(one: str, other: str) -> None:
    assert sets_of(heuristics.propose(facts_of([one, other]))) == [(0, 1)]


def test_kinds_that_go_together_exist_and_differ() -> None:
    assert {kind for pair in COMPLEMENTS for kind in pair} <= set(KINDS)
    assert len({frozenset(pair) for pair in COMPLEMENTS}) == len(COMPLEMENTS)
    assert all(one != other for one, other in COMPLEMENTS)
    # They are kept as the bits of one number.
    assert len(KINDS) < 64


def test_a_name_goes_before_the_category() -> None:
    names = facts_of(["Red dress", "Nothing", "Belt"], categories=["Mugs", "Dresses", "Mugs"])
    assert sets_of(heuristics.propose(names)) == [(0, 2), (1, 2)]
    assert kinds_of("dresses") == kinds_of("dress") == {"dress"}
    assert kinds_of("qwerty") == frozenset()


@pytest.mark.parametrize(("first", "second", "found"), [
    (1000, 3000, True), (1000, 3001, False), (3001, 1000, False), (-1, 90000, True), (0, 0, True),
])  # fmt: skip
def test_prices_are_of_one_order(first: int, second: int, *, found: bool) -> None:
    facts = facts_of(["Red dress", "Belt"], prices=[first, second])
    assert bool(len(heuristics.propose(facts))) is found


def test_what_a_thing_is_made_for_or_coloured_like_is_not_what_it_is() -> None:
    assert len(heuristics.propose(facts_of(["Tea towel", "Mug"]))) == 0
    assert len(heuristics.propose(facts_of(["Dress with belt", "Dress"]))) == 0
    assert len(heuristics.propose(facts_of(["Wine opener", "Salt", "Rose"]))) == 0


def test_each_goes_with_the_two_best_sellers_that_share_no_kind_with_it() -> None:
    titles = ["Dress", "Belt A", "Belt B", "Belt C", "Teacup cups"]
    facts = facts_of(titles, orders=[5, 1, 9, 3, 50])
    assert set(sets_of(heuristics.propose(facts))) == {(0, 2), (0, 3)}


@pytest.mark.parametrize("propose", [heuristics.propose, popularity.propose, cold_start.propose])
@pytest.mark.parametrize("titles", [[], ["Dress"], ["qa", "qb"]])
def test_few_products_propose_nothing(propose: object, titles: list[str]) -> None:
    assert callable(propose)
    assert propose(facts_of(titles, sold=0)).shape == (0, 4)


def test_best_sellers_of_the_shop_of_late_and_of_each_category() -> None:
    facts = facts_of(
        titles=["a", "b", "c", "d", "e", "f", "g", "h"],
        sold=7,
        orders=[9, 8, 7, 6, 5, 4, 3, 99],
        recent=[1, 0, 2, 0, 0, 3, 3, 99],
        categories=["x", "x", "x", "x", "y", None, "y", "x"],
    )
    found = set(sets_of(popularity.propose(facts)))
    shop, late, categories = {(0, 1), (0, 2), (1, 2)}, {(2, 5), (2, 6), (5, 6)}, {(0, 4), (4, 6)}
    assert found == shop | late | categories


def scored(facts: ProductFacts, item: int, other: int) -> float:
    """0.5 for the category, 0.3 for the brand, 0.2 for the price."""
    score = 0.0
    for words, part in ((facts.categories, 0.5), (facts.vendors, 0.3)):
        score += part if words[item] and words[item] == words[other] else 0.0
    low, high = sorted((int(facts.price[item]), int(facts.price[other])))
    near = 1 - (high - low) / high if high > 0 else 1.0
    return score + (0.2 * near if low >= 0 else 0.0)


WORDS = st.lists(st.sampled_from(["x", "y", "", None]), min_size=8, max_size=8)


@settings(deadline=None, max_examples=30)
@given(
    categories=WORDS,
    vendors=WORDS,
    prices=st.lists(st.sampled_from([-1, 0, 100, 150, 1000]), min_size=8, max_size=8),
    orders=st.lists(st.integers(0, 7), min_size=8, max_size=8),
)
def test_cold_products_stand_beside_what_they_are_like_on_paper(
    categories: Sequence[str | None],
    vendors: Sequence[str | None],
    prices: Sequence[int],
    orders: Sequence[int],
) -> None:
    facts = facts_of(
        [f"t{item}" for item in range(8)],
        categories=categories,
        vendors=vendors,
        prices=prices,
        orders=orders,
    )
    expected = set()
    for item in range(8):
        if orders[item] >= 5:
            continue
        ranked = sorted(
            (-round(scored(facts, item, other), 12), -orders[other], other)
            for other in range(8)
            if other != item and scored(facts, item, other) > 0.4 + 1e-9
        )
        expected |= {tuple(sorted((item, other))) for *_, other in ranked[:2]}
    assert set(sets_of(cold_start.propose(facts))) == expected


def test_of_very_many_cold_products_the_latest_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cold_start, "MOST_PRODUCTS", 2)
    monkeypatch.setattr(cold_start, "_SCORES_AT_ONCE", 1)
    facts = facts_of(["a", "b", "c", "d"], categories=["x"] * 4, created=[5, 9, 7, -1],
                     orders=[0, 0, 0, 30])  # fmt: skip
    found = set(sets_of(cold_start.propose(facts)))
    assert found == {(1, 3), (0, 1), (2, 3), (0, 2)}


def test_never_more_than_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (heuristics, popularity):
        monkeypatch.setattr(room, "MOST_PAIRS", 3)
    titles = [f"{kind} {n}" for kind, n in itertools.product(("Dress", "Belt"), range(5))]
    facts = facts_of(titles, orders=list(range(1, 11)), categories=["x", "y"] * 5)
    assert len(heuristics.propose(facts)) == 3
    assert len(popularity.propose(facts)) == 3
    assert np.array_equal(heuristics.propose(facts)[0, 2:], [-1, -1])
