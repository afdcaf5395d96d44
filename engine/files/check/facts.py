"""What a checked table holds, in numbers."""

from __future__ import annotations

from typing import Any

import polars as pl


def order_facts(lines: pl.DataFrame) -> dict[str, Any]:
    """lines, orders, products, first and last day (ISO or None), priced."""
    return {
        "lines": lines.height,
        "orders": lines["order_id"].n_unique(),
        "products": lines["sku"].n_unique(),
        **days(lines["moment"]),
        "priced": lines["unit_price"].null_count() < lines.height,
    }


def days(moments: pl.Series) -> dict[str, Any]:
    """First and last day as ISO dates, or None."""
    said = moments.drop_nulls()
    if not len(said):
        return {"first": None, "last": None}
    return {"first": said.min().date().isoformat(), "last": said.max().date().isoformat()}  # type: ignore[union-attr]
