"""How well a ranking of labels finds the wrong ones, and what it says they should be."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from engine.labels.words import Floats, Ints, Mask

TOP = 50


@dataclass(frozen=True)
class Figures:
    """All 0..1, larger is better.

    Attributes:
        ap: Average precision.
        auroc: Area under the curve of found against falsely called.
        at_errors: Precision among as many of the most suspicious as there are errors.
        at_50: Precision among the 50 most suspicious.
        right: Share of errors whose suggestion is the true label; NaN where none are made.
    """

    ap: float
    auroc: float
    at_errors: float
    at_50: float
    right: float

    @classmethod
    def of(cls, score: Floats, wrong: Mask, suggested: Ints | None, true: Ints) -> Self:
        """Judge a ranking.

        Args:
            score: Suspicion of each label, larger is more suspicious, (m,).
            wrong: Which labels are wrong, (m,).
            suggested: What each should be, were it wrong, (m,); None where nothing is said.
            true: The true labels, (m,).
        """
        from sklearn.metrics import average_precision_score, roc_auc_score

        order = np.argsort(-score, kind="stable")
        right = np.nan if suggested is None else (suggested == true)[wrong].mean()
        return cls(
            float(average_precision_score(wrong, score)),
            float(roc_auc_score(wrong, score)),
            float(wrong[order[: wrong.sum()]].mean()),
            float(wrong[order[:TOP]].mean()),
            float(right),
        )

    @classmethod
    def mean(cls, several: list[Self]) -> Self:
        """The mean of several, figure by figure."""
        return cls(*(float(np.mean([getattr(one, field.name) for one in several]))
                     for field in fields(cls)))  # fmt: skip

    def cells(self) -> list[str]:
        """The figures as they are printed."""
        values = (getattr(self, field.name) for field in fields(self))
        return ["-" if np.isnan(value) else f"{value:.3f}" for value in values]


HEADINGS = ("AP", "AUROC", "P@errors", "P@50", "right")


def best_other(chances: Floats, label: Ints) -> Ints:
    """The likeliest label other than the given one, (m,)."""
    others = chances.copy()
    others[np.arange(len(label)), label] = -1
    best: Ints = others.argmax(axis=1)
    return best


def surely(wrong: Floats) -> Floats:
    """Chances as logarithms of odds, so that those next to 1 stay apart."""
    return np.log(wrong + 1e-12) - np.log1p(1e-12 - wrong)
