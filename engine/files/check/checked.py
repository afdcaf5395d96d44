"""What checking leaves: the lines to use, and the records left out with their reasons."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

REJECTS = {"row": pl.Int64, "reason": pl.String, "value": pl.String}


@dataclass(frozen=True)
class Checked:
    """Records that were judged.

    Attributes:
        table: The lines to use: row, order_id, sku, title, quantity, unit_price, moment,
            customer (as the file has it), category; texts are categorical.
        rejects: row, reason, value (the cell behind the reason).
        notes: What had to be assumed, in sentences.
    """

    table: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    notes: tuple[str, ...] = ()
