"""Responses as the analysis works on them, and the columns of the table it ends in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

PROMOTERS, PASSIVES, DETRACTORS = "promoter", "passive", "detractor"
EMOTIONS = (
    "satisfaction", "frustration", "anger", "trust", "disappointment", "confusion", "anticipation",
)  # fmt: skip
CLASSES = ("very_negative", "negative", "neutral", "positive", "very_positive")
SEGMENT = "segment: "
MOST_THEMES = 3

COLUMNS: Mapping[str, pl.DataType] = {
    "row": pl.Int64(),
    "score": pl.Float64(),
    "nps_group": pl.String(),
    "comment": pl.String(),
    "language": pl.String(),
    "junk": pl.String(),
    "duplicate_of": pl.Int64(),
    "sentiment": pl.Float64(),
    "sentiment_class": pl.String(),
    **{name: pl.Float64() for name in EMOTIONS},
    "churn_risk": pl.Float64(),
    "themes": pl.List(pl.String()),
    "pain_points": pl.List(pl.String()),
    "key_phrases": pl.List(pl.String()),
    "mismatch": pl.String(),
    "analysed_by": pl.String(),
}
"""Columns of the table `responses`, one row for each response used, ascending by `row`.

row: number of the record in the input, from 1. score: on the file's own scale. nps_group:
promoter, passive, detractor; null where there is no score or its scale gives no NPS. junk: why a
comment says nothing, null where it says something. duplicate_of: row of the first response with
the same comment. sentiment: -1..1, null where nothing is known. churn_risk: 0..1. themes: at most
3, the weightiest first; null where there is no comment worth reading, empty where it is in none.
mismatch: `complaint` (a high score with a complaint), `praise` (a low one with praise), else null.
analysed_by: identity of the model that read the comment. Behind them stand `moment` (Datetime,
null where there is none), `customer` (String: a salted hash), `weight` (Float64), `leaving` (Int64:
explicit cues of leaving in the comment, null where there is none) and a String column
`segment: …` for each segment.
"""


@dataclass(frozen=True)
class Scored:
    """The scores of a file and what they are out of.

    Attributes:
        scale: Name of the scale, such as `0-10` or `1-5`; `mixed`, `unknown`, or empty where the
            file has no scores.
        low: Lowest possible score, NaN where there is no scale.
        high: Highest possible score.
        score: (n,) NaN where there is none, or where the scale gives none that can be used.
        group: (n,) 1 promoter, 0 passive, -1 detractor, -2 none.
        mixed: The scales that share the column; then there is no score to average.
        says: How the scores were read, a sentence for the user; empty where there is nothing to
            say.
    """

    scale: str
    low: float
    high: float
    score: Floats = field(repr=False)
    group: npt.NDArray[np.int8] = field(repr=False)
    mixed: tuple[str, ...] = ()
    says: str = ""

    @property
    def is_nps(self) -> bool:
        """Whether the scores make an NPS."""
        return bool((self.group > -2).any())
