"""The scores of a checked survey: what they are out of, and who promotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from engine.feedback.responses import Floats, Scored
from engine.feedback.scores.answers import NPS_SCALES
from engine.feedback.scores.nps import PASSIVE, PROMOTER

MAPPED_SCALES = ("1-5", "1-7")
SATISFIED: Mapping[str, float] = {"0-1": 1, "0-5": 4, "1-5": 4, "1-7": 6}
"""Scales that have satisfied responses, and the least score of one: the top two of 5 and 7."""

_NO_GROUP = -2


def read_scores(
    lines: pl.DataFrame, scale_facts: Mapping[str, Any] | None, *, map_scores: bool
) -> Scored:
    """Read the scores of a survey; nothing is guessed, filled in or moved to another scale.

    From 0 or 1 to 10, promoters give 9 or 10 and detractors less than 7. On 1-5 and 1-7, where
    the user maps them, the highest score is a promoter's, the next one passive, any other a
    detractor's. Other scales make no NPS, and of mixed or unknown ones there is no score at all.

    Args:
        lines: The checked table, with a column score.
        scale_facts: What was found of the scale: name, low, high, mixed; None where the survey
            has no scores.
        map_scores: Whether the user wants an NPS of scores on 1-5 or 1-7.
    """
    given = lines["score"].cast(pl.Float64).fill_null(np.nan).to_numpy()
    if scale_facts is None or np.isnan(given).all():
        return _none(len(given), "", ())
    name, mixed = str(scale_facts["name"]), tuple(scale_facts.get("mixed", ()))
    if mixed or name in ("mixed", "unknown"):
        return _none(len(given), name, mixed)
    low, high = float(scale_facts["low"]), float(scale_facts["high"])
    score = np.where((given >= low) & (given <= high), given, np.nan)
    least = _least(name, high, map_scores=map_scores)
    group = _groups(score, *least) if least else _ungrouped(len(score))
    return Scored(name, low, high, score, group, says=_says(name, low, high, mapped=map_scores))


def _least(name: str, high: float, *, map_scores: bool) -> tuple[float, float] | None:
    """Least score of a promoter and of a passive, None where the scale gives no NPS."""
    if name in NPS_SCALES:
        return PROMOTER, PASSIVE
    return (high, high - 1) if map_scores and name in MAPPED_SCALES else None


def _groups(score: Floats, promoter: float, passive: float) -> npt.NDArray[np.int8]:
    sides = np.where(score >= promoter, 1, np.where(score >= passive, 0, -1))
    return np.where(np.isnan(score), _NO_GROUP, sides).astype(np.int8)


def _ungrouped(rows: int) -> npt.NDArray[np.int8]:
    return np.full(rows, _NO_GROUP, dtype=np.int8)


def _none(rows: int, name: str, mixed: tuple[str, ...]) -> Scored:
    """Scores that nothing can be counted from."""
    nan = float("nan")
    says = ""
    if mixed:
        says = (
            f"The scores seem to mix the scales {' and '.join(mixed)}: they are neither averaged "
            "nor made an NPS. Choose the scale on the Files page to have figures."
        )
    elif name:
        says = (
            "No known scale holds the scores: they are neither averaged nor made an NPS. Choose "
            "the scale on the Files page to have figures."
        )
    return Scored(name, nan, nan, np.full(rows, np.nan), _ungrouped(rows), mixed, says)


def _says(name: str, low: float, high: float, *, mapped: bool) -> str:
    if name == "0-10":
        return ""
    if name == "1-10":
        return (
            "The scores go from 1 to 10: 9 and 10 are promoters, 1 to 6 detractors. An NPS is "
            "asked from 0 to 10, so that published ones compare only roughly."
        )
    begins = f"Scores from {low:g} to {high:g}"
    if name in MAPPED_SCALES and mapped:
        return (
            f"{begins} were mapped as you chose: {high:g} is a promoter, {high - 1:g} passive, "
            f"{low:g} to {high - 2:g} detractors. That NPS does not compare with one asked from "
            "0 to 10."
        )
    return f"{begins} make no NPS: their mean is shown{_satisfied(name, high)}."


def _satisfied(name: str, high: float) -> str:
    least = SATISFIED.get(name)
    if least is None:
        return ""
    which = f"{high:g}" if least == high else f"{least:g} and {high:g}"
    return f", and the share of satisfied ones ({which})"
