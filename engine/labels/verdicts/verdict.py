"""What is said about every label in the end, and by whom."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from engine.labels.verdicts.sent import Sent
from engine.labels.words import Floats, Ints, Mask

DECIDED_BY = ("rule", "local", "llm", "reviewer")
"""By a threshold of the self-test or the file's own status, by the models of this computer where
it is unclear, by a language model, by a person."""


@dataclass(frozen=True)
class SelfTest:
    """What became of wrong labels of our own making, put among labels the file's models trust.

    Attributes:
        made: Kind of errors → how many were made (`uniform`, `confusion`).
        threshold: Least chance of being wrong from which a label is called clearly wrong, or None
            where no threshold keeps the promise.
        fine_below: Chance of being wrong below which a label is called clearly right.
        promised: Precision of what is called clearly wrong, as estimated, 0..1.
        low: Lower end of its 95 % interval.
        high: Upper end.
        found: Share of the errors made that are called clearly wrong, or at least as likely wrong
            as right where nothing is called clearly wrong, by kind.
        missed: Share of the errors made among what is called clearly right, by kind.
        too_small: Why there is none, as a sentence; empty where there is one.
    """

    made: dict[str, int]
    threshold: float | None
    fine_below: float
    promised: float | None
    low: float | None
    high: float | None
    found: dict[str, float]
    missed: dict[str, float]
    too_small: str = ""


@dataclass(frozen=True)
class Verdicts:
    """A verdict about each of m labels of `Given`.

    Attributes:
        score: 0 fine … 1 wrong, never empty, (m,).
        is_outlier: Whether the label is called wrong, (m,).
        clear: Whether the self-test's thresholds or the file's own status settle it, (m,).
        suggested: Number of the label it should be, -1 where there is none, (m,).
        confidence: Of the suggestion where there is one, else of the verdict, 0..1, (m,).
        decided_by: Place in `DECIDED_BY`, (m,).
        reasons: In words, m.
        made_by: Identity of the model that decided, empty for rules, m.
        sent: What a language model was asked, and what became of it; None where nothing was.
    """

    score: Floats = field(repr=False)
    is_outlier: Mask = field(repr=False)
    clear: Mask = field(repr=False)
    suggested: Ints = field(repr=False)
    confidence: Floats = field(repr=False)
    decided_by: npt.NDArray[np.int8] = field(repr=False)
    reasons: tuple[str, ...] = field(repr=False)
    made_by: tuple[str, ...] = field(repr=False)
    sent: Sent | None = field(repr=False, default=None)
