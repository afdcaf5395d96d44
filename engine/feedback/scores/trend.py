"""The score over time: each period beside the one before it."""

from __future__ import annotations

import numpy as np
import polars as pl

from engine.feedback.responses import Ints, Mask
from engine.feedback.scores.answers import Answers
from engine.feedback.scores.buckets import Buckets, bucket
from engine.feedback.scores.columns import Schema, empty, known, shaped
from engine.feedback.scores.differences import differences
from engine.feedback.scores.enough import are_enough, why_not_enough
from engine.feedback.scores.holm import holm
from engine.feedback.scores.intervals import interval_of
from engine.feedback.scores.needed import LEAST
from engine.feedback.scores.sums import Sums, add_up

COLUMNS: Schema = {
    "start": pl.Date, "end": pl.Date, "label": pl.String, "by": pl.String, "n": pl.Int64,
    "nps": pl.Float64, "low": pl.Float64, "high": pl.Float64, "mean": pl.Float64,
    "difference": pl.Float64, "p": pl.Float64, "p_holm": pl.Float64, "enough": pl.Boolean,
    "says": pl.String,
}  # fmt: skip


def trend_of(answers: Answers, moment: pl.Series) -> pl.DataFrame:
    """The table `Measures.trend`: one row a period, gaps with n = 0; empty without dates.

    A period is compared with the one right before it, unless either is worth fewer than `LEAST`
    answers; all tests are corrected together (Holm). Low and high are of the NPS, or of the mean
    where there is no NPS.

    Args:
        answers: All that count.
        moment: (rows of the whole table,) null where there is none.
    """
    days = moment.gather(answers.at).dt.date()
    dated = days.is_not_null().to_numpy()
    if not dated.any():
        return empty(COLUMNS)
    buckets = bucket(days.drop_nulls())
    sums = add_up(answers, buckets.code, len(buckets.start), np.flatnonzero(dated))
    return shaped(_table(answers, buckets, sums), COLUMNS)


def undated(answers: Answers, moment: pl.Series) -> int:
    """How many answers have no date, and so are in no period."""
    return int(moment.gather(answers.at).null_count())


def _table(answers: Answers, buckets: Buckets, sums: Sums) -> pl.DataFrame:
    interval = interval_of(sums, answers.sure)
    before, after = _pairs(len(sums))
    found = differences(sums.take(after), sums.take(before), answers.sure)
    tested = _tested(sums, before, after)
    p = np.concatenate([[np.nan], np.where(tested, found.p, np.nan)])
    return pl.DataFrame(
        {
            "start": buckets.start,
            "end": buckets.end,
            "label": buckets.label,
            "by": [buckets.by] * len(sums),
            "n": sums.n,
            "nps": known(sums.value if sums.is_nps else np.full(len(sums), np.nan)),
            "low": known(np.where(sums.n > 0, interval[0], np.nan)),
            "high": known(np.where(sums.n > 0, interval[1], np.nan)),
            "mean": known(sums.mean),
            "difference": known(np.concatenate([[np.nan], found.value])),
            "p": known(p),
            "p_holm": known(holm(p)),
            "enough": are_enough(sums, interval),
            "says": why_not_enough(sums, interval, answers.sure),
        }
    )


def _pairs(periods: int) -> tuple[Ints, Ints]:
    return np.arange(periods - 1), np.arange(1, periods)


def _tested(sums: Sums, before: Ints, after: Ints) -> Mask:
    return np.minimum(sums.effective[before], sums.effective[after]) >= LEAST
