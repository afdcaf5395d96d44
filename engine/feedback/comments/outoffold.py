"""A yes or no question asked about texts, each of a model that never saw the text."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.feedback.comments.lesson import FOLDS
from engine.feedback.responses import Floats, Ints, Mask

LEAST_OF_EACH = 10
"""Texts with the answer yes, and with no, that a model needs."""
MOST_TAUGHT = 20_000
"""Texts that a model learns from; more would cost their share and teach little."""
TOLERANCE = 1e-2  # liblinear's own; finer ones take three times as long and read no better.


def ask_out_of_fold(
    grams: Any, yes: Mask, weight: Floats, fold: Ints, strength: float
) -> Floats | None:
    """Log odds of yes by logistic regression, out of fold, (m,); None where one side is too small.

    Args:
        grams: Facts about every text, a sparse matrix (m, d).
        yes: The answers, (m,).
        weight: How much each teaches, at least 0; 0 is asked only, (m,).
        fold: Texts of one fold are asked about together, (m,).
        strength: Inverse of the regularisation, above 0.
    """
    taught = np.flatnonzero(weight > 0)
    least = min(int(yes[taught].sum()), int((~yes[taught]).sum()))
    if least < LEAST_OF_EACH:
        return None
    odds = np.zeros(len(fold))
    for number in range(FOLDS):
        others = taught[fold[taught] != number]
        asked = np.flatnonzero(fold == number)
        if len(asked):
            odds[asked] = _asked(grams, yes, weight, (_evenly(others), asked), strength)
    return odds


def _evenly(texts: Ints) -> Ints:
    """At most `MOST_TAUGHT` of some texts, at even steps."""
    count = min(len(texts), MOST_TAUGHT)
    return texts[np.arange(count) * len(texts) // max(count, 1)]


def _asked(
    grams: Any, yes: Mask, weight: Floats, split: tuple[Ints, Ints], strength: float
) -> Floats:
    # Costly to import and needed in the worker process only.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    taught, asked = split
    if len(np.unique(yes[taught])) == 1:
        return np.zeros(len(asked))
    model = LogisticRegression(solver="liblinear", C=strength, tol=TOLERANCE, random_state=0)
    model.fit(grams[taught], yes[taught], sample_weight=weight[taught])
    odds: Floats = model.decision_function(grams[asked])
    return odds
