"""The input with changes applied, and what undoes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from engine.files import ORIGIN
from engine.labels.words import IDS

STATUS_HEADING = "validation_status"
FROM, BY, WHY = ORIGIN
_OTHER = "other: "
_SIDES = ("x", "y", "width", "height")
_EXACT = 2**53


def corrected_table(
    table: pl.DataFrame, applied: pl.DataFrame, headings: Sequence[str], mapping: Mapping[str, str]
) -> pl.DataFrame:
    """The input with its labels as they were decided, a row that was added behind its old one.

    Args:
        table: The checked words; see `check_receipts`.
        applied: The changes that are applied; see `changes_of`.
        headings: Of the input's columns, in their order.
        mapping: Field → heading of the column that holds it.

    Returns:
        The input's own columns as far as the checked table has them, all but boxes as text, then
        the status where the input had none, and from which label, by whom and why a row was
        added; as many rows as the checked table, and those added.
    """
    wanted = ("row", "new_label", "new_status", "added_status", "old_label", "decided_by", "reason")
    plain = table.with_columns(pl.col(pl.Categorical).cast(pl.String))
    both = plain.with_row_index("place").join(
        applied.select(wanted), on="row", how="left", maintain_order="left"
    )
    old = both.with_columns(pl.coalesce("new_status", "status").alias("status"), *_origin(both))
    new = both.filter(pl.col("added_status").is_not_null()).with_columns(
        label="new_label",
        status="added_status",
        **{FROM: "old_label", BY: "decided_by", WHY: "reason"},
    )
    told = pl.concat([old.with_columns(nth=0), new.with_columns(nth=1)], how="diagonal_relaxed")
    return told.sort("place", "nth").select(_columns(table, headings, mapping))


def reverse_table(table: pl.DataFrame, applied: pl.DataFrame) -> pl.DataFrame:
    """What undoes the changes in the corrected file, a row each of its rows.

    Returns:
        corrected_row (number of the record in the corrected file, from 1), operation (`remove`
        the row; `restore` its status), the word's ids, word_text, label, status_now and
        status_before (null for a row to be removed).
    """
    rows = table.select("row").join(applied, on="row", how="left", maintain_order="left")
    added = rows["added_status"].is_not_null()
    place = pl.int_range(1, pl.len() + 1) + added.shift(1, fill_value=False).cum_sum()
    numbered = rows.with_columns(place.alias("corrected_row"))
    named = (
        "corrected_row",
        "operation",
        *IDS,
        "word_text",
        "label",
        "status_now",
        "status_before",
    )
    restore = numbered.filter(pl.col("new_status") != pl.col("old_status")).with_columns(
        operation=pl.lit("restore"), label="old_label", status_now="new_status",
        status_before="old_status",
    )  # fmt: skip
    remove = numbered.filter(pl.col("added_status").is_not_null()).with_columns(
        pl.col("corrected_row") + 1, operation=pl.lit("remove"), label="new_label",
        status_now="added_status", status_before=pl.lit(None, pl.String),
    )  # fmt: skip
    return pl.concat([restore.select(named), remove.select(named)]).sort("corrected_row")


def _origin(both: pl.DataFrame) -> list[pl.Expr]:
    """From what an old row came, where a file says so that was corrected before."""
    return [
        (pl.col(_OTHER + name) if _OTHER + name in both.columns else pl.lit(None, pl.String)).alias(
            name
        )
        for name in (FROM, BY, WHY)
    ]


def _columns(
    table: pl.DataFrame, headings: Sequence[str], mapping: Mapping[str, str]
) -> list[pl.Expr]:
    """The columns of the corrected file by name, the input's in their order."""
    held = {heading: field for field, heading in mapping.items() if field in table.columns}
    found: dict[str, pl.Expr] = {}
    for heading in headings:
        if heading in (FROM, BY, WHY):
            continue
        if heading in held:
            found[heading] = _as_written(table, held[heading])
        elif _OTHER + heading in table.columns:
            found[heading] = pl.col(_OTHER + heading)
    if "label" not in mapping:
        found["label"] = pl.col("label")
    if "status" not in mapping:
        found[STATUS_HEADING] = pl.col("status")
    return [
        *(column.alias(heading) for heading, column in found.items()),
        *(pl.col(name) for name in (FROM, BY, WHY)),
    ]


def _as_written(table: pl.DataFrame, field: str) -> pl.Expr:
    """A field's column; whole numbers without a point, others to their last digit."""
    column = pl.col(field)
    if field not in _SIDES:
        return column
    known = table[field].drop_nulls()
    if ((known == known.floor()) & (known.abs() < _EXACT)).all():
        return column.cast(pl.Int64)
    return column if (known < 0).any() else column.cast(pl.String)
