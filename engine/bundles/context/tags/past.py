"""How far the file reaches back, and each product's orders by month of the last year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.bundles.context.counted import first_lines
from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.transactions import Ints

YEAR_DAYS = 365
LEAST_DAYS = 360  # of a file of twelve months, which need not begin on the first of one
MONTHS = 12


@dataclass(frozen=True)
class Past:
    """The time that the file covers.

    Attributes:
        covered: Days from its first to its last, both included; 0 without dates.
        days: (12,) days of each month, January first, within the last 365.
        by_month: (products, 12) orders within these 365 days; None where the file covers less
            than twelve months.
    """

    covered: int
    days: Ints
    by_month: Ints | None


def look_back(facts: ProductFacts, sales: Sales) -> Past:
    """Look back over the file from its last day."""
    last = facts.last_day
    day = sales.narrow("day")
    first = int(day[day >= 0].min(initial=last))
    year = np.arange(last - YEAR_DAYS + 1, last + 1)
    month = year.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % MONTHS
    days = np.bincount(month, minlength=MONTHS)
    covered = last - first + 1 if last >= 0 else 0
    if covered < LEAST_DAYS:
        return Past(covered, days, None)
    counted = np.flatnonzero(first_lines(sales) & (day >= year[0]))
    cell = sales.narrow("item")[counted] * np.int64(MONTHS) + month[day[counted] - year[0]]
    table = np.bincount(cell, minlength=len(facts) * MONTHS).reshape(len(facts), MONTHS)
    return Past(covered, days, table)
