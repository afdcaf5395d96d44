"""The slow and obvious way of each computation, on plain sets and fractions."""

import itertools
import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

Counted = dict[tuple[int, ...], int]


def orders_with(orders: Sequence[Iterable[int]], wanted: Iterable[int]) -> set[int]:
    """Numbers of the orders that hold all wanted products."""
    return {number for number, items in enumerate(orders) if set(wanted) <= set(items)}


def orders_with_any(orders: Sequence[Iterable[int]], wanted: Iterable[int]) -> set[int]:
    """Numbers of the orders that hold at least one wanted product."""
    return {number for number, items in enumerate(orders) if set(wanted) & set(items)}


def every_frequent_set(orders: Sequence[Iterable[int]], min_count: int, max_items: int) -> Counted:
    """Every set of up to `max_items` products, counted one by one."""
    products = sorted({item for items in orders for item in items})
    counted = {
        wanted: len(orders_with(orders, wanted))
        for size in range(1, max_items + 1)
        for wanted in itertools.combinations(products, size)
    }
    return {wanted: count for wanted, count in counted.items() if count >= min_count}


def chance_and_lift(
    orders: Sequence[Iterable[int]], wanted: Sequence[int]
) -> tuple[Fraction, Fraction]:
    """∏nᵢ / N^(k−1), and n·N^(k−1) / ∏nᵢ."""
    total = len(orders)
    product = math.prod(len(orders_with(orders, [item])) for item in wanted)
    chance = Fraction(product, total ** (len(wanted) - 1))
    return chance, len(orders_with(orders, wanted)) / chance


def best_rule(orders: Sequence[Iterable[int]], wanted: Sequence[int]) -> tuple[Fraction, int]:
    """Highest confidence with one consequent; among equals the lowest product."""
    both = len(orders_with(orders, wanted))
    rules = [
        (Fraction(both, len(orders_with(orders, set(wanted) - {item}))), item) for item in wanted
    ]
    return max(rules, key=lambda rule: (rule[0], -rule[1]))


def fisher_p(both: int, first: int, second: int, total: int) -> Fraction:
    """P(X >= both) by counting the ways, exactly."""
    ways = sum(
        math.comb(first, k) * math.comb(total - first, second - k)
        for k in range(both, min(first, second) + 1)
    )
    return Fraction(ways, math.comb(total, second))


def log_fraction(value: Fraction) -> float:
    """Natural logarithm of a fraction that may be far too small for a float."""
    return math.log(value.numerator) - math.log(value.denominator)


def largest_p_given_the_rest(orders: Sequence[Iterable[int]], wanted: Sequence[int]) -> Fraction:
    """The weakest link: each item tested against all the others together."""
    both = len(orders_with(orders, wanted))
    return max(
        fisher_p(
            both,
            len(orders_with(orders, set(wanted) - {item})),
            len(orders_with(orders, [item])),
            len(orders),
        )
        for item in wanted
    )


def q_values_by_definition(p_values: Sequence[float], family: int) -> list[float]:
    """The smallest estimated false discovery rate of any cut that includes the hypothesis.

    A cut at t calls all p <= t significant; family·t of `family` true nulls would pass it.
    """
    answers = []
    for own in p_values:
        rates = [family * cut / sum(p <= cut for p in p_values) for cut in p_values if cut >= own]
        answers.append(min(1.0, *rates))
    return answers


def weights_by_loop(
    days: Sequence[int], half_life_days: int, season: float, in_season: Sequence[bool]
) -> list[float]:
    """The recipe's order weights, order by order: recency, the season's share, then mean 1."""
    last = max(days)
    recency = [0.5 ** ((last - day) / half_life_days) if half_life_days else 1.0 for day in days]
    mass = sum(recency)
    seasonal = sum(in_season)
    raw = [
        own / mass + (season / seasonal if chosen else 0.0)
        for own, chosen in zip(recency, in_season, strict=True)
    ]
    return [own * len(days) / sum(raw) for own in raw]


def trend_by_loop(
    orders: Sequence[Iterable[int]], days: Sequence[int], half_life_days: int, product: int
) -> float:
    """((1000·b + the product's orders of the last 20 days) / (1000 + orders of these)) / b."""
    last = max(days)
    recency = [0.5 ** ((last - day) / half_life_days) if half_life_days else 1.0 for day in days]
    mass_with = sum(
        own for own, items in zip(recency, orders, strict=True) if product in set(items)
    )
    share = mass_with / sum(recency)
    late = [set(items) for items, day in zip(orders, days, strict=True) if last - day < 20]
    late_with = sum(product in items for items in late)
    return ((1000 * share + late_with) / (1000 + len(late))) / share


def greedy_by_loop(
    sets: Sequence[tuple[int, ...]],
    orders: Sequence[set[int]],
    weight: Sequence[float],
    alive: Sequence[float],
    wanted: int,
) -> list[int]:
    """Rows in the order of choice, every gain added up anew for every pick.

    `orders` holds for each set the numbers of its orders. A product may be used twice; sets that
    fell for it come back once nothing else is left, and then all are ranked by what they add.
    """
    picks = _greedy([], range(len(sets)), 2, (sets, orders, weight, alive), wanted)
    left = [row for row in range(len(sets)) if row not in picks]
    if len(picks) == wanted or not left:
        return picks
    picks = _greedy(picks, left, len(sets), (sets, orders, weight, alive), wanted)
    return _greedy([], picks, len(sets), (sets, orders, weight, alive), wanted)


def _greedy(
    picks: list[int], rows: Iterable[int], most_uses: int, case: tuple[Any, ...], wanted: int
) -> list[int]:
    sets, orders, weight, alive = case
    picks = list(picks)
    free = sorted(rows)
    while free and len(picks) < wanted:
        row = max(free, key=lambda row: (_gain(row, picks, orders, weight, alive), -row))
        free.remove(row)
        uses = [item for pick in picks for item in sets[pick]]
        if all(uses.count(item) < most_uses for item in sets[row]):
            picks.append(row)
    return picks


def _gain(
    row: int,
    picks: Sequence[int],
    orders: Sequence[set[int]],
    weight: Sequence[float],
    alive: Sequence[float],
) -> tuple[float, float]:
    """What a set adds, and for equal ones what it weighs by itself."""
    adds = 0.0
    for order in orders[row]:
        missed = math.prod(1 - alive[pick] for pick in picks if order in orders[pick])
        adds += weight[order] * missed * alive[row]
    return adds, sum(weight[order] for order in orders[row])
