"""The score of all answers: the NPS by its four methods, or the mean and the satisfied."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.feedback.scores.answers import Answers
from engine.feedback.scores.enough import are_enough, why_not_enough
from engine.feedback.scores.intervals import interval_of, wilson
from engine.feedback.scores.needed import needed_for_margin
from engine.feedback.scores.nps import RANGES, interpretation_of, scores_of
from engine.feedback.scores.reading import SATISFIED
from engine.feedback.scores.sums import Sums, add_up, all_of

NARROW = 5.0  # points either way: what a score that is followed over time should be known to


def nps_figures(answers: Answers, headline: str) -> dict[str, Any]:
    """What `Measures.nps` holds, and n and the headline's range; empty where there is no NPS.

    Shares are weighted, counts are not.

    Args:
        answers: All that count.
        headline: One of `METHODS`.
    """
    if not answers.is_nps or not len(answers):
        return {}
    sums = all_of(answers)
    up, down = float(sums.up[0]), float(sums.down[0])
    passive = max(0.0, 1 - up - down)
    interval = interval_of(sums, answers.sure)
    scores = scores_of(up, passive, down)
    return {
        "method": headline,
        "headline": scores[headline],
        "range": RANGES[headline],
        "interpretation": interpretation_of(headline, scores[headline]),
        **scores,
        **_ends(sums, answers.sure),
        "promoters": int((answers.side > 0).sum()),
        "passives": int((answers.side == 0).sum()),
        "detractors": int((answers.side < 0).sum()),
        "promoter_share": up,
        "passive_share": passive,
        "detractor_share": down,
        "margin": float(interval[1][0] - interval[0][0]) / 2,
        "needed": _needed(sums, answers.sure),
    }


def _ends(sums: Sums, sure: float) -> dict[str, Any]:
    interval = interval_of(sums, sure)
    return {
        "n": int(sums.n[0]),
        "low": float(interval[0][0]),
        "high": float(interval[1][0]),
        "enough": bool(are_enough(sums, interval)[0]),
        "says": why_not_enough(sums, interval, sure)[0],
    }


def _needed(sums: Sums, sure: float) -> int:
    """Answers as these are weighted for an interval of ±`NARROW` points."""
    equal = needed_for_margin(float(sums.variance[0]), NARROW, sure)
    return int(np.ceil(equal * float(sums.n[0] / sums.effective[0]) - 1e-9))


def csat_figures(answers: Answers, scale: str) -> dict[str, Any]:
    """What `Measures.csat` holds; empty for the scales of an NPS and where there are no answers.

    Args:
        answers: All that count.
        scale: Name of their scale; mapped ones have both an NPS and these figures.
    """
    if scale in ("0-10", "1-10") or not len(answers):
        return {}
    means = _means(answers)
    interval = interval_of(means, answers.sure)
    least = SATISFIED.get(scale)
    figures = {
        "scale": scale,
        "n": int(means.n[0]),
        "mean": float(means.mean[0]),
        "mean_low": _known(interval[0][0]),
        "mean_high": _known(interval[1][0]),
        "satisfied": None,
        "low": None,
        "high": None,
        "satisfied_from": least,
        "enough": bool(are_enough(means, interval)[0]),
        "says": why_not_enough(means, interval, answers.sure)[0],
    }
    return figures | (_satisfied(answers, least) if least is not None else {})


def _means(answers: Answers) -> Sums:
    """All answers as scores, even where they are mapped to an NPS."""
    return Sums(all_of(answers).table, is_nps=False, bounds=(answers.low, answers.high))


def _satisfied(answers: Answers, least: float) -> dict[str, Any]:
    by_answer = (answers.score >= least).astype(np.int64)
    sums = add_up(answers, by_answer, 2)
    share = sums.weight[1] / sums.weight.sum()
    low, high = wilson(share, all_of(answers).effective[0], answers.sure)
    return {"satisfied": float(share), "low": float(low), "high": float(high)}


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
