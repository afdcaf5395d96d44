"""Order lines that are left out, each with the cell that says why."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from engine.files.check.lines import Lines
from engine.files.check.reasons import REASONS


def rejects_of(lines: Lines, row: pl.Series, reason: npt.NDArray[np.int8]) -> pl.DataFrame:
    """The rows left out, each with the cell behind the reason, never one that tells a person."""
    left = np.flatnonzero(reason >= 0)
    cells = {"row": row.gather(left), "reason": pl.Series(list(REASONS)).gather(reason[left])}
    for name in _SHOWN:
        words = lines.currency if name == "currency" else lines.cell(name)
        cells[name] = words.distinct.gather(words.place[left]).str.slice(0, 200)
    cells["price"] = cells[lines.priced_by] if lines.priced_by else cells["unit_price"]
    cells["amount"] = cells["quantity"].zip_with(
        pl.Series(~(lines.unit_price[left] < 0)), cells["price"]
    )
    behind = pl.col("order_id")
    for names, shown in _BEHIND.items():
        behind = pl.when(pl.col("reason").is_in(names)).then(shown).otherwise(behind)
    return pl.DataFrame(cells).select("row", "reason", behind.alias("value"))


_SHOWN = ("order_id", "sku", "product", "quantity", "unit_price", "line_total", "date", "currency")
_BEHIND = {
    ("return",): pl.col("amount"),
    ("zero_quantity", "unreadable_quantity"): pl.col("quantity"),
    ("unreadable_price", "no_price", "zero_or_negative_price"): pl.col("price"),
    ("not_a_product",): pl.coalesce("sku", "product"),
    ("no_date",): pl.col("date"),
    ("other_currency",): pl.col("currency"),
}
