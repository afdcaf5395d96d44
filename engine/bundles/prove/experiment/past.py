"""What past orders say about a test to come: how many orders, of what value, how much they vary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from engine.bundles.context.mapped import in_hundreds
from engine.bundles.context.transactions import Floats

MINOR_UNITS = 100
HIGHEST = 0.99
Sets = Sequence[Sequence[str]]


def orders_of(lines: pl.DataFrame, bundles: Sets = ()) -> pl.DataFrame:
    """One row an order: order_id, day, value (hundredths, null without prices), holds; by day.

    Values above the 99th percentile of the file count as that, whatever the arm: a few orders of
    wholesale size would drown what all others say.

    Args:
        lines: Checked order lines; see `in_hundreds` for currencies whose minor unit is another.
        bundles: Codes of products; an order holds a bundle where it has all of them.
    """
    priced = pl.col("unit_price").is_not_null()
    value = (pl.col("unit_price") * MINOR_UNITS * pl.col("quantity")).round().sum()
    orders = lines.group_by("order_id").agg(
        pl.col("moment").min().dt.date().alias("day"),
        pl.when(priced.any()).then(value).cast(pl.Float64).alias("value"),
    )
    holding = pl.concat([pl.Series("order_id", [], dtype=pl.String).to_frame(),
                         *(orders_with(lines, skus) for skus in bundles)])  # fmt: skip
    nothing = pl.DataFrame(schema={"order_id": pl.String})
    holding = pl.concat([nothing, *(orders_with(lines, skus) for skus in bundles)]).unique()
    told = orders.with_columns(pl.col("order_id").cast(pl.String)).join(
        holding.with_columns(holds=pl.lit(value=True)), on="order_id", how="left"
    )
    most = pl.col("value").quantile(HIGHEST, interpolation="lower")
    return told.with_columns(
        pl.col("holds").fill_null(value=False), pl.col("value").clip(upper_bound=most)
    ).sort("day", "value", "holds")


def orders_with(lines: pl.DataFrame, skus: Sequence[str]) -> pl.DataFrame:
    """order_id of the orders that hold all of these products."""
    wanted = sorted(set(skus))
    some = lines.lazy().filter(pl.col("sku").is_in(wanted))
    whole = some.group_by("order_id").agg(pl.col("sku").n_unique().alias("found"))
    found = whole.filter(pl.col("found") == len(wanted))
    return found.select(pl.col("order_id").cast(pl.String)).collect()


@dataclass(frozen=True)
class PastOrders:
    """A file's orders in numbers.

    Attributes:
        orders: How many have a day.
        days: Days from the first to the last of them, both counted; 0 without dates.
        a_day: Orders a day.
        value: Mean value of an order in minor units, the highest 1 % cut; None without prices.
        value_sd: Standard deviation of that value, None under two orders with prices.
        by_day: (days, 2) orders and their value of each day, in order.
    """

    orders: int
    days: int
    a_day: float
    value: float | None
    value_sd: float | None
    by_day: Floats

    def block_sd(self, block_days: int) -> float | None:
        """How much the mean order value of neighbouring blocks of days differs, as one deviation.

        Counted from the last day back, each block once.

        Returns:
            None under six blocks that hold an order.
        """
        blocks = len(self.by_day) // block_days
        if not blocks:
            return None
        whole = self.by_day[len(self.by_day) - blocks * block_days :]
        sums = whole.reshape(blocks, block_days, 2).sum(axis=1)
        sums = sums[sums[:, 0] > 0]
        means = sums[:, 1] / sums[:, 0]
        means = means[len(means) % 2 :].reshape(-1, 2)
        return float((means[:, 1] - means[:, 0]).std(ddof=1)) if len(means) > 2 else None


def past_of(lines: pl.DataFrame, currency: str = "") -> PastOrders:
    """The past of a checked table; its currency tells what the minor unit is."""
    orders = orders_of(in_hundreds(lines, currency))
    values = orders["value"].drop_nulls().to_numpy()
    dated = orders.filter(pl.col("day").is_not_null())
    days, by_day = 0, np.empty((0, 2))
    if dated.height:
        day = dated["day"].to_physical().to_numpy()
        place = day - day.min()
        days = int(place.max()) + 1
        value = dated["value"].fill_null(0).to_numpy()
        counts = np.bincount(place, minlength=days)
        by_day = np.stack([counts, np.bincount(place, value, minlength=days)], axis=1)
    return PastOrders(
        orders=dated.height,
        days=days,
        a_day=dated.height / days if days else 0.0,
        value=float(values.mean()) if len(values) else None,
        value_sd=float(values.std(ddof=1)) if len(values) > 1 else None,
        by_day=by_day,
    )
