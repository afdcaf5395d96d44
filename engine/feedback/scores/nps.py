"""The Net Promoter Score by its four methods, with the interval of the standard one.

Promoters give 9 or 10, detractors less than 7, the others are passive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.errors import TooSmall
from engine.feedback.scores.needed import LEAST, WIDEST
from engine.feedback.scores.normal import reach
from engine.feedback.scores.wald import adjusted

METHODS = ("standard", "shifted", "absolute", "weighted")
PROMOTER, PASSIVE = 9, 7  # least score of each
PASSIVE_WEIGHT = 0.5
RANGES: Mapping[str, tuple[int, int]] = {
    "standard": (-100, 100),
    "shifted": (0, 100),
    "absolute": (0, 100),
    "weighted": (-100, 100),
}
"""Lowest and highest score of each method; scores of two methods do not compare."""
_SHIFTED_WORDS = ((75, "excellent"), (50, "good"), (25, "needs improvement"))
_OTHER_WORDS = ((70, "excellent"), (50, "great"), (0, "good"), (-50, "needs improvement"))


@dataclass(frozen=True)
class Nps:
    """How many promoters, passives and detractors there are, and what that comes to.

    The scores are not comparable with each other; published ones are standard.

    Attributes:
        promoters: Answers of 9 or 10.
        passives: Answers of 7 up to 9.
        detractors: Answers of less than 7.
        standard: Percentage of promoters less that of detractors, -100..100.
        shifted: The standard score on a scale from 0 to 100, on which 50 is neutral.
        absolute: The standard score without its sign, 0..100.
        weighted: The standard score with half the percentage of passives added, -100..100.
        low: Lower end of the standard score's interval, -100..100.
        high: Its upper end.
    """

    promoters: int
    passives: int
    detractors: int
    standard: float
    shifted: float
    absolute: float
    weighted: float
    low: float
    high: float

    @property
    def responses(self) -> int:
        """How many answers there are in all."""
        return self.promoters + self.passives + self.detractors

    @property
    def enough(self) -> bool:
        """Whether there are answers enough, and an interval narrow enough, to say the score."""
        low, high = RANGES["standard"]
        return self.responses >= LEAST and (self.high - self.low) / 2 <= WIDEST * (high - low)

    def by(self, method: str) -> float:
        """The score by one of `METHODS`."""
        scores = (self.standard, self.shifted, self.absolute, self.weighted)
        return dict(zip(METHODS, scores, strict=True))[method]

    def interpretation(self, method: str) -> str:
        """What the score by a method is called, from excellent to critical."""
        return interpretation_of(method, self.by(method))


def interpretation_of(method: str, score: float) -> str:
    """What a score by one of `METHODS` is called, from excellent to critical."""
    steps = _SHIFTED_WORDS if method == "shifted" else _OTHER_WORDS
    return next((words for least, words in steps if score >= least), "critical")


def scores_of(up: float, passive: float, down: float) -> dict[str, float]:
    """The score by each of `METHODS`, each on the range of `RANGES`.

    Args:
        up: Share of promoters, 0..1.
        passive: Share of passives, 0..1.
        down: Share of detractors, 0..1.
    """
    standard = 100 * (up - down)
    weighted = standard + 100 * PASSIVE_WEIGHT * passive
    scores = (standard, (standard + 100) / 2, abs(standard), weighted)
    return dict(zip(METHODS, scores, strict=True))


def nps_of(promoters: int, passives: int, detractors: int, sure: float = 0.95) -> Nps:
    """The score of so many promoters, passives and detractors.

    Args:
        promoters: Answers of promoters.
        passives: Answers of passives.
        detractors: Answers of detractors.
        sure: Confidence of the interval.

    Raises:
        TooSmall: There are no answers at all.
    """
    total = promoters + passives + detractors
    if total == 0:
        raise TooSmall("There are no scores; an NPS needs at least one.")
    scores = scores_of(promoters / total, passives / total, detractors / total)
    low, high = _interval(promoters / total, detractors / total, total, sure)
    return Nps(promoters, passives, detractors, **scores, low=low, high=high)


def nps_of_scores(scores: npt.NDArray[np.float64]) -> Nps:
    """The score of answers from 0 to 10; NaN is no answer.

    Args:
        scores: (answers,) in any order.

    Raises:
        TooSmall: None of them is a number.
    """
    given = scores[~np.isnan(scores)]
    promoters, detractors = int((given >= PROMOTER).sum()), int((given < PASSIVE).sum())
    return nps_of(promoters, len(given) - promoters - detractors, detractors)


def _interval(up: float, down: float, total: int, sure: float) -> tuple[float, float]:
    about = adjusted(np.array(up), np.array(down), np.array(float(total)))
    margin = reach(sure) * float(about.error)
    middle = float(about.middle)
    return 100 * max(-1.0, middle - margin), 100 * min(1.0, middle + margin)
