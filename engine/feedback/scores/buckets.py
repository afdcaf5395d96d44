"""Moments → days, weeks, months or quarters, whichever a trend can be seen in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl

from engine.feedback.responses import Ints
from engine.feedback.scores.needed import LEAST

UNITS = ("day", "week", "month", "quarter")
_EVERY = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "1q"}
MOST = 40  # periods that a chart still shows one by one
_FEWEST = 3


@dataclass(frozen=True)
class Buckets:
    """Periods one after the other, those without answers too.

    Attributes:
        by: day, week (from Monday), month or quarter.
        start: First day of each, ascending; k.
        end: The day after its last; k.
        code: (m,) the period of each moment.
    """

    by: str
    start: tuple[date, ...]
    end: tuple[date, ...]
    code: Ints = field(repr=False)

    @property
    def label(self) -> list[str]:
        """What each is called: 2026-03-14, 2026-03-09 (a week's Monday), 2026-03, 2026 Q1."""
        if self.by == "month":
            return [f"{day:%Y-%m}" for day in self.start]
        if self.by == "quarter":
            return [f"{day.year} Q{(day.month + 2) // 3}" for day in self.start]
        return [day.isoformat() for day in self.start]


def bucket(days: pl.Series) -> Buckets:
    """Choose the periods for a trend.

    The finest unit is taken that gives at most `MOST` periods of `LEAST` answers on average; where
    none does, the coarsest that still gives three periods, and else the finest.

    Args:
        days: (m,) dates, at least one, none null.
    """
    spans = {unit: _count(days, unit) for unit in UNITS}
    fine = [u for u in UNITS if spans[u] <= MOST and len(days) >= LEAST * spans[u]]
    several = [u for u in UNITS if _FEWEST <= spans[u] <= MOST]
    if fine and spans[fine[0]] >= 2:
        unit = fine[0]
    elif several:
        unit = several[-1]
    else:
        unit = "quarter" if spans["quarter"] > MOST else "day"
    return _cut(days, unit)


def _count(days: pl.Series, unit: str) -> int:
    """Periods from the first day to the last."""
    ends = pl.Series([days.min(), days.max()], dtype=pl.Date)
    first, last = ends.dt.truncate(_EVERY[unit]).to_list()
    if unit in ("day", "week"):
        return int((last - first).days // (1 if unit == "day" else 7)) + 1
    months = (last.year - first.year) * 12 + last.month - first.month
    return int(months // (1 if unit == "month" else 3)) + 1


def _cut(days: pl.Series, unit: str) -> Buckets:
    starts = days.dt.truncate(_EVERY[unit])
    first, last = starts.min(), starts.max()
    every = pl.select(pl.date_range(pl.lit(first), pl.lit(last), _EVERY[unit])).to_series()
    edges = every.to_list()
    after = pl.Series([edges[-1]], dtype=pl.Date).dt.offset_by(_EVERY[unit]).to_list()
    code = np.searchsorted(every.to_numpy(), starts.to_numpy()).astype(np.int64)
    return Buckets(unit, tuple(edges), (*edges[1:], *after), code)
