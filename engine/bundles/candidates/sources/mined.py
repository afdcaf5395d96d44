"""Sources that the file's own orders feed: itemsets, rules and the most frequent pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.bundles.candidates.pool import Mask
from engine.bundles.candidates.sets import padded
from engine.bundles.context.evidence import SetEvidence
from engine.bundles.context.transactions import Floats, Ints

LEAST_CONFIDENCE = 0.3
LEAST_LIFT = 1.2
TOP_PAIRS = 200
MOST_SETS = 20_000
OF_EACH_PRODUCT = 3


def from_itemsets(evidence: Sequence[SetEvidence], false_discovery: float) -> Ints:
    """(n, 4) frequent sets that are significant and more often together than chance.

    Where there are more than twenty thousand, each product keeps its three strongest and the rest
    goes by strength: orders together beyond those that chance predicts.
    """
    sets, strength = _all(evidence, [_significant(one, false_discovery) for one in evidence])
    if len(sets) <= MOST_SETS:
        return sets
    order = np.lexsort((*sets.T[::-1], -strength))
    leading = np.zeros(len(sets), dtype=bool)
    leading[order[_first_of_each(sets[order])]] = True
    ranked = order[np.argsort(~leading[order], kind="stable")]
    return sets[np.sort(ranked[:MOST_SETS])]


def from_rules(evidence: Sequence[SetEvidence], false_discovery: float) -> Ints:
    """(n, 4) those with a rule of confidence .3 or more and lift 1.2 or more."""
    good = [
        _significant(one, false_discovery)
        & (one.confidence >= LEAST_CONFIDENCE)
        & (one.lift >= LEAST_LIFT)
        for one in evidence
    ]
    return _all(evidence, good)[0]


def from_top_pairs(evidence: Sequence[SetEvidence]) -> Ints:
    """(n, 4) the two hundred pairs that most orders hold, where chance predicts fewer."""
    if not evidence:
        return _all(evidence, [])[0]
    pairs = evidence[0]
    above = np.flatnonzero(pairs.lift > 1)
    first, second = pairs.sets[above].T
    top = above[np.lexsort((second, first, -pairs.together[above]))[:TOP_PAIRS]]
    return padded(pairs.sets[top])


def _significant(evidence: SetEvidence, false_discovery: float) -> Mask:
    significant: Mask = (evidence.q_value <= false_discovery) & (evidence.lift > 1)
    return significant


def _all(evidence: Sequence[SetEvidence], good: Sequence[Mask]) -> tuple[Ints, Floats]:
    """Sets of all sizes, and how many more orders hold each than chance predicts."""
    sets = [padded(np.empty((0, 2), np.int64))]
    strength = [np.empty(0)]
    for one, keep in zip(evidence, good, strict=True):
        sets.append(padded(one.sets[keep]))
        strength.append((one.together - one.chance)[keep])
    return np.concatenate(sets), np.concatenate(strength)


def _first_of_each(sets: Ints) -> Ints:
    """Rows that are among the first three of any of their products."""
    there = np.nonzero(sets >= 0)
    item, row = sets[there], there[0]
    order = np.lexsort((row, item))
    begins = np.concatenate(([True], item[order][1:] != item[order][:-1]))
    places = np.arange(len(order))
    rank = places - np.maximum.accumulate(np.where(begins, places, 0))
    rows: Ints = np.unique(row[order[rank < OF_EACH_PRODUCT]])
    return rows
