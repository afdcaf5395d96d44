"""The Net Promoter Score by its four methods, with the interval of the standard one.

Promoters give 9 or 10, detractors less than 7, the others are passive.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.errors import TooSmall

METHODS = ("standard", "shifted", "absolute", "weighted")
PROMOTER, PASSIVE = 9, 7  # least score of each
PASSIVE_WEIGHT = 0.5
SURE = 1.959964  # standard errors either way of 95 %
# Rocks (2016): three more answers, a quarter of them promoters and a quarter detractors.
_MORE, _MORE_ON_EACH_SIDE = 3.0, 0.75
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
        low: Lower end of the standard score's 95 % interval, -100..100.
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

    def by(self, method: str) -> float:
        """The score by one of `METHODS`."""
        scores = (self.standard, self.shifted, self.absolute, self.weighted)
        return dict(zip(METHODS, scores, strict=True))[method]

    def interpretation(self, method: str) -> str:
        """What the score by a method is called, from excellent to critical."""
        steps = _SHIFTED_WORDS if method == "shifted" else _OTHER_WORDS
        score = self.by(method)
        return next((words for least, words in steps if score >= least), "critical")


def nps_of(promoters: int, passives: int, detractors: int) -> Nps:
    """The score of so many promoters, passives and detractors.

    Raises:
        TooSmall: There are no answers at all.
    """
    total = promoters + passives + detractors
    if total == 0:
        raise TooSmall("There are no scores; an NPS needs at least one.")
    standard = 100 * (promoters - detractors) / total
    low, high = _interval(promoters, detractors, total)
    return Nps(
        promoters,
        passives,
        detractors,
        standard=standard,
        shifted=(standard + 100) / 2,
        absolute=abs(standard),
        weighted=standard + 100 * PASSIVE_WEIGHT * passives / total,
        low=low,
        high=high,
    )


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


def _interval(promoters: int, detractors: int, total: int) -> tuple[float, float]:
    """The adjusted Wald interval (3, T) of B. Rocks, The American Statistician 70 (2016)."""
    adjusted = total + _MORE
    up = (promoters + _MORE_ON_EACH_SIDE) / adjusted
    down = (detractors + _MORE_ON_EACH_SIDE) / adjusted
    margin = SURE * math.sqrt((up + down - (up - down) ** 2) / adjusted)
    return 100 * max(-1.0, up - down - margin), 100 * min(1.0, up - down + margin)
