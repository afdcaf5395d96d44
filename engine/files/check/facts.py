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


def receipt_facts(words: pl.DataFrame) -> dict[str, Any]:
    """Counts of a table of words.

    Returns:
        receipts, words (several rows of one number are one), labelled (words with a label),
        merchants, labels (label → rows, most first), statuses (status → rows with a label),
        boxes (share of rows that have one, 0..1), text_is (`lines` where more than a quarter of
        the rows hold several words, else `words`).
    """
    label = words["label"].cast(pl.String)
    labels = (
        label.drop_nulls().value_counts(name="rows").sort("rows", "label", descending=[True, False])
    )
    labelled = words.filter(label.is_not_null())
    statuses = labelled["status"].cast(pl.String).value_counts(name="rows").sort("status")
    boxes = words.select(pl.all_horizontal(pl.col("x", "y", "width", "height").is_not_null()))
    several = words["text"].cast(pl.String).str.contains(r"\S\s+\S")
    return {
        "receipts": words.select("image_id", "receipt_id").n_unique(),
        "words": _words(words),
        "labelled": _words(labelled),
        "merchants": words["merchant"].drop_nulls().n_unique(),
        "labels": dict(labels.iter_rows()),
        "statuses": dict(statuses.iter_rows()),
        "boxes": round(float(boxes.to_series().mean() or 0), 4),  # type: ignore[arg-type]
        "text_is": "lines" if several.sum() > len(several) / 4 else "words",
    }


def _words(words: pl.DataFrame) -> int:
    numbered = words.filter(pl.col("word_id").is_not_null())
    ids = numbered.select("image_id", "receipt_id", "line_id", "word_id")
    return ids.n_unique() + words.height - numbered.height
