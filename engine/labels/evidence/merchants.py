"""A merchant's template: what the words most like one are on the merchant's other receipts.

Models learn from all merchants at once. Receipts of one merchant repeat themselves far more than
that, so what is believed of the same place on its other receipts is counted on top, and the more
of them there are, the less the models have to say.
"""

from __future__ import annotations

import numpy as np

from engine.labels.evidence.facts import Dense
from engine.labels.evidence.pooled import temper
from engine.labels.words import Floats, Ints

LEAST_RECEIPTS = 5
"""Receipts of a merchant from which they show a template; what fewer have alike is often chance."""
NEARNESS = 0.07
"""Likeness by which a word's vote falls to a third."""
MODELS_COUNT = 3.0
"""Votes of words in just the same context that what models say is worth."""
LEAST = 0.01
"""Share of it that is left however much the merchant's receipts speak against it."""
_AT_ONCE = 512


def ask_merchants(vectors: Dense, merchant: Ints, receipt: Ints, evidence: Floats) -> Floats:
    """Votes of the words on other receipts of the same merchant, each by its likeness.

    Args:
        vectors: Words in context, unit length, (w, d).
        merchant: Number of each word's merchant, -1 where it is not known, (w,).
        receipt: Number of its receipt, (w,).
        evidence: What is believed of each word's label, (w, K), negative where the file says that
            it is not that label.

    Returns:
        Votes for each label, (w, K); a word in just the same context has one in all, and words of
        a merchant with labels on fewer than `LEAST_RECEIPTS` receipts get none.
    """
    votes = np.zeros((len(vectors), evidence.shape[1]))
    order = np.argsort(merchant, kind="stable")
    bounds = np.flatnonzero(np.diff(merchant[order], prepend=-2, append=-2))
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        rows = order[start:end]
        if merchant[rows[0]] < 0 or len(np.unique(receipt[rows])) < LEAST_RECEIPTS:
            continue
        for begin in range(0, len(rows), _AT_ONCE):
            asked = rows[begin : begin + _AT_ONCE]
            votes[asked] = _votes(vectors, receipt, evidence, asked, rows)
    return votes


def _votes(vectors: Dense, receipt: Ints, evidence: Floats, asked: Ints, others: Ints) -> Floats:
    # By float64 sums the order of words at hand cannot tip a rounding.
    likeness = vectors[asked].astype(np.float64) @ vectors[others].T.astype(np.float64)
    likeness[receipt[asked][:, None] == receipt[others]] = -np.inf
    return np.asarray(np.exp((likeness - 1) / NEARNESS) @ evidence[others])


def count_votes(chances: Floats, votes: Floats, label: Ints) -> Floats:
    """Chances of models with a merchant's votes counted on top, tempered, (m, K).

    The mean of a Dirichlet distribution whose counts are `MODELS_COUNT` by what models say and the
    votes: without votes it is what models say, with many it is what they say.

    Args:
        chances: Chances by models, (m, K), rows adding up to 1.
        votes: Votes for each label, (m, K); negative ones are against it.
        label: The given labels, which decide the tempering only, (m,).
    """
    if not votes.any():
        return chances
    said = MODELS_COUNT * chances
    counted = np.maximum(said + votes, LEAST * said)
    return temper(counted / counted.sum(1, keepdims=True), label)
