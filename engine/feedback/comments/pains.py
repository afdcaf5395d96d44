"""What cues alone say of a comment: emotions, what hurts, and that somebody leaves."""

from __future__ import annotations

import numpy as np

from engine.feedback.comments.comments import Cues
from engine.feedback.responses import Floats, Ints, Mask

MOST_PAINS = 5
MOST_CUES = 2
"""Leaving cues of a comment that count; each halves the chance of staying."""


def emotions_of(cues: Cues, worth: Mask) -> Floats:
    """Share of each emotion among a comment's emotion cues, rows of NaN without any, (d, 7)."""
    counts = np.where(worth[:, None], cues.emotions, 0).astype(np.float64)
    total = counts.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(counts, total, out=np.full(counts.shape, np.nan), where=total > 0)
    return shares


def pains_of(cues: Cues, worth: Mask) -> tuple[tuple[str, ...], ...]:
    """Aspects that a comment blames, the most blamed first, at most five; d."""
    pains: list[tuple[str, ...]] = []
    blamed = np.where(worth[:, None] & cues.aspects, cues.blamed, 0.0)
    order = np.argsort(blamed, axis=1, kind="stable")[:, :MOST_PAINS]
    for row, places in zip(blamed, order, strict=True):
        pains.append(tuple(cues.aspect_names[k] for k in places.tolist() if row[k] < 0))
    return tuple(pains)


def with_leaving(low: Floats, leaving: Ints) -> Floats:
    """Churn risk: the chance of a low score, raised where a comment says that somebody leaves.

    Args:
        low: Chance of a score of at most 6 of 10, 0..1, NaN where it cannot be told, (d,).
        leaving: Explicit cues of leaving, (d,).
    """
    staying = (1 - low) * 0.5 ** np.minimum(leaving, MOST_CUES)
    risk: Floats = 1 - staying
    return risk
