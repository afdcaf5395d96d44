"""Rules and what they hold for → the rows left out, and those in doubt, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from engine.files.cells.words import Mask
from engine.files.check.checked import REJECTS
from engine.files.check.reasons import REASONS

SHOWN = 200  # characters of the cell behind a reason


@dataclass(frozen=True)
class Verdict:
    """One rule, looked at over all rows.

    Attributes:
        reason: A key of REASONS.
        holds: (rows,) where it holds.
        value: (rows,) the cells behind it, or None where there is none to show.
    """

    reason: str
    holds: Mask
    value: pl.Series | None = None

    def rows(self, row: pl.Series, among: Mask) -> pl.DataFrame:
        """row, reason, value of those among some rows that it holds for."""
        at = np.flatnonzero(self.holds & among)
        value = self.value
        shown = pl.Series([None] * len(at), dtype=pl.String) if value is None else value.gather(at)
        return pl.DataFrame(
            {
                "row": row.gather(at),
                "reason": pl.Series([self.reason] * len(at), dtype=pl.String),
                "value": shown.cast(pl.String).str.slice(0, SHOWN),
            },
            schema=REJECTS,
        )


def left_out(row: pl.Series, rules: Iterable[Verdict]) -> tuple[Mask, pl.DataFrame]:
    """(rows,) which rows are used, and row, reason, value of the others: the first that holds."""
    used = np.ones(len(row), dtype=bool)
    rejects = []
    for rule in rules:
        rejects.append(rule.rows(row, used))
        used &= ~rule.holds
    return used, _sorted(rejects)


def in_doubt(row: pl.Series, used: Mask, doubts: Iterable[Verdict]) -> pl.DataFrame:
    """row, reason, value of used rows for which something is odd; a row may have several."""
    return _sorted([doubt.rows(row, used) for doubt in doubts])


def _sorted(parts: list[pl.DataFrame]) -> pl.DataFrame:
    whole = pl.concat([pl.DataFrame(schema=REJECTS), *parts])
    place = pl.col("reason").replace_strict({name: k for k, name in enumerate(REASONS)})
    return whole.sort("row", place, maintain_order=True) if whole.height else whole
