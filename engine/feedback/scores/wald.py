"""How sure an NPS is: the adjusted Wald interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.feedback.responses import Floats

# Rocks (2016): three more answers, a quarter of them promoters and a quarter detractors.
_MORE, _MORE_ON_EACH_SIDE = 3.0, 0.75


@dataclass(frozen=True)
class Adjusted:
    """Scores after the adjustment, from which intervals and tests are made; any shape.

    Attributes:
        middle: Share of promoters less that of detractors, -1..1, drawn a little towards 0.
        error: Its standard error, above 0.
    """

    middle: Floats
    error: Floats


def adjusted(up: Floats, down: Floats, answers: Floats) -> Adjusted:
    """Adjusted Wald (3, T) of B. Rocks, The American Statistician 70 (2016).

    Args:
        up: Share of promoters, 0..1, any shape; NaN where there are no answers.
        down: Share of detractors, 0..1.
        answers: How many answers, or how many equally weighted ones are worth as much: (Σw)²/Σw².
    """
    total = answers + _MORE
    more = (up * answers + _MORE_ON_EACH_SIDE) / total
    less = (down * answers + _MORE_ON_EACH_SIDE) / total
    middle = more - less
    return Adjusted(middle, np.sqrt((more + less - middle**2) / total))
