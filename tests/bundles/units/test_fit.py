"""How well sets serve each objective: by the formulas, set by set."""

import itertools
from collections.abc import Callable

import numpy as np
import pytest

from engine.bundles.candidates.fit import aim_at, least_high_margin, whole_margin
from engine.bundles.candidates.shelf import Shelf, stock_shelf
from engine.bundles.objectives import OBJECTIVES, TAGS
from tests.bundles.units.makers import facts_of, sales_of, tags_of

PRICES = (1000, 400, 2500, 800, 600, -1)
COSTS = (300, 300, 1000, 100, 580, 200)
CATEGORIES = ("Tea", "Tea", "Cups", "Cake", None, "Cups")
BOUGHT = (40, 20, 10, 5, 0, 1)
BUYERS, RETURNING = (40, 20, 0, 5, 0, 0), (10, 15, 0, 0, 0, 0)
CARRIED = {
    "slow_mover": (3, 4), "new_launch": (4, 5), "seasonal": (1, 2), "high_margin": (0, 3),
    "gift_worthy": (0, 2), "replenishable": (0, 1, 2),
}  # fmt: skip
# A median order of 2000: what 1000 and 1000 cost.
SALES = sales_of([{0: 1.0}, {0: 1.0, 1: 1.0}, {0: 2.0, 1: 3.0}])
SETS = [items for size in (1, 2, 3, 4) for items in itertools.combinations(range(6), size)] + [
    (0, 0, 0),
    (4, 4),
]


def a_shelf(**said: object) -> Shelf:
    facts = facts_of(6, price=PRICES, cost=COSTS, categories=CATEGORIES, orders=BOUGHT,
                     buyers=BUYERS, returning=RETURNING)  # fmt: skip
    changed = {**vars(facts), **{name: np.array(value) for name, value in said.items()}}
    return stock_shelf(type(facts)(**changed), SALES, tags_of(6, **CARRIED))


def aimed(objective: str, shelf: Shelf) -> dict[tuple[int, ...], float | None]:
    """Fit of each set, None where it does not serve."""
    sets = np.array([[*items, *[-1] * (4 - len(items))] for items in SETS])
    aim = aim_at(objective, sets, shelf)
    assert (aim.fit[~aim.serves] == 0).all()
    pairs = zip(aim.serves.tolist(), aim.fit.tolist(), strict=True)
    return {
        items: fit if serves else None for items, (serves, fit) in zip(SETS, pairs, strict=True)
    }


def renown(item: int) -> float:
    """Share of the five sold products that are in as many orders or fewer."""
    return sum(n <= BOUGHT[item] for n in BOUGHT if n) / 5 if BOUGHT[item] else 0.0


def raises_value(items: tuple[int, ...]) -> float | None:
    if 5 in items:
        return 0.0
    prices = [PRICES[item] for item in items]
    return min(1.0, (sum(prices) - max(prices)) / 2000)


def beside(tag: str, *, accompanied: bool) -> Callable[[tuple[int, ...]], float | None]:
    def fit(items: tuple[int, ...]) -> float | None:
        others = [renown(item) for item in items if item not in CARRIED[tag]]
        if not set(items) & set(CARRIED[tag]):
            return None
        if accompanied and len(set(items)) > 1 and max(others, default=0.0) <= 0.25:
            return None
        return 0.5 + 0.5 * max(others, default=0.0)

    return fit


def carries(tag: str) -> Callable[[tuple[int, ...]], float | None]:
    def fit(items: tuple[int, ...]) -> float | None:
        return sum(item in CARRIED[tag] for item in items) / len(items) or None

    return fit


def bought_again(items: tuple[int, ...]) -> float | None:
    share = carries("replenishable")(items)
    known = [item for item in items if item in CARRIED["replenishable"] and BUYERS[item]]
    if not known or share is None:
        return share
    return (share + sum(RETURNING[item] / BUYERS[item] for item in known) / len(known)) / 2


def crosses(items: tuple[int, ...]) -> float | None:
    categories = {CATEGORIES[item] for item in items} - {None}
    if len(categories) < 2:
        return None
    return min(1.0, (len(categories) - 1) / (min(len(items), 3) - 1))


def keeps_margin(items: tuple[int, ...]) -> float | None:
    if 5 in items or not set(items) & set(CARRIED["high_margin"]):
        return None
    price, cost = (sum(values[item] for item in items) for values in (PRICES, COSTS))
    margins = [(p - c) / p for p, c in zip(PRICES[:5], COSTS[:5], strict=True)]
    if (price - cost) / price < 0.7 - 1e-12:
        return None
    return sum(margin <= (price - cost) / price + 1e-12 for margin in margins) / 5


ORACLES: dict[str, Callable[[tuple[int, ...]], float | None]] = {
    "increase_aov": raises_value,
    "clear_slow_movers": beside("slow_mover", accompanied=False),
    "seasonal_promo": carries("seasonal"),
    "new_launch": beside("new_launch", accompanied=True),
    "category_bundle": crosses,
    "gift_box": carries("gift_worthy"),
    "subscription_push": bought_again,
    "margin_guard": keeps_margin,
}


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_every_set_is_judged_by_the_formula(objective: str) -> None:
    judged = aimed(objective, a_shelf())
    assert any(fit is not None for fit in judged.values())
    for items, fit in judged.items():
        assert fit == pytest.approx(ORACLES[objective](items)), items


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_what_is_out_of_stock_serves_nothing(objective: str) -> None:
    judged = aimed(objective, a_shelf(stock=[np.nan, 0.0, 5.0, 1.0, -2.0, np.nan]))
    for items, fit in judged.items():
        expected = None if {1, 4} & set(items) else ORACLES[objective](items)
        assert fit == pytest.approx(expected), items


def test_without_prices_more_products_raise_the_order_value_more() -> None:
    facts = facts_of(3, price=(-1, -1, -1))
    shelf = stock_shelf(facts, sales_of([{0: 1.0, 1: 1.0}], np.nan), tags_of(3))
    aim = aim_at("increase_aov", np.array([[0, 1, -1], [0, 1, 2], [2, -1, -1]]), shelf)
    assert aim.fit.tolist() == pytest.approx([1 / 2, 2 / 3, 0])
    assert np.isnan(shelf.order_value)


def test_margins_are_those_of_the_whole_set() -> None:
    shelf = a_shelf()
    sets = np.array([[0, 2, -1], [0, 0, 0], [0, 5, -1]])
    margins = whole_margin(sets, shelf)
    assert margins[:2].tolist() == pytest.approx([2200 / 3500, 0.7])
    assert np.isnan(margins[2])
    assert least_high_margin(shelf) == pytest.approx(0.7)


def test_without_costs_the_share_that_carries_the_tag_is_all_there_is() -> None:
    judged = aimed("margin_guard", a_shelf(cost=[-1] * 6))
    for items, fit in judged.items():
        assert fit == pytest.approx(carries("high_margin")(items)), items


def test_every_tag_has_its_place_on_the_shelf() -> None:
    shelf = a_shelf()
    assert sorted(shelf.carried) == sorted(TAGS)
    neutral = (shelf.orders, shelf.renown, *shelf.carried.values())
    assert all(values[-1] == 0 for values in neutral)
    assert shelf.at_hand[-1]
    assert np.isnan([shelf.price[-1], shelf.margin[-1], shelf.repeat[-1]]).all()
    assert shelf.order_value == 2000
