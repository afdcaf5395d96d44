"""Sixth tier: what sells best, beside what sells best.

The shop's three best sellers, those of the last 60 days and those of each category; and the best
sellers of the eight categories that sell most, one from each of two.
"""

from __future__ import annotations

import itertools

import numpy as np

from engine.bundles.candidates.sets import padded
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.transactions import Ints

BEST = 3
CATEGORIES = 8
MOST_PAIRS = 500


def propose(facts: ProductFacts) -> Ints:
    """(n, 4) pairs of best sellers, of products that were sold."""
    groups = [
        _best(facts.orders, _bought(facts.orders, facts)),
        _best(facts.recent_orders, _bought(facts.recent_orders, facts)),
    ]
    by_category = _categories(facts)
    groups.append([items[0] for items in by_category[:CATEGORIES]])
    groups += [items[:BEST] for items in by_category]
    pairs = [sorted(pair) for items in groups for pair in itertools.combinations(items, 2)]
    return padded(np.array(pairs[:MOST_PAIRS], dtype=np.int64).reshape(-1, 2))


def _best(orders: Ints, items: Ints) -> list[int]:
    """The three with the most orders; equal ones by number."""
    chosen: list[int] = items[np.lexsort((items, -orders[items]))][:BEST].tolist()
    return chosen


def _bought(orders: Ints, facts: ProductFacts) -> Ints:
    return np.flatnonzero(orders[: facts.sold] > 0)


def _categories(facts: ProductFacts) -> list[list[int]]:
    """The products of each category that were sold, best first; the best category first."""
    groups: dict[str, list[int]] = {}
    for item in np.lexsort((np.arange(facts.sold), -facts.orders[: facts.sold])).tolist():
        category = facts.categories[item]
        if category:
            groups.setdefault(category, []).append(item)
    return sorted(groups.values(), key=lambda items: -int(facts.orders[items].sum()))
