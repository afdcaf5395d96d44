"""Pairs to choose from, and plain ways of choosing some of them: the baselines of the card.

All ways choose from the same orders, among the products that are sold often enough to be mined,
under the same rules as the portfolio: no twins where it allows none, and no product more than
twice. Only what ranks the pairs differs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from engine.bundles.candidates.likeness import Likeness
from engine.bundles.context.itemsets import choose_min_count
from engine.bundles.context.transactions import Baskets, Floats, Ints
from engine.bundles.decide.portfolio import USES_PER_PRODUCT
from engine.bundles.options import BundleOptions
from engine.models.protocols import Vectors

ChosenPairs = tuple[tuple[int, int], ...]
MOST_PRODUCTS = 4_000
MOST_POPULAR = 200
MOST_RANKED = 50_000
AT_ONCE = 1_000
NEIGHBOURS = 10
DIGITS = 6
_WORD = re.compile(r"[^\W\d_]{2,}")


class Vectored(Protocol):
    """Products with vectors, as they were embedded."""

    @property
    def rows(self) -> Ints:
        """(n,) product numbers that have a vector, ascending."""

    @property
    def vectors(self) -> Vectors:
        """(n, d) their vectors, of length 1."""


@dataclass(frozen=True)
class Rules:
    """What every way has to keep to.

    Attributes:
        likeness: Tells twins.
        options: `twins` applies.
        wanted: How many pairs to choose at most.
    """

    likeness: Likeness
    options: BundleOptions
    wanted: int

    def choose(self, pairs: Ints, *keys: Floats | Ints) -> ChosenPairs:
        """The first pairs by falling keys, the first key counting most; equals by their numbers.

        Args:
            pairs: (n, 2) product numbers, first < second.
            *keys: (n,) each.
        """
        if self.options.twins == "exclude":
            allowed = ~self.likeness.twins(pairs)
            pairs, keys = pairs[allowed], tuple(key[allowed] for key in keys)
        falling = [-np.round(key, DIGITS) for key in keys]
        if len(pairs) > MOST_RANKED:
            bound = np.partition(falling[0], MOST_RANKED)[MOST_RANKED]
            kept = falling[0] <= bound
            pairs, falling = pairs[kept], [key[kept] for key in falling]
        ranked = pairs[np.lexsort((pairs[:, 1], pairs[:, 0], *reversed(falling)))]
        return self._first_of(ranked)

    def _first_of(self, ranked: Ints) -> ChosenPairs:
        uses: dict[int, int] = {}
        chosen: list[tuple[int, int]] = []
        for begin in range(0, len(ranked), AT_ONCE):
            for first, second in ranked[begin : begin + AT_ONCE].tolist():
                if len(chosen) == self.wanted:
                    return tuple(chosen)
                if max(uses.get(first, 0), uses.get(second, 0)) < USES_PER_PRODUCT:
                    chosen.append((first, second))
                    uses[first], uses[second] = uses.get(first, 0) + 1, uses.get(second, 0) + 1
        return tuple(chosen)


def often_sold(baskets: Baskets, options: BundleOptions) -> Ints:
    """Numbers of the products in as many orders as a mined set must be in, ascending.

    Where there are more than 4,000 of them, those in most orders.
    """
    counts = np.bincount(baskets.item, minlength=len(baskets.products.skus))
    ranked = np.argsort(-counts, kind="stable")[:MOST_PRODUCTS]
    least = choose_min_count(baskets.orders, options.min_support)
    often: Ints = np.sort(ranked[counts[ranked] >= least])
    return often


def by_popularity(baskets: Baskets, often: Ints, rules: Rules) -> ChosenPairs:
    """Pairs of what sells most: those that chance alone would put together most often."""
    counts = np.bincount(baskets.item, minlength=len(baskets.products.skus))
    top = np.sort(often[np.argsort(-counts[often], kind="stable")[:MOST_POPULAR]])
    first, second = np.triu_indices(len(top), 1)
    pairs = np.stack([top[first], top[second]], axis=1)
    return rules.choose(pairs, counts[pairs[:, 0]] * counts[pairs[:, 1]])


def by_co_purchase(pairs: Ints, together: Ints, rules: Rules) -> ChosenPairs:
    """Pairs that most orders hold."""
    return rules.choose(pairs, together)


def by_words(titles: Sequence[str], often: Ints, rules: Rules) -> ChosenPairs:
    """Pairs whose names share most words, rare words counting more (tf-idf, cosine)."""
    pairs, cosine = _by_shared_words([titles[item] for item in often.tolist()])
    return rules.choose(often[pairs], cosine)


def _by_shared_words(titles: Sequence[str]) -> tuple[Ints, Floats]:
    """(n, 2) places of the titles that share a word, and (n,) the cosine of their words."""
    import scipy.sparse as sp  # noqa: PLC0415 - costly; loaded while a file is read

    bags = [sorted(set(_WORD.findall(title.lower()))) for title in titles]
    number = {word: place for place, word in enumerate(sorted({w for bag in bags for w in bag}))}
    rows = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
    columns = np.array([number[word] for bag in bags for word in bag], dtype=np.int64)
    known = np.bincount(columns, minlength=len(number))
    weight = np.log((1 + len(bags)) / (1 + known)) + 1
    length = np.sqrt(np.bincount(rows, weight[columns] ** 2, minlength=len(bags)))
    cells = weight[columns] / length[rows]
    matrix = sp.csr_matrix((cells, (rows, columns)), shape=(len(bags), len(number)))
    both = sp.triu(matrix @ matrix.T, 1).tocoo()
    pairs: Ints = np.stack([both.row, both.col], axis=1).astype(np.int64)
    return pairs, both.data


def alike(vectored: Vectored, often: Ints) -> Ints:
    """(n, 2) pairs of often sold products where one is among the other's ten nearest, ascending."""
    places = np.flatnonzero(np.isin(vectored.rows, often))
    vectors, items = vectored.vectors[places].astype(np.float64), vectored.rows[places]
    nearest = min(NEIGHBOURS + 1, len(items))
    found = [np.empty((0, 2), dtype=np.int64)]
    for begin in range(0, len(items), AT_ONCE):
        cosine = np.round(vectors[begin : begin + AT_ONCE] @ vectors.T, DIGITS)
        least = -np.partition(-cosine, nearest - 1, axis=1)[:, nearest - 1, None]
        row, column = np.nonzero(cosine >= least)
        found.append(np.stack([items[row + begin], items[column]], axis=1))
    pairs = np.sort(np.concatenate(found), axis=1)
    return np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
