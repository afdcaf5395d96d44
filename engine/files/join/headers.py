"""Order lines + orders without lines → lines that know when they were bought, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.files.check.checked import REJECTS
from engine.files.join.part import Part, as_checked, as_words, stacked


@dataclass(frozen=True)
class WithHeaders:
    """Order lines with what their orders' headers tell.

    Attributes:
        table: The lines to use, columns as before.
        rejects: row, reason, value of lines whose order is cancelled.
        account: orders, matched (how many of them have a header), share (0..1), dated and known
            (lines that got a moment, a customer), cancelled_orders, ambiguous (orders that the
            headers tell in two ways), without_lines (headers without any line).
        absent: order_id, lines; orders that no header was found for, most lines first.
    """

    table: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    account: Mapping[str, Any]
    absent: pl.DataFrame = field(repr=False)


def join_headers(lines: pl.DataFrame, headers: Sequence[Part]) -> WithHeaders:
    """Fill in moment and customer where the lines have none.

    A line whose order has no header is used as it is; one whose order is cancelled is not.

    Args:
        lines: Checked order lines.
        headers: Checked tables of orders without lines; those left out of them as
            `cancelled_order` name the order as their value.
    """
    told, ambiguous = _told(headers)
    words = as_words(lines).with_columns(key=_key("order_id"))
    cancelled = _cancelled(headers, told)
    out = words.join(cancelled, on="key", how="semi")
    words = words.join(cancelled, on="key", how="anti", maintain_order="left")
    joined = words.join(told, on="key", how="left", maintain_order="left")
    filled = joined.with_columns(
        pl.coalesce("moment", "its_moment").alias("moment"),
        pl.coalesce("customer", "its_customer").alias("customer"),
    )
    account = _account(joined, filled, told, ambiguous)
    account["cancelled_orders"] = out["order_id"].n_unique()
    rejects = out.unique("row", maintain_order=True).select(
        "row", pl.lit("cancelled_order").alias("reason"), pl.col("order_id").alias("value")
    )
    table = as_checked(filled.select(lines.columns))
    return WithHeaders(table, rejects.cast(REJECTS), account, _absent(joined))  # type: ignore[arg-type]


def _account(
    joined: pl.DataFrame, filled: pl.DataFrame, told: pl.DataFrame, ambiguous: pl.DataFrame
) -> dict[str, Any]:
    found = joined.select("order_id", "key", "matched").unique("order_id")
    return {
        "orders": found.height,
        "matched": found["matched"].count(),
        "share": round(found["matched"].count() / max(1, found.height), 6),
        "dated": joined["moment"].null_count() - filled["moment"].null_count(),
        "known": joined["customer"].null_count() - filled["customer"].null_count(),
        "ambiguous": found.join(ambiguous, on="key", how="semi").height,
        "without_lines": told.join(found, on="key", how="anti").height,
    }


def _absent(joined: pl.DataFrame) -> pl.DataFrame:
    """order_id, lines; orders without a header, most lines first."""
    lost = joined.filter(pl.col("matched").is_null()).group_by("order_id")
    counts = lost.agg(lines=pl.len().cast(pl.Int64))
    return counts.sort(["lines", "order_id"], descending=[True, False])


def _key(column: str) -> pl.Expr:
    """An order's number as it is compared: no white space around, no capitals, no leading #."""
    plain = pl.col(column).cast(pl.String).str.strip_chars().str.to_lowercase()
    return plain.str.strip_prefix("#")


def _told(headers: Sequence[Part]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """key, its_moment, its_customer, matched; and the keys told in several ways, in none of it."""
    every = stacked([part.table.select("order_id", "moment", "customer") for part in headers])
    every = every.select(
        _key("order_id").alias("key"), its_moment="moment", its_customer="customer"
    ).unique()
    ambiguous = every.filter(pl.col("key").is_duplicated()).select("key").unique()
    told = every.join(ambiguous, on="key", how="anti")
    return told.with_columns(matched=pl.lit(value=True)), ambiguous


def _cancelled(headers: Sequence[Part], told: pl.DataFrame) -> pl.DataFrame:
    """Keys of orders that a header file cancels and no other tells to be well."""
    rejects = stacked([part.rejects for part in headers])
    said = rejects.filter(pl.col("reason") == "cancelled_order")
    return said.select(_key("value").alias("key")).unique().join(told, on="key", how="anti")
