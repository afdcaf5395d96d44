"""Mixes and quantities counted the slow and obvious way."""

import itertools
import math
import statistics
from collections.abc import Mapping, Sequence
from fractions import Fraction


def choice_of(orders: Sequence[set[int]], mix: Sequence[int]) -> int:
    """The lower median of how many different ones orders with two or more hold, 2 to 4."""
    held = [len(order & set(mix)) for order in orders if len(order & set(mix)) > 1]
    most = min(4, len(mix) - 1)
    return min(most, statistics.median_low(held)) if held else 2


def orders_with_choice(orders: Sequence[set[int]], mix: Sequence[int], choose: int) -> int:
    """Orders that hold so many different ones or more."""
    return sum(len(order & set(mix)) >= choose for order in orders)


def chance_of_choice(orders: Sequence[set[int]], mix: Sequence[int], choose: int) -> Fraction:
    """Every way to buy or not to buy each product, independently, added up."""
    shares = [Fraction(sum(item in order for order in orders), len(orders)) for item in mix]
    total = Fraction(0)
    for bought in itertools.product((False, True), repeat=len(mix)):
        ways = (p if taken else 1 - p for p, taken in zip(shares, bought, strict=True))
        total += math.prod(ways, start=Fraction(1)) * (sum(bought) >= choose)
    return total


def binomial_p(successes: int, trials: int, share: Fraction) -> Fraction:
    """P(X >= successes), term by term."""
    terms = (
        math.comb(trials, k) * share**k * (1 - share) ** (trials - k)
        for k in range(successes, trials + 1)
    )
    return sum(terms, start=Fraction(0))


def tiers_of(units: Sequence[int]) -> list[int]:
    """Tiers of a product whose orders hold these units each."""
    last, tiers = max(1, statistics.median_low(units)), []
    for tier in range(3):
        least = max(3, math.ceil((0.01 if tier else 0.05) * len(units)))
        highest = 4 * last if tier else 119
        fits = [
            quantity
            for quantity in sorted(set(units))
            if last < quantity <= min(highest, 119) and sum(u >= quantity for u in units) >= least
        ]
        if not fits:
            break
        last = max(fits, key=lambda quantity: (units.count(quantity), -quantity))
        tiers.append(last)
    return tiers


def units_in_orders(orders: Sequence[Mapping[int, float]], item: int) -> list[int]:
    """Units of a product in each order that holds it."""
    return [int(order[item]) for order in orders if item in order]
