"""What asking finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class Counts:
    """How many rows were asked about, and what became of them.

    `rows` = `without_text` + `items`, and `items` = all of `answered` + all of `failed`.

    Attributes:
        rows: Rows of the table.
        without_text: Rows whose text is missing or blank; they are not asked about.
        items: Rows with a text.
        distinct: Texts among them that differ by more than case and white space.
        answered: Identity of a model → rows it answered.
        stood_in: Reason → rows that the local model answered because the server's did not.
        failed: Reason → rows without an answer.
    """

    rows: int
    without_text: int
    items: int
    distinct: int
    answered: Mapping[str, int]
    stood_in: Mapping[str, int]
    failed: Mapping[str, int]

    @property
    def left_at_the_budget(self) -> int:
        """Rows without an answer because the budget was spent."""
        return self.failed.get(STOPPED, 0)


STOPPED = "stopped at the budget"
NO_TEXT = "no text"
TOO_LARGE = "a number in the answer is too large"


@dataclass(frozen=True)
class AskResult:
    """What asking finds.

    Attributes:
        answers: A row for each row of the table, in its order: row Int64, text String, a column
            for each property of the schema, made_by String, reason String. Empty cells are null.
        counts: What became of the rows.
    """

    answers: pl.DataFrame = field(repr=False)
    counts: Counts

    @property
    def stopped(self) -> bool:
        """Whether the budget was spent before all was asked."""
        return self.counts.left_at_the_budget > 0
