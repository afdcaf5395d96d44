"""Which orders of several exports are the same one, and which only share a number.

An order number met in two files is the same order where its days agree, give or take one (exports
differ in time zone). Without days it is where the products and quantities are the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from engine.files.check.checked import REJECTS

_ORDER = ("file", "order_id")


@dataclass(frozen=True)
class Meeting:
    """Orders of several files side by side.

    Attributes:
        lines: The lines to use, their orders told apart.
        rejects: row, reason, value of the lines left out here.
        shared: Orders that were in several files.
        told_apart: Order numbers that stand for different orders.
        cancelled: Orders that a later export says were cancelled.
    """

    lines: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    shared: int
    told_apart: int
    cancelled: int


def meet(lines: pl.DataFrame, rejects: pl.DataFrame, files: pl.DataFrame) -> Meeting:
    """Take every order once.

    Args:
        lines: Order lines of all files, texts plain, with their `file`.
        rejects: file, row, reason, value of what the files' checks left out.
        files: file, first, last (days), rank (how far it reaches), numbered.
    """
    orders = lines.group_by(_ORDER).agg(pl.col("moment").min().dt.date().alias("day"))
    orders = orders.join(files, on="file")
    cancelled = _cancelled_later(orders, rejects, files)
    gone = lines.join(cancelled, on=_ORDER, how="semi")
    lines = lines.join(cancelled, on=_ORDER, how="anti", maintain_order="left")
    orders = orders.join(cancelled, on=_ORDER, how="anti")
    judged = _judged(orders, lines)
    lines = lines.join(judged, on=_ORDER, how="left", maintain_order="left")
    lost = pl.col("lost").fill_null(value=False)
    kept = lines.filter(~lost).with_columns(pl.coalesce("called", "order_id").alias("order_id"))
    left_out = [
        _as_rejects(lines.filter(lost), "seen_in_other_file"), _as_rejects(gone, "cancelled_order"),
    ]  # fmt: skip
    return Meeting(
        kept.drop("lost", "called"),
        pl.concat(left_out),
        shared=judged.filter("lost")["order_id"].n_unique(),
        told_apart=judged.filter(pl.col("called").is_not_null())["order_id"].n_unique(),
        cancelled=cancelled.select("order_id").n_unique(),
    )


def _as_rejects(lines: pl.DataFrame, reason: str) -> pl.DataFrame:
    told = lines.select("row", pl.lit(reason).alias("reason"), pl.col("order_id").alias("value"))
    return told.unique("row", maintain_order=True).cast(REJECTS)  # type: ignore[arg-type]


def _cancelled_later(
    orders: pl.DataFrame, rejects: pl.DataFrame, files: pl.DataFrame
) -> pl.DataFrame:
    """file, order_id of orders that an export reaching further, over the same days, cancels."""
    said = rejects.filter(pl.col("reason") == "cancelled_order")
    said = said.select("file", pl.col("value").alias("order_id")).unique()
    said = said.join(files, on="file").select("order_id", since="first", until="last", later="rank")
    met = orders.join(said, on="order_id").filter(pl.col("later") > pl.col("rank"))
    day = pl.duration(days=1)
    within = pl.col("day").is_between(pl.col("since") - day, pl.col("until") + day)
    return met.filter(within).select(_ORDER).unique()


def _judged(orders: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """file, order_id, lost (taken from another file), called (its new number or null).

    Only orders whose number stands in several files are listed.
    """
    shared = orders.filter(pl.col("order_id").is_duplicated())
    shared = shared.join(_alike(shared, lines), on=_ORDER, how="left")
    shared = _same(shared)
    best = pl.col("rank").max().over("order_id", "same")
    shared = shared.with_columns((pl.col("rank") < best).alias("lost"))
    winner = pl.col("file").filter(~pl.col("lost")).min()
    first = winner.over("order_id") == pl.col("file")
    apart = ~pl.col("lost") & ~first
    mark = pl.format("{} (file {})", "order_id", pl.col("file") + 1)
    judged = shared.select(*_ORDER, "lost", pl.when(apart).then(mark).alias("called"))
    taken = orders.select(pl.col("order_id").alias("called")).unique()
    clash = judged.join(taken, on="called", how="semi")["called"].implode()
    star = pl.when(pl.col("called").is_in(clash)).then(pl.col("called") + "*")
    return judged.with_columns(star.otherwise("called").alias("called"))


def _same(shared: pl.DataFrame) -> pl.DataFrame:
    """With the column `same`, equal for files in which a number means the same order."""
    shared = shared.sort("order_id", "day", "file", nulls_last=True)
    apart = pl.col("day").diff().over("order_id") > pl.duration(days=1)
    run = apart.fill_null(value=False).cast(pl.Int64).cum_sum().over("order_id")
    dated = pl.col("day").is_not_null().all().over("order_id")
    by_day = pl.format("day {}", run)
    own = pl.format("file {}", "file")
    same = pl.when(~pl.col("numbered")).then(own).when(dated).then(by_day).otherwise("alike")
    return shared.with_columns(same.alias("same"))


def _alike(shared: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """file, order_id, alike: the products and quantities of orders that are met in several files.

    Only where some file tells no day for the number.
    """
    undated = shared.filter(pl.col("day").is_null().any().over("order_id")).select(_ORDER)
    lines = lines.join(undated, on=_ORDER, how="semi")
    item = pl.format("{}\t{}", pl.col("sku").fill_null(""), "quantity")
    return lines.group_by(_ORDER).agg(item.sort().str.join("\n").alias("alike"))
