"""Forty units that mean what they say, in every shop."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.candidates.candidate import Candidate, Unit
from engine.bundles.candidates.pool import SOURCES, TIERS
from engine.bundles.candidates.prepared import Material
from engine.bundles.objectives import OBJECTIVES, TAGS, TYPES
from engine.bundles.options import BundleOptions
from tests.bundles.makers import baskets_of
from tests.bundles.oracles import best_rule, chance_and_lift, orders_with, orders_with_any
from tests.bundles.units.makers import facts_of, groups_of_items, material_of, tags_of, units_of
from tests.bundles.units.oracles import (
    choice_of,
    orders_with_choice,
    tiers_of,
    units_in_orders,
)
from tests.bundles.units.shop import orders_of_the_shop, shop

Units = dict[tuple[str, str], Unit]
ORDERS = st.lists(
    st.dictionaries(st.integers(0, 6), st.sampled_from([1, 1, 2, 3, 6]), min_size=1),
    min_size=8,
    max_size=30,
)
SHOPS = st.fixed_dictionaries(
    {
        "tags": st.fixed_dictionaries({tag: st.sets(st.integers(0, 6)) for tag in TAGS}),
        "groups": st.lists(st.sets(st.integers(0, 6), min_size=3).map(tuple), max_size=3),
        "category": st.lists(st.sampled_from(["A", "B", None]), min_size=7, max_size=7),
        "price": st.lists(st.integers(1, 20), min_size=7, max_size=7),
        "stock": st.lists(st.sampled_from([np.nan, 0.0, 9.0]), min_size=7, max_size=7),
    }
)


@pytest.fixture(scope="module")
def made() -> Units:
    return units_of(shop())


def test_there_is_a_unit_for_every_objective_and_type_in_order(made: Units) -> None:
    assert list(made) == [(objective, kind) for objective in OBJECTIVES for kind in TYPES]
    for unit in made.values():
        assert bool(unit.candidates) != bool(unit.empty)
        assert len(unit.candidates) <= min(15, unit.considered)


def test_only_a_volume_discount_across_categories_is_impossible_here(made: Units) -> None:
    empty = {key: unit.empty for key, unit in made.items() if unit.empty}
    assert empty == {
        ("category_bundle", "VOLUME_DISCOUNT"):
        "A volume discount is for one product, which is of one category.",
    }  # fmt: skip


def test_units_are_the_same_side_by_side_and_one_after_the_other(made: Units) -> None:
    assert units_of(shop(), side_by_side=False) == made


def test_only_what_is_asked_for_is_made_and_is_the_same(made: Units) -> None:
    options = BundleOptions(objectives=("gift_box", "increase_aov"), types=("FIXED", "FBT"))
    some = units_of(shop(options=options))
    assert list(some) == [
        ("increase_aov", "FBT"), ("increase_aov", "FIXED"), ("gift_box", "FBT"),
        ("gift_box", "FIXED"),
    ]  # fmt: skip
    assert all(unit == made[key] for key, unit in some.items())


def test_the_order_of_groups_and_pairs_among_them_change_nothing(made: Units) -> None:
    assert units_of(shop(groups=groups_of_items((5, 3, 4), (6, 8), (4, 5, 3, 3)))) == made


@settings(max_examples=25)
@given(ORDERS, SHOPS)
def test_whatever_the_shop_units_mean_what_they_say(orders: list[dict], drawn: dict) -> None:
    facts = facts_of(7, orders, price=drawn["price"], stock=drawn["stock"],
                     categories=tuple(drawn["category"]))  # fmt: skip
    tags = tags_of(7, **{tag: sorted(items) for tag, items in drawn["tags"].items()})
    material = material_of(
        orders, 7, facts=facts, tags=tags, groups=groups_of_items(*drawn["groups"])
    )
    for (objective, kind), unit in units_of(material).items():
        assert bool(unit.candidates) != bool(unit.empty)
        for candidate in unit.candidates:
            assert (candidate.objective, candidate.bundle_type) == (objective, kind)
            check_plain(candidate, material)
            CHECKS[kind](candidate, material, orders)


def test_the_shop_is_judged_by_the_same_checks(made: Units) -> None:
    material, orders = shop(), orders_of_the_shop()
    for (_, kind), unit in made.items():
        for candidate in unit.candidates:
            check_plain(candidate, material)
            CHECKS[kind](candidate, material, orders)


def check_plain(candidate: Candidate, material: Material) -> None:
    """What every candidate keeps to."""
    facts, tag = material.facts, OBJECTIVES[candidate.objective].tag
    assert list(candidate.items) == sorted(set(candidate.items))
    assert len(candidate.quantities) == len(candidate.items)
    assert 0 <= candidate.fit <= 1
    assert candidate.why.endswith(".")
    assert candidate.tier in TIERS
    assert list(candidate.sources) == [name for name in SOURCES if name in candidate.sources]
    assert not any(facts.stock[item] < 1 for item in candidate.items)
    if tag:
        assert any(material.tags[tag].carried[item] for item in candidate.items)
    if candidate.objective == "category_bundle":
        assert len({facts.categories[item] for item in candidate.items} - {None}) >= 2
    if candidate.objective == "gift_box" and candidate.bundle_type in ("FIXED", "MIX_MATCH"):
        assert all(material.tags[tag].carried[item] for item in candidate.items)


def check_set(candidate: Candidate, orders: list[dict]) -> None:
    """A set's evidence is that of the orders."""
    bought, seen = [set(order) for order in orders], candidate.seen
    chance, lift = chance_and_lift(bought, candidate.items)
    confidence, to = best_rule(bought, candidate.items)
    assert seen.orders == len(orders)
    assert seen.together == len(orders_with(bought, candidate.items))
    assert seen.either == len(orders_with_any(bought, candidate.items))
    assert seen.chance == pytest.approx(float(chance))
    assert seen.lift == pytest.approx(float(lift))
    assert seen.confidence == pytest.approx(float(confidence))
    assert seen.to == to
    assert (*sorted({*seen.from_, to}),) == candidate.items
    assert set(candidate.quantities) == {1}
    assert not candidate.choose
    assert not candidate.tiers


