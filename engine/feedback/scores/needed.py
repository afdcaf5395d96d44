"""How many answers a question needs."""

from __future__ import annotations

import numpy as np

from engine.feedback.responses import Floats
from engine.feedback.scores.normal import reach

POWER = 0.8
LEAST = 30
WIDEST = 0.1  # of the range of values: an NPS is told to ±20 points, a mean on 1-5 to ±0.4
MOST = 1_000_000  # a difference that takes more answers is none that a shop could ever see
_MORE = 3  # answers that the adjustment adds by itself


def needed_for_margin(variance: float, margin: float, sure: float) -> int:
    """Answers for an interval of ± so much, at least `LEAST`: s²Z²/d² - 3.

    J. Sauro: Sample sizes for Net Promoter Scores, MeasuringU.

    Args:
        variance: Of one answer's value.
        margin: Half the interval, above 0, in the same unit.
        sure: Confidence of the interval.
    """
    return max(LEAST, _whole(variance * reach(sure) ** 2 / margin**2 - _MORE))


def needed_to_tell(
    variances: tuple[Floats, Floats], ratio: Floats, d: Floats, sure: float
) -> Floats:
    """Answers of the first of two groups for a difference to be found four times in five.

    (Z of the confidence + Z of the power)² (s₁² + s₂²/r) / d² - 3; for equal groups this is the
    formula of J. Sauro: Sample sizes for comparing two Net Promoter Scores, MeasuringU.

    Args:
        variances: Of one answer's value in each group, (k,) each.
        ratio: Answers of the second group for each of the first, (k,).
        d: The difference to be told, (k,).
        sure: Confidence of the test.

    Returns:
        (k,) whole; NaN where no number of answers up to `MOST` would do.
    """
    z = reach(sure) + reach(2 * POWER - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        answers = np.ceil(z**2 * (variances[0] + variances[1] / ratio) / d**2 - _MORE - _SLACK)
    return np.where(answers <= MOST, np.maximum(answers, LEAST), np.nan)


_SLACK = 1e-9  # rounding must not ask for one answer more


def _whole(answers: float) -> int:
    return int(np.ceil(answers - _SLACK))
