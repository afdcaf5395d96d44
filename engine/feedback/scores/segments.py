"""The values of a column beside each other: each against the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from engine.feedback.responses import SEGMENT, Floats, Ints, Mask
from engine.feedback.scores.answers import Answers
from engine.feedback.scores.columns import Schema, empty, known, shaped, whole
from engine.feedback.scores.differences import Differences, differences
from engine.feedback.scores.enough import are_enough, why_not_enough
from engine.feedback.scores.holm import holm
from engine.feedback.scores.intervals import interval_of
from engine.feedback.scores.needed import LEAST, needed_to_tell
from engine.feedback.scores.sums import Sums, add_up, all_of

COLUMNS: Schema = {
    "heading": pl.String, "value": pl.String, "n": pl.Int64, "share": pl.Float64,
    "nps": pl.Float64, "low": pl.Float64, "high": pl.Float64, "mean": pl.Float64,
    "difference": pl.Float64, "difference_low": pl.Float64, "difference_high": pl.Float64,
    "p": pl.Float64, "p_holm": pl.Float64, "enough": pl.Boolean, "needed": pl.Int64,
    "says": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class Segment:
    """A column that tells responses apart.

    Attributes:
        heading: Its heading.
        values: Its values, ascending.
        code: (rows,) the value of each response, -1 where it has none.
    """

    heading: str
    values: tuple[str, ...]
    code: Ints = field(repr=False)


def segments_of(responses: pl.DataFrame, headings: Sequence[str]) -> Iterator[Segment]:
    """Those columns of a table of responses that it has, in the order of the headings."""
    for heading in headings:
        if SEGMENT + heading in responses.columns:
            column = responses[SEGMENT + heading].cast(pl.String)
            values = tuple(column.drop_nulls().unique().sort().to_list())
            codes = column.cast(pl.Enum(list(values))).to_physical().cast(pl.Int64)
            yield Segment(heading, values, codes.fill_null(-1).to_numpy())


def compare_segments(answers: Answers, segments: Sequence[Segment]) -> pl.DataFrame:
    """The table `Measures.segments`.

    Each value is compared with all other answers that have a value of that heading. Where either
    side is worth fewer than `LEAST` answers there is no test, so that p is null; all tests of the
    table are corrected together (Holm). `n` counts scored answers, `share` is theirs of all
    scored ones by weight. Low and high are of the NPS, or of the mean where there is no NPS.
    `needed` are the answers lacking for the difference to be told four times in five among so many
    tests, 0 where it is told, null where it is too small for any number of answers.

    Args:
        answers: All that count.
        segments: The columns, by place of the whole table.
    """
    pairs = [pair for segment in segments for pair in _of_heading(answers, segment)]
    if not pairs:
        return empty(COLUMNS)
    tests = max(1, sum(int(pair.tested.sum()) for pair in pairs))
    table = pl.concat([_table(answers, pair, tests) for pair in pairs])
    adjusted = holm(table["p"].fill_null(np.nan).to_numpy())
    told = pl.Series(adjusted < 1 - answers.sure)
    table = table.with_columns(
        p_holm=known(adjusted), needed=pl.when(told).then(0).otherwise("needed")
    )
    return shaped(table, COLUMNS)


@dataclass(frozen=True)
class _Pairs:
    """The values of a heading, the largest first, and for each the rest of the heading."""

    heading: str
    values: list[str]
    ones: Sums
    rest: Sums

    @property
    def tested(self) -> Mask:
        """Which have answers enough on both sides."""
        return np.minimum(self.ones.effective, self.rest.effective) >= LEAST


def _of_heading(answers: Answers, segment: Segment) -> Iterator[_Pairs]:
    code = segment.code[answers.at]
    sums = add_up(answers, code, len(segment.values))
    largest = np.lexsort((np.arange(len(sums)), -sums.n))
    values = largest[: int((sums.n > 0).sum())]
    if len(values):
        ones = sums.take(values)
        every = add_up(answers, np.where(code < 0, -1, 0), 1)
        rest = every.take(np.zeros(len(values), dtype=np.int64)) - ones
        yield _Pairs(segment.heading, [segment.values[k] for k in values], ones, rest)


def _table(answers: Answers, pair: _Pairs, tests: int) -> pl.DataFrame:
    ones = pair.ones
    interval = interval_of(ones, answers.sure)
    found = differences(ones, pair.rest, answers.sure)
    lacking = _lacking(pair, found, 1 - (1 - answers.sure) / tests)
    return pl.DataFrame(
        {
            "heading": pl.Series([pair.heading] * len(ones), dtype=pl.String),
            "value": pl.Series(pair.values, dtype=pl.String),
            "n": ones.n,
            "share": ones.weight / all_of(answers).weight,
            "nps": known(ones.value if ones.is_nps else np.full(len(ones), np.nan)),
            "low": known(interval[0]),
            "high": known(interval[1]),
            "mean": known(ones.mean),
            "difference": known(found.value),
            "difference_low": known(found.low),
            "difference_high": known(found.high),
            "p": known(np.where(pair.tested, found.p, np.nan)),
            "enough": are_enough(ones, interval),
            "needed": whole(lacking),
            "says": pl.Series(why_not_enough(ones, interval, answers.sure), dtype=pl.String),
        }
    )


def _lacking(pair: _Pairs, found: Differences, sure: float) -> Floats:
    """Answers that each value still lacks, weighted as it is, if the rest grows with it."""
    ones, rest = pair.ones, pair.rest
    worth = np.where(ones.effective > 0, ones.effective, np.nan)
    variances = (ones.variance, rest.variance)
    needed = needed_to_tell(variances, rest.effective / worth, found.value, sure)
    return np.maximum(np.ceil(needed * ones.n / worth - 1e-9) - ones.n, 1)
