"""Quantities and tiers: as the slow way finds them, whatever the order of the lines."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.candidates.types.quantities import Quantities, gather_quantities
from engine.bundles.candidates.types.volume import middle_tier
from engine.bundles.context.facts import Sales
from tests.bundles.makers import quiet
from tests.bundles.units.makers import sales_of
from tests.bundles.units.oracles import tiers_of, units_in_orders

UNITS = st.sampled_from([1, 1, 1, 2, 2, 3, 4, 6, 12, 24, 119, 120, 500])
ORDERS = st.lists(st.dictionaries(st.integers(0, 3), UNITS, min_size=1), min_size=1, max_size=60)


def gathered(orders: list[Mapping[int, float]]) -> Quantities:
    return gather_quantities(sales_of(orders), quiet())


@settings(max_examples=30)
@given(ORDERS)
def test_tiers_are_the_quantities_most_taken_above_the_usual_one(
    orders: list[Mapping[int, float]],
) -> None:
    found = gathered(orders)
    bought = {item: units_in_orders(orders, item) for item in range(4)}
    assert found.item.tolist() == [item for item in bought if len(bought[item]) >= 5]
    assert found.orders == len(orders)
    for row, item in enumerate(found.item.tolist()):
        tiers = tiers_of([min(units, 120) for units in bought[item]])
        assert [tier for tier in found.tiers[row].tolist() if tier > 0] == tiers
        reached = [sum(units >= tier for units in bought[item]) for tier in tiers]
        assert found.reached[row].tolist() == reached + [0] * (3 - len(tiers))
        assert found.buyers[row] == len(bought[item])
        assert found.several[row] == sum(units > 1 for units in bought[item])


@settings(max_examples=30)
@given(ORDERS, st.randoms(use_true_random=False))
def test_lines_in_any_order_and_lines_twice_make_no_difference(
    orders: list[Mapping[int, float]], random: object
) -> None:
    sales = sales_of(orders)
    # Every line of several units is split in two, and all are shuffled.
    split = np.repeat(np.arange(len(sales.item)), np.where(sales.quantity > 1, 2, 1))
    units = sales.quantity[split].copy()
    second = np.flatnonzero(np.append(False, split[1:] == split[:-1]))
    units[second], units[second - 1] = 1, units[second] - 1
    places = list(range(len(split)))
    random.shuffle(places)  # type: ignore[attr-defined]
    lines = split[places]
    shuffled = Sales(
        item=sales.item[lines],
        order=sales.order[lines],
        day=sales.day[lines],
        quantity=units[places],
        paid=sales.paid[lines],
        customer=sales.customer[lines],
    )
    made, plain = gather_quantities(shuffled, quiet()), gathered(orders)
    for name, values in vars(plain).items():
        assert np.array_equal(getattr(made, name), values), name


def test_what_is_weighed_has_no_quantities() -> None:
    orders = [{0: 0.75, 1: 2.0}, {0: 2.0, 1: 2.0}] * 5
    assert gathered(orders).item.tolist() == [1]


@pytest.mark.parametrize(("reached", "sure"), [(20, True), (8, False), (0, False)])
def test_a_tier_is_sure_when_the_sample_is_large_enough(reached: int, sure: bool) -> None:
    # 20 of 100 are 1 in 20 or more at the lower end of the interval (13 %), 8 of 100 are not (4 %).
    orders = [{0: 3.0 if order < reached else 1.0} for order in range(100)]
    found = gathered(orders)
    assert found.sure.tolist() == [sure]
    assert (found.tiers[0, 0] == 3) == (reached >= 5)


@pytest.mark.parametrize(
    ("tiers", "middle"), [((2, 4, 8), 4), ((2, 4, -1), 2), ((3, -1, -1), 3), ((-1, -1, -1), -1)]
)
def test_the_middle_of_two_tiers_is_the_lower(tiers: tuple[int, ...], middle: int) -> None:
    assert middle_tier(np.array([tiers]))[0] == middle
