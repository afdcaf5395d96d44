"""The answers that count in figures: scored, with a weight that can be used."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from engine.feedback.responses import DETRACTORS, PASSIVES, PROMOTERS, Floats, Ints

NPS_SCALES = ("0-10", "1-10")
_WORTH = {PROMOTERS: 1.0, PASSIVES: 0.0, DETRACTORS: -1.0}


@dataclass(frozen=True)
class Answers:
    """Scored responses with their weights.

    Attributes:
        at: (n,) their places in the table of responses, ascending.
        score: (n,) on the file's own scale.
        side: (n,) 1 promoter, 0 passive, -1 detractor; 0 for all where there is no NPS.
        weight: (n,) above 0.
        is_nps: Whether the scores make an NPS.
        low: The lowest possible score.
        high: The highest.
        sure: Confidence of intervals and tests.
        unweighted: Scored responses left out because their weight is missing or no number above 0.
    """

    at: Ints = field(repr=False)
    score: Floats = field(repr=False)
    side: Floats = field(repr=False)
    weight: Floats = field(repr=False)
    is_nps: bool
    low: float
    high: float
    sure: float
    unweighted: int = 0

    def __len__(self) -> int:
        return len(self.at)

    @property
    def value(self) -> Floats:
        """What is averaged: points of the NPS (-100, 0, 100), or else the scores, (n,)."""
        return 100 * self.side if self.is_nps else self.score

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest value an average may have."""
        return (-100.0, 100.0) if self.is_nps else (self.low, self.high)

    @cached_property
    def parts(self) -> Floats:
        """What each answer adds to `Sums`, (n, 7)."""
        w, x = self.weight, self.score
        up, down = w * (self.side > 0), w * (self.side < 0)
        return np.column_stack([np.ones(len(w)), w, w * w, up, down, w * x, w * x * x])


def answers_of(
    responses: pl.DataFrame, scale: str, bounds: tuple[float, float], sure: float
) -> Answers:
    """The answers of a table of responses.

    Args:
        responses: Columns score, nps_group and weight; without a column weight all weigh the same.
        scale: Name of the scale of the scores.
        bounds: Its lowest and its highest score.
        sure: Confidence of intervals and tests.
    """
    score = _floats(responses["score"])
    side = _floats(responses["nps_group"].replace_strict(_WORTH, default=None))
    is_nps = scale in NPS_SCALES or bool((~np.isnan(side)).any())
    scored = ~np.isnan(score) & (~np.isnan(side) if is_nps else True)
    weight = weights_of(responses)
    weighed = ~np.isnan(weight)
    at = np.flatnonzero(scored & weighed)
    return Answers(
        at=at,
        score=score[at],
        side=np.nan_to_num(side[at]),
        weight=weight[at],
        is_nps=is_nps,
        low=bounds[0],
        high=bounds[1],
        sure=sure,
        unweighted=int((scored & ~weighed).sum()),
    )


def weights_of(responses: pl.DataFrame) -> Floats:
    """How much each response counts, (rows,): above 0, NaN where that is not known."""
    if "weight" not in responses.columns:
        return np.ones(len(responses))
    weight = _floats(responses["weight"])
    return np.where(np.isfinite(weight) & (weight > 0), weight, np.nan)


def _floats(column: pl.Series) -> Floats:
    """NaN where there is none."""
    return column.cast(pl.Float64).fill_null(np.nan).to_numpy()
