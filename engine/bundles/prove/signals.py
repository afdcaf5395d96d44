"""The signal groups A to E of the source's test plan, compared on later orders.

Each ranks the same pairs by α · semantic + β · transactional and nothing else. The pairs are those
that enough orders hold, and those whose texts are near. Semantic is the cosine of the texts to the
power .8, transactional ln(lift) / ln(10), both within 0..1: the source's formulas.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.bundles.context.itemsets import Itemsets
from engine.bundles.context.transactions import Baskets, Floats, Ints
from engine.bundles.prove.pairs import ChosenPairs, Rules, Vectored, alike

SHARPNESS = 0.8
# A lift that rests on few orders is drawn towards 1, as if chance had been seen this often more.
PRIOR_ORDERS = 2.0


@dataclass(frozen=True)
class SignalGroup:
    """A group of the test plan.

    Attributes:
        name: Its letter.
        title: What it is called.
        semantic: α, 0..1.
        transactional: β, 0..1.
    """

    name: str
    title: str
    semantic: float
    transactional: float


GROUPS = (
    SignalGroup("A", "Texts alone", 1.0, 0.0),
    SignalGroup("B", "Orders alone", 0.0, 1.0),
    SignalGroup("C", "Both, as for a small shop", 0.7, 0.3),
    SignalGroup("D", "Both, as for a medium shop", 0.4, 0.6),
    SignalGroup("E", "Both, as for a large shop", 0.2, 0.8),
)


@dataclass(frozen=True)
class Signals:
    """Pairs with their signals, row by row.

    Attributes:
        pairs: (n, 2) product numbers, ascending within and between rows.
        together: (n,) orders that hold both, 0 where these are too few to be mined.
        semantic: (n,) 0..1.
        transactional: (n,) 0..1.
    """

    pairs: Ints
    together: Ints
    semantic: Floats
    transactional: Floats

    def choose(self, group: SignalGroup, rules: Rules) -> ChosenPairs:
        """The pairs that a group would offer; equal scores by orders together."""
        score = group.semantic * self.semantic + group.transactional * self.transactional
        return rules.choose(self.pairs, score, self.together)


def gather_signals(
    baskets: Baskets, often: Ints, itemsets: Itemsets, vectored: Vectored
) -> Signals:
    """Signals of all pairs that are frequent or alike, among products that have a vector.

    Of a pair that is alike but not frequent orders say nothing: its count is taken as 0.

    Args:
        baskets: The orders behind the counts.
        often: Products to choose from, ascending.
        itemsets: Frequent products and pairs.
        vectored: Products' vectors.
    """
    frequent, near = itemsets.sets[1], alike(vectored, often)
    known = np.isin(frequent, vectored.rows).all(axis=1)
    pairs = np.unique(np.concatenate([near, frequent[known]]), axis=0)
    together = _counts_of(pairs, frequent, itemsets.counts[1])
    counts = np.bincount(baskets.item, minlength=len(baskets.products.skus)).astype(np.float64)
    chance = counts[pairs[:, 0]] * counts[pairs[:, 1]] / baskets.orders
    lift = (together + PRIOR_ORDERS) / (chance + PRIOR_ORDERS)
    return Signals(
        pairs=pairs,
        together=together,
        semantic=np.clip(_cosine(pairs, vectored), 0, 1) ** SHARPNESS,
        transactional=np.clip(np.log(lift) / np.log(10), 0, 1),
    )


def _counts_of(pairs: Ints, frequent: Ints, counts: Ints) -> Ints:
    """(n,) orders that hold each pair, 0 for those that are not frequent.

    Args:
        pairs: (n, 2) product numbers.
        frequent: (m, 2) frequent pairs, ascending within and between rows.
        counts: (m,) orders that hold them.
    """
    if not len(frequent):
        return np.zeros(len(pairs), dtype=np.int64)
    base = 1 + max(int(pairs.max(initial=0)), int(frequent.max()))
    codes, wanted = (rows[:, 0] * base + rows[:, 1] for rows in (frequent, pairs))
    place = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
    return np.where(codes[place] == wanted, counts[place], 0)


def _cosine(pairs: Ints, vectored: Vectored) -> Floats:
    first, second = (np.searchsorted(vectored.rows, pairs[:, side]) for side in (0, 1))
    wide = vectored.vectors.astype(np.float64)
    cosine: Floats = np.einsum("nd,nd->n", wide[first], wide[second])
    return cosine
