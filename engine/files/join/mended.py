"""A checked table + rows of it that were mended → the same table with those that pass its check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from engine.files.check.checked import REJECTS, Checked
from engine.files.join.corrections import Changed
from engine.files.join.part import as_checked, as_words, stacked


@dataclass(frozen=True)
class Mended:
    """A table after corrections; rows read stay what they were.

    Attributes:
        table: The rows to use, in the order of their numbers, columns as before.
        rejects: The rows still left out, columns as before: unchanged ones with their reason,
            changed ones with the reason that holds for them.
        doubts: row, reason, value of rows in `table`.
        account: sent (rows that count), unchanged, changed, added, still_out.
    """

    table: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    doubts: pl.DataFrame = field(repr=False)
    account: Mapping[str, int]


def merge(
    table: pl.DataFrame, left_out: pl.DataFrame, doubts: pl.DataFrame, changed: Changed,
    checked: Checked,
) -> Mended:  # fmt: skip
    """Add the mended rows that can be used.

    Args:
        table: The rows used before.
        left_out: row, reason, value and cells of the rows left out before.
        doubts: row, reason, value of rows used before.
        changed: The rows that were mended, from `changed_rows`.
        checked: What the kind's check makes of them, under their numbers in the file.
    """
    passed, refused = _judged(table, left_out, changed, checked)
    kept = left_out.filter(~pl.col("row").is_in(changed.cells["row"].implode()))
    again = refused.join(changed.cells, on="row", how="left", maintain_order="left")
    rejects = pl.concat([kept, again.select(left_out.columns)]).sort("row", maintain_order=True)
    whole = stacked([table, passed]).select(table.columns).sort("row", maintain_order=True)
    used = pl.col("row").is_in(passed["row"].unique().implode())
    told = pl.concat([doubts, checked.doubts.filter(used).select(doubts.columns)])
    added = passed["row"].n_unique()
    account = {
        "sent": changed.cells.height + changed.unchanged,
        "unchanged": changed.unchanged,
        "changed": changed.cells.height,
        "added": added,
        "still_out": changed.cells.height - added,
    }
    return Mended(as_checked(whole), rejects, told.sort("row", maintain_order=True), account)


def _judged(
    table: pl.DataFrame, left_out: pl.DataFrame, changed: Changed, checked: Checked
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The mended rows that are used, and row, reason, value of the others.

    The check saw them alone: whether their order is cancelled by a row that stays out, and
    whether they copy a row that is used, is looked at here.
    """
    passed = as_words(checked.table)
    copies = _copies(passed, as_words(table))
    cancelled = _of_cancelled(passed, left_out, changed)
    out = pl.col("row").is_in(pl.concat([copies, cancelled["row"]]).unique().implode())
    value = pl.col("order_id") if "order_id" in passed.columns else pl.lit(None, pl.String)
    more = passed.filter(out).unique("row", maintain_order=True)
    reason = pl.when(pl.col("row").is_in(cancelled["row"].implode()))
    refused = more.select(
        "row",
        reason.then(pl.lit("cancelled_order")).otherwise(pl.lit("duplicate_line")).alias("reason"),
        value.alias("value"),
    ).cast(REJECTS)  # type: ignore[arg-type]
    before = checked.rejects.select(list(REJECTS))
    return passed.filter(~out), pl.concat([before, refused]).sort("row", maintain_order=True)


def _copies(passed: pl.DataFrame, table: pl.DataFrame) -> pl.Series:
    """Numbers of rows that say in all kept columns what a used row says."""
    names = [name for name in table.columns if name in passed.columns and name != "row"]
    met = passed.join(table.select(names).unique(), on=names, how="semi", nulls_equal=True)
    return met["row"].unique()


def _of_cancelled(passed: pl.DataFrame, left_out: pl.DataFrame, changed: Changed) -> pl.DataFrame:
    """The rows whose order is cancelled by a row that was not mended."""
    if "order_id" not in passed.columns:
        return passed.clear()
    still = ~pl.col("row").is_in(changed.cells["row"].implode())
    said = left_out.filter(still & (pl.col("reason") == "cancelled_order"))
    return passed.join(said.select(order_id="value").unique(), on="order_id", how="semi")
