"""A shop of ten products in which each objective and type has something to find."""

import numpy as np

from engine.bundles.candidates.prepared import Material
from tests.bundles.units.makers import Order, facts_of, groups_of_items, material_of, tags_of

# Tea 0 and cup 1 and biscuits 2 sell together; of the candles 3, 4, 5 customers take several;
# 6 is slow, 7 new, 8 a gift, 9 is bought six at a time and again and again.
PRODUCTS = 10
CATEGORIES = ("Tea", "Cups", "Food", *["Candles"] * 3, "Cups", "Tea", "Gifts", "Food")
PRICES = (800, 1000, 300, 500, 500, 600, 900, 700, 1500, 200)
COSTS = (200, 700, 250, 100, 120, 150, 100, 600, 300, 150)
TAGGED = {
    "slow_mover": (6, 4), "new_launch": (7, 3), "seasonal": (3, 4, 5, 2),
    "high_margin": (0, 3, 4, 5, 6, 8), "gift_worthy": (8, 1, 3, 4, 5),
    "replenishable": (9, 0, 3, 2),
}  # fmt: skip
CANDLES = (3, 4, 5)


def orders_of_the_shop() -> list[Order]:
    """240 orders, each made of one habit; every tenth is one product alone."""
    habits: list[Order] = [
        {0: 1, 1: 1}, {0: 1, 1: 1, 2: 1}, {3: 1, 4: 1}, {3: 2, 4: 1, 5: 1}, {1: 1, 6: 1},
        {0: 1, 7: 1}, {8: 1, 1: 1}, {9: 6}, {9: 1, 2: 1}, {0: 2, 9: 12, 2: 3},
        {5: 1, 3: 1, 8: 1}, {2: 2, 0: 3}, {3: 1, 4: 2, 7: 1}, {6: 1, 4: 2}, {8: 2, 3: 3, 4: 1},
    ]  # fmt: skip
    orders = [dict(habits[number % len(habits)]) for number in range(240)]
    for number in range(0, 240, 10):
        orders[number] = {number // 10 % PRODUCTS: 1 + number // 10 % 3}
    return orders


def shop(**said: object) -> Material:
    """The shop's material; parts may be said otherwise."""
    orders = orders_of_the_shop()
    facts = facts_of(PRODUCTS, orders, categories=CATEGORIES, price=PRICES, cost=COSTS,
                     buyers=np.full(PRODUCTS, 20), returning=np.arange(PRODUCTS))  # fmt: skip
    plain = {
        "groups": groups_of_items(CANDLES),
        "facts": facts,
        "tags": tags_of(PRODUCTS, **TAGGED),
    }
    return material_of(orders, PRODUCTS, **{**plain, **said})
