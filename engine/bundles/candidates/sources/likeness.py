"""Sources that products' texts feed: what is similar, and what is about the same thing.

Substitutes are among the similar ones: they are kept out of what is bought together and make up
what a customer may choose from.
"""

from __future__ import annotations

import numpy as np

from engine.bundles.candidates.likeness import Likeness
from engine.bundles.candidates.neighbours import COMPLEMENT, SIMILAR, Neighbours
from engine.bundles.candidates.pool import Mask
from engine.bundles.candidates.sets import best_of_each, pairs_of
from engine.bundles.context.facts import ProductFacts, Words
from engine.bundles.context.transactions import Ints

SIMILAR_EACH = 3
COMPLEMENTS_EACH = 2
MOST_PAIRS = 1000


def from_similar(neighbours: Neighbours) -> Ints:
    """(n, 4) the three nearest of each product at a cosine of .70 or more, 1,000 pairs at most."""
    return _pairs(neighbours, neighbours.cosine >= SIMILAR, SIMILAR_EACH)


def from_complementary(neighbours: Neighbours, likeness: Likeness, facts: ProductFacts) -> Ints:
    """(n, 4) the two nearest of each product that are no substitutes, 1,000 pairs at most.

    Their cosine is .30 or more and below .70, they are no twins, and where both have a category
    it is not the same one.
    """
    both = np.column_stack((neighbours.item, neighbours.other))
    near = (neighbours.cosine >= COMPLEMENT) & (neighbours.cosine < SIMILAR)
    near &= ~likeness.twins(both) & ~same_word(facts.categories, both)
    return _pairs(neighbours, near, COMPLEMENTS_EACH)


def same_word(words: Words, pairs: Ints) -> Mask:
    """(n,) whether both products of each (n, 2) pair have the same word, and have one."""
    numbers: dict[str, int] = {}
    group = np.array([numbers.setdefault(word, len(numbers)) if word else -1 for word in words])
    first, second = group[pairs[:, 0]], group[pairs[:, 1]]
    same: Mask = (first == second) & (first >= 0)
    return same


def _pairs(neighbours: Neighbours, good: Mask, each: int) -> Ints:
    item, other, cosine = neighbours.item[good], neighbours.other[good], neighbours.cosine[good]
    best = best_of_each(item, cosine, other, each)[:MOST_PAIRS]
    return pairs_of(item[best], other[best])
