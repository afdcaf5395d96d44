"""What a theme costs or earns: the score of all less the score without its responses.

The interval is the percentile bootstrap (Efron 1979). The score of all and the score without the
theme depend only on how many answers of each value are in the theme and not in it, so that drawing
answers with replacement is drawing those counts from a multinomial distribution: exact, and as
quick for a million answers as for a hundred. Where answers of one cell weigh differently, the
weight of so many drawn ones is drawn from the normal distribution with the cell's mean and spread.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.feedback.responses import Floats, Ints
from engine.feedback.scores.answers import Answers
from engine.feedback.scores.columns import summed

DRAWS = 2_000
_CELLS = 200_000  # most cells drawn for a theme: a scale of a hundred values has fewer draws


@dataclass(frozen=True)
class Impacts:
    """Of each theme; NaN where it holds all answers or none.

    Attributes:
        value: Points of the NPS, or of the mean score; below 0 the theme costs, (k,).
        low: Lower end of the interval, (k,).
        high: Upper end, (k,).
    """

    value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class _Cells:
    """Answers by value.

    Attributes:
        worth: (v,) the value.
        n: (v,) answers.
        weight: (v,) their weight.
        square: (v,) their squared weight.
    """

    worth: Floats = field(repr=False)
    n: Ints = field(repr=False)
    weight: Floats = field(repr=False)
    square: Floats = field(repr=False)


def impacts_of(answers: Answers, held: tuple[Ints, Ints], themes: int, seed: int) -> Impacts:
    """Leave out one theme after the other.

    Args:
        answers: All that count.
        held: Pairs of answers and themes, as `Holding.among` gives them.
        themes: How many there are.
        seed: Of the draws; every theme has the same, so that none depends on the others.
    """
    worth, value = np.unique(answers.value, return_inverse=True)
    every = _cells(answers, worth, value.astype(np.int64), np.arange(len(answers)))
    at, theme = held
    order = np.argsort(theme, kind="stable")
    edges = np.searchsorted(theme[order], np.arange(themes + 1))
    found = np.full((3, themes), np.nan)
    for k in range(themes):
        inside = _cells(answers, worth, value, at[order[edges[k] : edges[k + 1]]])
        if 0 < inside.n.sum() < every.n.sum():
            found[:, k] = _impact(every, inside, answers.sure, seed)
    return Impacts(*found)


def _cells(answers: Answers, worth: Floats, value: Ints, at: Ints) -> _Cells:
    code, weight, size = value[at], answers.weight[at], len(worth)
    return _Cells(
        worth,
        np.bincount(code, minlength=size),
        summed(code, weight, size),
        summed(code, weight * weight, size),
    )


def _impact(every: _Cells, inside: _Cells, sure: float, seed: int) -> tuple[float, float, float]:
    n = np.concatenate([inside.n, every.n - inside.n])
    weight = np.concatenate([inside.weight, every.weight - inside.weight])
    square = np.concatenate([inside.square, every.square - inside.square])
    luck = np.random.default_rng(seed)
    drawn = _draw(luck, n, weight, square)
    values = len(every.worth)
    without = drawn[:, values:]
    value = _mean(every.weight, every.worth) - _mean(weight[values:], every.worth)
    again = _mean(drawn[:, :values] + without, every.worth) - _mean(without, every.worth)
    tail = 50 * (1 - sure)
    low, high = np.nanpercentile(again, (tail, 100 - tail))
    return float(value), float(low), float(high)


def _draw(luck: np.random.Generator, n: Ints, weight: Floats, square: Floats) -> Floats:
    """Weight of each cell in each draw, (draws, cells)."""
    draws = min(DRAWS, _CELLS // len(n) + 1)
    times = luck.multinomial(n.sum(), n / n.sum(), size=draws)
    some = np.maximum(n, 1)
    mean = weight / some
    spread = np.sqrt(np.maximum(square / some - mean**2, 0))
    drawn = times * mean
    if (spread > _ROUNDING * mean).any():
        noise = luck.standard_normal(times.shape) * np.sqrt(times) * spread
        drawn = np.maximum(drawn + noise, 0)
    return drawn


_ROUNDING = 1e-6  # of the mean weight: less is no spread


def _mean(weight: Floats, worth: Floats) -> Floats:
    """Weighted mean over the last axis; NaN where there is no weight."""
    total = weight.sum(axis=-1)
    mean: Floats = weight @ worth / np.where(total > 0, total, np.nan)
    return mean
