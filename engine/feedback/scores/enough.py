"""Whether there are enough answers to tell, and what to say where there are not."""

from __future__ import annotations

import numpy as np

from engine.feedback.responses import Floats, Mask
from engine.feedback.scores.intervals import Interval
from engine.feedback.scores.needed import LEAST, WIDEST, needed_for_margin
from engine.feedback.scores.sums import Sums


def are_enough(sums: Sums, interval: Interval) -> Mask:
    """Whether each group has answers enough, and an interval narrow enough, to say its value."""
    return (sums.effective >= LEAST) & (_margin(interval) <= _widest(sums))


def why_not_enough(sums: Sums, interval: Interval, sure: float) -> list[str]:
    """A sentence for each group that has too few answers to tell; empty for the others."""
    fine = are_enough(sums, interval)
    return [
        "" if fine[k] else _sentence(sums, k, float(_margin(interval)[k]), sure)
        for k in range(len(sums))
    ]


def _sentence(sums: Sums, k: int, margin: float, sure: float) -> str:
    n, effective = int(sums.n[k]), float(sums.effective[k])
    if n == 0:
        return "No answers."
    worth = "" if effective > n - 0.5 else f", worth {effective:,.0f} by their weights"
    said = f"Not enough answers to tell: {n:,}{worth}"
    if effective < LEAST:
        return f"{said}, where {LEAST} are the least."
    goal, digits = _widest(sums), 0 if sums.is_nps else 2
    needed = needed_for_margin(float(sums.variance[k]), goal, sure) * n / effective
    more = max(1, int(np.ceil(needed - n)))
    return f"{said} leave ±{margin:.{digits}f}; about {more:,} more would make it ±{goal:g}."


def _margin(interval: Interval) -> Floats:
    return (interval[1] - interval[0]) / 2


def _widest(sums: Sums) -> float:
    return WIDEST * (sums.bounds[1] - sums.bounds[0])
