"""What the pool must hold, set by set, with loops over plain sets of orders."""

import itertools
import math
from collections.abc import Iterable, Sequence

from tests.bundles.oracles import best_rule, chance_and_lift, orders_with, orders_with_any

Orders = Sequence[set[int]]
Set = tuple[int, ...]
NEAR = 1e-9


def held(orders: Orders, wanted: Iterable[int]) -> int:
    """How many orders hold all of it."""
    return len(orders_with(orders, wanted))


def is_relaxed(orders: Orders, items: Set) -> bool:
    """In three orders and 1.5 % of them, confidence .2, no less often than chance."""
    both = held(orders, items)
    if both < max(3, math.ceil(0.015 * len(orders) - NEAR)):
        return False
    return best_rule(orders, items)[0] >= 0.2 - NEAR and chance_and_lift(orders, items)[1] >= 1


def smoothed(orders: Orders, items: Set, left: Iterable[int]) -> float:
    """Laplace's share of the orders with `left` that hold all of it."""
    return (held(orders, items) + 1) / (held(orders, left) + 2)


def is_bought(orders: Orders, items: Set) -> bool:
    """Every product in two orders, all together in one, no less often than chance."""
    if min(held(orders, [item]) for item in items) < 2 or not held(orders, items):
        return False
    return chance_and_lift(orders, items)[1] >= 1


def is_smoothed(orders: Orders, items: Set) -> bool:
    """Smoothed confidence of .1 in the direction of the best rule."""
    if not is_bought(orders, items):
        return False
    to = best_rule(orders, items)[1]
    return smoothed(orders, items, set(items) - {to}) >= 0.1 - NEAR


def alike(orders: Orders, items: Set) -> float:
    """Mean of cosine and Jaccard over orders."""
    both = held(orders, items)
    mean = math.prod(held(orders, [item]) for item in items) ** (1 / len(items))
    return (both / mean + both / len(orders_with_any(orders, items))) / 2


def is_similar(orders: Orders, items: Set) -> bool:
    """Alike by more than .1."""
    return is_bought(orders, items) and alike(orders, items) > 0.1 + NEAR


def counted_pairs(orders: Orders, min_count: int) -> list[Set]:
    """Pairs that are looked at: frequent ones, and those with a product too rare to be mined."""
    products = sorted(set().union(*orders))
    least = 1 if len(orders) < 200 else 2 if len(orders) < 2000 else 3
    found = []
    for pair in itertools.combinations(products, 2):
        if not is_bought(orders, pair):
            continue
        rare = min(held(orders, [item]) for item in pair) < min_count
        if held(orders, pair) >= (least if rare else min_count):
            found.append(pair)
    return found


def top_of_each(scores: dict[tuple[int, int], float], each: int) -> set[Set]:
    """The best partners of each product by (product, partner) → score."""
    chosen: set[Set] = set()
    for item in {item for item, _ in scores}:
        own = [(-score, other) for (one, other), score in scores.items() if one == item]
        chosen |= {tuple(sorted((item, other))) for _, other in sorted(own)[:each]}
    return chosen


def relaxed_pairs(orders: Orders, min_count: int) -> set[Set]:
    """What the second tier proposes."""
    return {pair for pair in counted_pairs(orders, min_count) if is_relaxed(orders, pair)}


def smoothed_pairs(orders: Orders, min_count: int) -> set[Set]:
    """What the third tier proposes: three partners of each product."""
    scores = {}
    for pair in counted_pairs(orders, min_count):
        for item, other in (pair, pair[::-1]):
            share = smoothed(orders, pair, [item])
            if share >= 0.1 - NEAR:
                scores[item, other] = share
    return top_of_each(scores, 3)


def similar_pairs(orders: Orders, min_count: int) -> set[Set]:
    """What the fourth tier proposes: two partners of each product."""
    scores = {}
    for pair in counted_pairs(orders, min_count):
        if is_similar(orders, pair):
            scores[pair] = scores[pair[::-1]] = alike(orders, pair)
    return top_of_each(scores, 2)
