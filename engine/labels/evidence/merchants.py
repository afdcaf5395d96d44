"""What a merchant's other receipts say of a word: the labels of the words most like it there."""

from __future__ import annotations

import numpy as np

from engine.labels.evidence.facts import Dense
from engine.labels.words import Floats, Ints

NEARNESS = 0.1
"""Likeness by which a word's say falls to a third."""
SUPPOSED = 0.05
_AT_ONCE = 512


def ask_merchants(
    vectors: Dense, merchant: Ints, receipt: Ints, evidence: Floats
) -> tuple[tuple[str, ...], Dense]:
    """Votes of the words on other receipts of the same merchant, each by its likeness.

    A word alone at its merchant has no votes, which models learn to tell from votes against.

    Args:
        vectors: Words in context, unit length, (w, d).
        merchant: Number of each word's merchant, -1 where it is not known, (w,).
        receipt: Number of its receipt, (w,).
        evidence: What is believed of each word's label, (w, K), negative where the file says that
            it is not that label.

    Returns:
        Names and columns, (w, K + 2): votes for each label -1..1, the greatest likeness, and how
        many other receipts there are (as its logarithm).
    """
    labels = evidence.shape[1]
    told = np.zeros((len(vectors), labels + 2), dtype=np.float32)
    order = np.argsort(merchant, kind="stable")
    bounds = np.flatnonzero(np.diff(merchant[order], prepend=-2, append=-2))
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        rows = order[start:end]
        receipts = len(np.unique(receipt[rows]))
        if merchant[rows[0]] < 0 or receipts < 2:
            continue
        told[rows, -1] = np.log(receipts)
        for begin in range(0, len(rows), _AT_ONCE):
            asked = rows[begin : begin + _AT_ONCE]
            told[asked, :-1] = _votes(vectors, receipt, evidence, asked, rows)
    names = (*(f"merchant's votes {k}" for k in range(labels)), "merchant's likest", "receipts")
    return names, told


def _votes(vectors: Dense, receipt: Ints, evidence: Floats, asked: Ints, others: Ints) -> Floats:
    # By float64 sums the order of words at hand cannot tip a rounding.
    likeness = vectors[asked].astype(np.float64) @ vectors[others].T.astype(np.float64)
    likeness[receipt[asked][:, None] == receipt[others]] = -np.inf
    say = np.exp((likeness - 1) / NEARNESS)
    votes = say @ evidence[others] / (say.sum(1, keepdims=True) + SUPPOSED)
    likest = np.maximum(likeness.max(1, keepdims=True), -1)
    return np.hstack([votes, likest])
