"""Families: who may be chosen from, and whom an objective puts first."""

import numpy as np

from engine.bundles.candidates.shelf import stock_shelf
from engine.bundles.candidates.types.families import Families, gather_families
from tests.bundles.units.makers import (
    facts_of,
    filled_pool,
    groups_of_items,
    sales_of,
    tags_of,
)

NINE = tuple(range(9))
ORDERS = [{item: 1.0 for item in NINE if number % (item + 1) == 0} for number in range(60)]


def families(groups: tuple, **said: object) -> Families:
    facts = facts_of(9, ORDERS, **said)
    shelf = stock_shelf(facts, sales_of(ORDERS), tags_of(9))
    return gather_families(groups_of_items(*groups), filled_pool([]), shelf)


def mixes(objective: str, groups: tuple = (NINE,), **tagged: tuple[int, ...]) -> list[list[int]]:
    facts = facts_of(9, ORDERS, categories=("A",) * 9, cost=(100,) * 8 + (999,))
    shelf = stock_shelf(facts, sales_of(ORDERS), tags_of(9, **tagged))
    found = gather_families(groups_of_items(*groups), filled_pool([]), shelf)
    sets = found.mixes_for(objective, shelf)
    return [[item for item in row if item >= 0] for row in sets.tolist()]


def test_prices_far_from_the_median_are_left_out() -> None:
    found = families(((0, 1, 2, 3, 4),), price=(100, 174, 300, 519, 900, *[1] * 4))
    assert found.item.tolist() == [1, 2, 3]
    found = families(((0, 1, 2, 3), (4, 5, 6)), price=(100, 100, 173, -1, *[-1] * 5))
    assert found.item.tolist() == [0, 1, 2, 4, 5, 6]


def test_a_family_of_more_than_eight_is_cut_to_those_sold_most() -> None:
    assert mixes("increase_aov") == [list(range(8))]
    assert mixes("increase_aov", ((0, 1),)) == []


def test_slow_and_new_products_get_half_of_the_places() -> None:
    # Of 4 to 8 the four sold most, beside the four others sold most.
    for objective, tag in (("clear_slow_movers", "slow_mover"), ("new_launch", "new_launch")):
        assert mixes(objective, **{tag: (4, 5, 6, 7, 8)}) == [list(range(8))]
        assert mixes(objective, **{tag: (8,)}) == [[0, 1, 2, 3, 4, 5, 6, 8]]


def test_three_carriers_stand_alone_and_gifts_always_do() -> None:
    assert mixes("seasonal_promo", seasonal=(1, 5, 8)) == [[1, 5, 8]]
    assert mixes("seasonal_promo", seasonal=(1, 8)) == [[0, 1, 2, 3, 4, 5, 6, 8]]
    assert mixes("gift_box", gift_worthy=(1, 5, 8)) == [[1, 5, 8]]
    assert mixes("gift_box", gift_worthy=(1, 8)) == []
    assert mixes("margin_guard", high_margin=(1, 5, 7)) == [[1, 5, 7]]


def test_of_two_categories_the_products_most_bought_with_the_other_are_chosen_from() -> None:
    facts = facts_of(9, ORDERS, categories=("A",) * 4 + ("B",) * 4 + (None,))
    shelf = stock_shelf(facts, sales_of(ORDERS), tags_of(9))
    pairs = [(0, 4), (1, 4), (2, 4), (3, 4), (3, 5), (0, 1), (6, 8), (2, 7)]
    together, chance = [9, 8, 7, 4, 4, 50, 50, 2], [1.0] * 7 + [3.0]
    rows = [(*pair, -1, -1) for pair in pairs]
    pool = filled_pool(rows, together=together, chance=chance)
    found = gather_families((), pool, shelf)
    # 0 is 8 beyond chance, 1 is 7, 2 and 3 are 6 both; 2 comes first. 7 is below chance.
    assert found.item.tolist() == [0, 1, 2, 4, 5]
    assert found.crossing.tolist() == [True]
    assert found.mixes_for("category_bundle", shelf)[:, :5].tolist() == [[0, 1, 2, 4, 5]]
    assert len(found.mixes_for("increase_aov", shelf)) == 0


def test_places_do_not_depend_on_the_order_of_the_groups() -> None:
    one = families(((0, 1, 2), (2, 3, 4), (5, 6)))
    other = families(((2, 3, 4), (0, 1, 2)))
    for name, values in vars(one).items():
        assert np.array_equal(values, getattr(other, name))


def test_what_is_out_of_stock_makes_room_for_the_next() -> None:
    stock = [np.nan, 0.0, *[9.0] * 7]
    facts = facts_of(9, ORDERS, stock=stock)
    shelf = stock_shelf(facts, sales_of(ORDERS), tags_of(9))
    found = gather_families(groups_of_items(NINE), filled_pool([]), shelf)
    assert found.mixes_for("increase_aov", shelf).tolist() == [[0, 2, 3, 4, 5, 6, 7, 8]]
