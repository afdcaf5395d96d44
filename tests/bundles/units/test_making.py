"""How units are made: counted, stopped, and the same in any currency."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest

from engine.bundles.candidates.prepared import prepare
from engine.bundles.candidates.types import fixed
from engine.bundles.candidates.units import make_unit, make_units
from engine.bundles.context.facts import Sales
from engine.bundles.options import BundleOptions
from engine.errors import Cancelled
from engine.steps import Steps
from tests.bundles.units.makers import filled_pool, material_of, resold, units_of
from tests.bundles.units.shop import shop


def test_units_are_counted_one_by_one() -> None:
    steps = Steps()
    asyncio.run(make_units(shop(), side_by_side=True, step=steps))
    view = steps.view()
    assert (view.done, view.total) == (40, 40)


@pytest.mark.parametrize("side_by_side", [True, False])
def test_a_cancelled_run_makes_no_units(
    side_by_side: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = Steps()

    def choose(*_: object) -> None:
        steps.cancel()
        steps.check()

    monkeypatch.setattr(fixed, "choose_sets", choose)
    with pytest.raises(Cancelled):
        asyncio.run(make_units(shop(), side_by_side=side_by_side, step=steps))
    # One after the other, four units come before the first of fixed sets.
    assert side_by_side or steps.view().done == 4


def test_the_currency_changes_nothing() -> None:
    material = shop()
    facts, sales = material.facts, material.sales
    dear = replace(
        material,
        facts=replace(facts, price=facts.price * 100, cost=facts.cost * 100),
        sales=resold(sales, paid=sales.paid * 100),
    )
    assert units_of(dear) == units_of(material)


def test_the_order_of_the_sales_changes_nothing() -> None:
    material = shop()
    places = np.random.default_rng(1).permutation(len(material.sales.item))
    names = ("item", "order", "day", "quantity", "paid", "customer")
    columns = {name: getattr(material.sales, name)[places] for name in names}
    shuffled = resold(material.sales, **columns)
    assert units_of(replace(material, sales=shuffled)) == units_of(material)


def test_a_shop_without_anything_is_empty_with_reasons() -> None:
    material = material_of([{0: 1.0}], 1, pool=filled_pool([]))
    units = units_of(material)
    assert len(units) == 40
    for unit in units.values():
        assert not unit.candidates
        assert unit.empty.endswith(".")


def test_what_is_bought_again_one_at_a_time_may_be_bought_two_at_a_time() -> None:
    material = shop()
    ones = resold(material.sales, quantity=_ones_but_for(material.sales, item=1))
    units = units_of(replace(material, sales=ones))
    plausible = units["subscription_push", "VOLUME_DISCOUNT"].candidates
    assert {candidate.items[0] for candidate in plausible} == {0, 2, 3, 9}
    for candidate in plausible:
        assert (candidate.tiers, candidate.quantities) == ((2, 3), (2,))
        assert (candidate.tier, candidate.seen.together) == ("heuristics", 0)
    assert not units["increase_aov", "VOLUME_DISCOUNT"].candidates


def test_without_quantities_in_the_file_none_is_guessed() -> None:
    material = shop()
    ones = resold(material.sales, quantity=np.ones(len(material.sales.item)))
    unit = units_of(replace(material, sales=ones))["subscription_push", "VOLUME_DISCOUNT"]
    assert unit.empty == "No product that is bought again is bought several at a time."


def _ones_but_for(sales: Sales, item: int) -> np.ndarray:
    """One unit in every line, but two in the first one of a product."""
    quantity = np.ones(len(sales.item))
    quantity[np.flatnonzero(sales.item == item)[0]] = 2
    return quantity


def test_quantities_are_those_of_the_orders_that_are_mined() -> None:
    orders = [*[{0: 1.0, 1: 1.0}] * 20, *[{0: 3.0}] * 5, dict.fromkeys(range(4), 50.0)]
    options = BundleOptions(wholesale_items=3, types=("VOLUME_DISCOUNT",))
    unit = units_of(material_of(orders, 4, options=options))["increase_aov", "VOLUME_DISCOUNT"]
    [candidate] = unit.candidates
    assert (candidate.items, candidate.tiers) == ((0,), (3,))
    seen = candidate.seen
    assert (seen.together, seen.either, seen.orders, seen.confidence) == (5, 25, 25, 0.2)
    assert candidate.tier == "adaptive_relax"


def test_no_volume_discount_on_more_than_there_is() -> None:
    material = shop()
    known = replace(material, options=BundleOptions(types=("VOLUME_DISCOUNT",)))
    items = {c.items[0]: c for c in units_of(known)["increase_aov", "VOLUME_DISCOUNT"].candidates}
    item, candidate = max(items.items(), key=lambda pair: pair[1].quantities)
    stock = np.full(len(material.facts), np.nan)
    for left, offered in ((candidate.quantities[0] - 1, False), (candidate.quantities[0], True)):
        stock[item] = left
        short = replace(known, facts=replace(material.facts, stock=stock.copy()))
        unit = units_of(short)["increase_aov", "VOLUME_DISCOUNT"]
        assert (item in {found.items[0] for found in unit.candidates}) == offered


def test_a_unit_is_what_it_is_alone() -> None:
    material = shop()
    unit = units_of(material)["gift_box", "BXGY"]
    assert make_unit("gift_box", "BXGY", prepare(material, Steps())) == unit


def test_what_is_always_bought_in_packs_is_not_guessed_at() -> None:
    material = shop()
    packs = resold(material.sales, quantity=np.full(len(material.sales.item), 6.0))
    unit = units_of(replace(material, sales=packs))["subscription_push", "VOLUME_DISCOUNT"]
    assert unit.empty == "No product that is bought again is bought several at a time."
