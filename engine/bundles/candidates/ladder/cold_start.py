"""Seventh tier: products that hardly anyone bought yet, beside what they are like on paper.

0.5 for the same category, 0.3 for the same brand, up to 0.2 for the same price; above 0.4.
"""

from __future__ import annotations

import numpy as np

from engine.bundles.candidates.pool import Mask
from engine.bundles.candidates.sets import best_of_each, pairs_of
from engine.bundles.context.facts import ProductFacts, Words
from engine.bundles.context.transactions import Floats, Ints

SAME_CATEGORY = 0.5
SAME_BRAND = 0.3
SAME_PRICE = 0.2
LEAST_SCORE = 0.4
FEW_ORDERS = 5
MOST_PRODUCTS = 500
EACH = 2
ROUNDING = 1e-9
DIGITS = 12
_SCORES_AT_ONCE = 1_000_000


def propose(facts: ProductFacts) -> Ints:
    """(n, 4) the two products most like each one of few orders; equal ones by orders.

    Where these are more than five hundred, the latest in the catalog come first.
    """
    cold = np.flatnonzero(facts.orders < FEW_ORDERS)
    cold = cold[np.lexsort((cold, -facts.created[cold]))][:MOST_PRODUCTS]
    by_orders = np.lexsort((np.arange(len(facts)), -facts.orders))
    place = np.empty(len(facts), dtype=np.int64)
    place[by_orders] = np.arange(len(facts))
    at_once = max(1, _SCORES_AT_ONCE // max(1, len(facts)))
    found = [pairs_of(cold[:0], cold[:0])]
    for start in range(0, len(cold), at_once):
        found.append(_best(cold[start : start + at_once], place, facts))
    return np.concatenate(found)


def _best(some: Ints, place: Ints, facts: ProductFacts) -> Ints:
    """(n, 4) the best pairs of some products, equal ones by the other's place."""
    row, other, score = attribute_scores(some, facts)
    good = (score > LEAST_SCORE + ROUNDING) & (some[row] != other)
    item, other, score = some[row[good]], other[good], score[good]
    best = best_of_each(item, np.round(score, DIGITS), place[other], EACH)
    return pairs_of(item[best], other[best])


def attribute_scores(some: Ints, facts: ProductFacts) -> tuple[Ints, Ints, Floats]:
    """Likeness on paper, 0..1, of some products and all that share a category or a brand.

    Returns:
        (n,) place among `some`, (n,) the other product's number, (n,) score; what is not known
        adds nothing.
    """
    category, brand = _same(facts.categories, some), _same(facts.vendors, some)
    row, other = np.nonzero(category | brand)
    score = SAME_CATEGORY * category[row, other] + SAME_BRAND * brand[row, other]
    one, two = facts.price[some[row]], facts.price[other]
    near = 1 - np.abs(one - two) / np.maximum(np.maximum(one, two), 1)
    score += SAME_PRICE * np.where((one >= 0) & (two >= 0), near, 0.0)
    return row, other, score


def _same(words: Words, some: Ints) -> Mask:
    numbers: dict[str, int] = {}
    group = np.array([numbers.setdefault(word, len(numbers)) if word else -1 for word in words])
    same: Mask = (group[some, None] == group[None, :]) & (group[some, None] >= 0)
    return same
