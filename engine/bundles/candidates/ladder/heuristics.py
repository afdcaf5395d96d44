"""Fifth tier: kinds of things that go together, told by words, at prices of one order.

A product's kind is what its name tells; where the name tells none, what its category tells.
"""

from __future__ import annotations

import re

import numpy as np

from engine.bundles.candidates.ladder.complements import COMPLEMENTS, PREPOSITIONS, kinds_of
from engine.bundles.candidates.likeness import COLOURS
from engine.bundles.candidates.sets import best_of_each, pairs_of
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.transactions import Ints

MOST_PRICE_RATIO = 3.0
EACH = 2
MOST_OF_A_KIND = 100
MOST_PAIRS = 500
_WORD = re.compile(r"[^\W\d_]+")


def propose(facts: ProductFacts) -> Ints:
    """(n, 4) for each product the two best sellers that go with it, 500 pairs at most.

    The best sellers of each kind are looked at, a hundred at most; neither product may be of a
    kind of the other, and where both prices are known one is three times the other at most.
    """
    kinds = [_kinds(title, category) for title, category in _told(facts)]
    by_orders = np.lexsort((np.arange(len(facts)), -facts.orders))
    place = np.empty(len(facts), dtype=np.int64)
    place[by_orders] = np.arange(len(facts))
    members: dict[str, list[int]] = {}
    for item in by_orders.tolist():
        for kind in kinds[item]:
            members.setdefault(kind, []).append(item)
    found = [np.empty((0, 2), dtype=np.int64)]
    for first, second in COMPLEMENTS:
        some = members.get(first, [])[:MOST_OF_A_KIND], members.get(second, [])[:MOST_OF_A_KIND]
        found.append(_across(np.array(some[0], np.int64), np.array(some[1], np.int64), facts))
    one, other = _apart(np.concatenate(found), kinds).T
    best = best_of_each(one, -place[other].astype(np.float64), other, EACH)
    return pairs_of(one[best], other[best])[:MOST_PAIRS]


def _told(facts: ProductFacts) -> list[tuple[str, str]]:
    pairs = zip(facts.titles, facts.categories, strict=True)
    return [(title, category or "") for title, category in pairs]


def _kinds(title: str, category: str) -> frozenset[str]:
    return _named(title) or _named(category)


def _named(text: str) -> frozenset[str]:
    """The kinds of the last word that names any, before what follows a preposition.

    A tea towel is a towel; a case for phones is a case; a set of mugs is mugs.
    """
    found: frozenset[str] = frozenset()
    if not text:
        return found
    for word in _WORD.findall(text.lower()):
        if word in PREPOSITIONS and found:
            break
        if word not in COLOURS:
            found = kinds_of(word) or found
    return found


def _across(some: Ints, others: Ints, facts: ProductFacts) -> Ints:
    """(n, 2) pairs between two kinds whose prices go together, in the first one's direction."""
    a, b = facts.price[some][:, None], facts.price[others][None, :]
    fits = (a < 0) | (b < 0) | (np.maximum(a, b) <= MOST_PRICE_RATIO * np.minimum(a, b))
    row, column = np.nonzero(fits)
    return np.column_stack((some[row], others[column]))


def _apart(pairs: Ints, kinds: list[frozenset[str]]) -> Ints:
    """Pairs of two products that share no kind: a cup and a mug do not complement each other."""
    numbers = {kind: bit for bit, kind in enumerate(sorted(frozenset().union(*kinds)))}
    bits = np.array([sum(1 << numbers[kind] for kind in own) for own in kinds], dtype=np.uint64)
    apart: Ints = pairs[(bits[pairs[:, 0]] & bits[pairs[:, 1]]) == 0]
    return apart