def check_fbt(candidate: Candidate, _: Material, orders: list[dict]) -> None:
    check_set(candidate, orders)
    assert len(candidate.items) in (2, 3)
    assert (candidate.seen.lift or 0) >= 1.05
    assert (candidate.seen.confidence or 0) >= 0.15
    assert not candidate.buy
    assert not candidate.get


def check_fixed(candidate: Candidate, _: Material, orders: list[dict]) -> None:
    check_set(candidate, orders)
    assert 2 <= len(candidate.items) <= 4
    assert not candidate.buy
    assert not candidate.get


def check_bxgy(candidate: Candidate, material: Material, orders: list[dict]) -> None:
    check_set(candidate, orders)
    price = material.facts.price
    assert sorted((*candidate.buy, *candidate.get)) == list(candidate.items)
    assert len(candidate.get) == 1
    assert price[candidate.get[0]] <= sum(price[item] for item in candidate.buy)


def check_mix(candidate: Candidate, material: Material, orders: list[dict]) -> None:
    bought, items, seen = [set(order) for order in orders], candidate.items, candidate.seen
    assert 3 <= len(items) <= 8
    assert candidate.choose == choice_of(bought, items)
    assert seen.together == orders_with_choice(bought, items, candidate.choose) > 0
    assert seen.either == orders_with_choice(bought, items, 1)
    prices = [material.facts.price[item] for item in items]
    assert max(prices) <= 3.001 * min(prices)
    if candidate.objective != "category_bundle":
        assert any(set(items) <= set(group.items) for group in material.groups)


def check_volume(candidate: Candidate, material: Material, orders: list[dict]) -> None:
    units, (item,) = units_in_orders(orders, candidate.items[0]), candidate.items
    tiers = tiers_of(units)
    if candidate.tier == "heuristics":
        assert candidate.objective == "subscription_push"
        assert not tiers
        tiers = [2, 3]
    assert list(candidate.tiers) == tiers
    assert candidate.quantities == (tiers[(len(tiers) - 1) // 2],)
    assert candidate.seen.together == sum(count >= tiers[0] for count in units)
    assert candidate.seen.either == len(units)
    assert not material.facts.stock[item] < candidate.quantities[0]


CHECKS: dict[str, Callable[[Candidate, Material, list[dict]], None]] = {
    "FBT": check_fbt,
    "FIXED": check_fixed,
    "BXGY": check_bxgy,
    "MIX_MATCH": check_mix,
    "VOLUME_DISCOUNT": check_volume,
}


def test_orders_without_wholesale_are_those_that_are_counted() -> None:
    orders = orders_of_the_shop()
    baskets = baskets_of([set(order) for order in orders])
    unit = units_of(shop(baskets=baskets))[("increase_aov", "FBT")]
    assert {candidate.seen.orders for candidate in unit.candidates} == {len(orders)}
