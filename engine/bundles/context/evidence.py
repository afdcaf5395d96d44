"""What speaks for a set of products: how often, against how often chance would have it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from engine.bundles.context.itemsets import Itemsets
from engine.bundles.context.significance import benjamini_hochberg, family_size, itemset_log_p
from engine.bundles.context.subsets import Counts, SubsetCounts
from engine.bundles.context.transactions import Floats, Ints
from engine.steps import Progress


@dataclass(frozen=True)
class SetEvidence:
    """Evidence for all frequent sets of one size, row by row.

    Attributes:
        sets: (n, k) product numbers, ascending.
        together: (n,) orders that hold all of them.
        either: (n,) orders that hold at least one.
        chance: (n,) orders expected to hold all if each were bought independently.
        lift: (n,) together / chance; 1 = as chance predicts.
        confidence: (n,) 0..1, of the best rule with one product as its consequent.
        to: (n,) that consequent's product number.
        log_p: (n,) natural logarithm of the p-value, see `itemset_log_p`.
        q_value: (n,) 0..1, after Benjamini-Hochberg over all sets of this size that the frequent
            products could form.
    """

    sets: Ints
    together: Ints
    either: Ints
    chance: Floats
    lift: Floats
    confidence: Floats
    to: Ints
    log_p: Floats
    q_value: Floats


def gather_evidence(
    itemsets: Itemsets, counts: SubsetCounts, step: Progress
) -> tuple[SetEvidence, ...]:
    """Evidence for sets of 2, of 3, and so on."""
    answers = []
    for size, log_p in enumerate(itemset_log_p(itemsets, counts, step), start=2):
        sets, together = itemsets.sets[size - 1], itemsets.counts[size - 1]
        chance = chance_of(sets, counts, itemsets.orders)
        confidence, to = best_rule_of(sets, together, counts)
        family = family_size(len(itemsets.sets[0]), size)
        answers.append(
            SetEvidence(
                sets=sets,
                together=together,
                either=either_of(sets, counts),
                chance=chance,
                lift=together / chance,
                confidence=confidence,
                to=to,
                log_p=log_p,
                q_value=benjamini_hochberg(log_p, max(family, len(log_p))),
            )
        )
    return tuple(answers)


def chance_of(sets: Ints, counts: Counts, orders: int) -> Floats:
    """N times the product of the items' shares."""
    chance = np.full(len(sets), float(orders))
    for column in range(sets.shape[1]):
        chance = chance * (counts.of(sets[:, [column]]) / orders)
    return chance


def either_of(sets: Ints, counts: Counts) -> Ints:
    """Size of the union, by inclusion and exclusion over the subsets."""
    size = sets.shape[1]
    union = np.zeros(len(sets), dtype=np.int64)
    for taken in range(1, size + 1):
        sign = 1 if taken % 2 else -1
        for columns in itertools.combinations(range(size), taken):
            union += sign * counts.of(sets[:, columns])
    return union


def best_rule_of(sets: Ints, together: Ints, counts: Counts) -> tuple[Floats, Ints]:
    """Highest confidence with one consequent; among equals the first product.

    It is nan, and the product -1, where no order holds any antecedent.
    """
    best, to = np.full(len(sets), np.nan), np.full(len(sets), -1, dtype=np.int64)
    for column in range(sets.shape[1]):
        rest = counts.of(np.delete(sets, column, axis=1))
        confidence = np.divide(together, rest, out=np.full(len(sets), np.nan), where=rest > 0)
        better = (confidence > best) | (np.isnan(best) & (rest > 0))
        best[better], to[better] = confidence[better], sets[better, column]
    return best, to
