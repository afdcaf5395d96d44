"""The next order export, read by the arms that were drawn → effects with intervals."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from engine.bundles.context.mapped import in_hundreds
from engine.bundles.context.transactions import Floats
from engine.bundles.prove.experiment.arms import TREATED, Experiment
from engine.bundles.prove.experiment.effects import Estimate, pairs_differ
from engine.bundles.prove.experiment.judged import Effect, Metric, Outcome, effect_of
from engine.bundles.prove.experiment.past import orders_of, orders_with
from engine.files.cells.currencies import digits_of

LEAST_PAIRS = 3
BLOCK_METRICS = (
    Metric("order_value", "Revenue an order", "money"),
    Metric("day_value", "Revenue a day", "money"),
    Metric("holding", "Orders that hold a bundle", "share"),
    Metric("day_orders", "Orders a day", "count"),
)
BUNDLE_METRIC = Metric("bought", "How often they are bought, during over before", "times")
UNDATED = (
    "This file has no dates, so no order falls into the days of the test: drop an order export "
    "with dates, or a small table of what the shop counted."
)
BY_CODE = (
    "The orders as they were read do not tell discount codes: drop the shop's order export with "
    "its codes, or a small table of what each code brought."
)


def judge_orders(experiment: Experiment, lines: pl.DataFrame, currency: str = "") -> Outcome:
    """What the orders of the test's days say.

    Args:
        experiment: The arms as they were drawn.
        lines: Checked order lines of a file that holds these days.
        currency: ISO code of their prices, or empty.
    """
    if experiment.plan.way == "date_blocks":
        return _judge_blocks(experiment, in_hundreds(lines, currency), digits_of(currency))
    if experiment.plan.way == "bundle_sku":
        return _judge_bundles(experiment, lines)
    return Outcome((), (BY_CODE,))


@dataclass(frozen=True)
class _Blocks:
    """Sums of blocks, one row a pair, the treated one at 0 and the control at 1.

    Attributes:
        orders: (pairs, 2) orders.
        value: (pairs, 2) revenue in minor units.
        holding: (pairs, 2) orders that hold a bundle.
        days: Days of one block.
    """

    orders: Floats
    value: Floats
    holding: Floats
    days: int

    def of(self, metric: str) -> Floats:
        """(pairs, 2) a metric of each block; nan where a block has no order to tell it by."""
        with np.errstate(divide="ignore", invalid="ignore"):
            values: Floats = {
                "order_value": self.value / self.orders,
                "day_value": self.value / self.days,
                "holding": self.holding / self.orders,
                "day_orders": self.orders / self.days,
            }[metric]
        return values


def _judge_blocks(experiment: Experiment, lines: pl.DataFrame, digits: int) -> Outcome:
    sets = [bundle["skus"] for bundle in experiment.plan.bundles]
    orders = orders_of(lines, sets).filter(pl.col("day").is_not_null())
    if not orders.height:
        return Outcome((), (UNDATED,))
    priced = orders["value"].is_not_null().any()
    blocks, missing = _sums(experiment, orders)
    effects = [
        _block_effect(replace(metric, digits=digits), blocks)
        for metric in BLOCK_METRICS
        if len(blocks.orders) and (priced or metric.kind != "money")
    ]
    return Outcome(tuple(effects), _block_notes(len(blocks.orders), missing))


def _sums(experiment: Experiment, orders: pl.DataFrame) -> tuple[_Blocks, int]:
    """The blocks of pairs that lie within the file's days, and how many pairs do not."""
    covered = orders["day"].min(), orders["day"].max()
    pairs: dict[int, dict[str, Any]] = {}
    for block in experiment.arms:
        pairs.setdefault(block["pair"], {})[block["arm"]] = _days(block)
    rows = []
    for arms in pairs.values():
        (begins, _), (_, ends) = min(arms.values()), max(arms.values())
        if covered[0] <= begins and ends <= covered[1]:
            rows.append([_block(orders, days) for _, days in sorted(arms.items())])
    table = np.array(rows, dtype=np.float64).reshape(-1, 2, 3)
    days = experiment.plan.days
    whole = _Blocks(table[:, :, 0], table[:, :, 1], table[:, :, 2], days)
    return whole, len(pairs) - len(rows)


def _block(orders: pl.DataFrame, days: tuple[dt.date, dt.date]) -> tuple[float, float, float]:
    some = orders.filter(pl.col("day").is_between(*days))
    return some.height, float(some["value"].sum() or 0), float(some["holds"].sum())


def _days(block: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
    return dt.date.fromisoformat(block["begins"]), dt.date.fromisoformat(block["ends"])


def _block_effect(metric: Metric, blocks: _Blocks) -> Effect:
    values = blocks.of(metric.name)
    values = values[np.isfinite(values).all(axis=1)]
    estimate = pairs_differ(values[:, 0] - values[:, 1])
    means = (0.0, 0.0) if not len(values) else (values[:, 0].mean(), values[:, 1].mean())
    told = float(means[0]), float(means[1])
    return effect_of(metric, TREATED, told, estimate, (len(values), "pairs of blocks"))


def _block_notes(pairs: int, missing: int) -> tuple[str, ...]:
    notes = []
    if missing:
        notes.append(
            f"{missing} of {pairs + missing} pairs of blocks do not lie within this file's days: "
            "they are not counted."
        )
    if pairs < LEAST_PAIRS:
        notes.append(
            f"{pairs} whole pairs of blocks are too few for an interval; {LEAST_PAIRS} is the "
            "least, and the test was planned with more."
        )
    return tuple(notes)


def _judge_bundles(experiment: Experiment, lines: pl.DataFrame) -> Outcome:
    """Bundles that were offered against their partners that were held back.

    Each bundle's share of orders during the test is taken over its share in as many days before
    it, in logarithms, half an order added to each count; the difference within pairs is tested.
    """
    begins = dt.date.fromisoformat(experiment.plan.begins)
    length = dt.timedelta(experiment.plan.days)
    orders = orders_of(lines).select("order_id", "day")
    if orders["day"].is_null().all():
        return Outcome((), (UNDATED,))
    day = pl.col("day")
    parts = [
        orders.filter((day >= begins - length) & (day < begins)),
        orders.filter((day >= begins) & (day < begins + length)),
    ]
    if not all(part.height for part in parts):
        return Outcome((), (
            f"The file needs orders of the {experiment.plan.days} days before "
            f"{experiment.plan.begins} and of those from it on.",
        ))  # fmt: skip
    changes = np.array([_change(lines, parts, arm) for arm in experiment.arms])
    treated = np.array([arm["arm"] == TREATED for arm in experiment.arms])
    # Both are in the order of their pairs.
    offered, back = changes[treated], changes[~treated]
    estimate = pairs_differ(offered - back)
    times = _as_times(estimate)
    told = math.exp(offered.mean()), math.exp(back.mean())
    return Outcome(
        (effect_of(BUNDLE_METRIC, TREATED, told, times, (len(offered), "pairs of bundles")),), ()
    )


def _as_times(estimate: Estimate) -> Estimate:
    """A difference of logarithms as a factor."""
    low, high = estimate.low, estimate.high
    if low is None or high is None:
        return Estimate(math.exp(estimate.difference))
    return Estimate(math.exp(estimate.difference), math.exp(low), math.exp(high))


def _change(lines: pl.DataFrame, parts: Sequence[pl.DataFrame], bundle: Mapping[str, Any]) -> float:
    """The logarithm of a bundle's share of orders during the test over that before."""
    ways = [bundle["skus"], *([[bundle["sku"]]] if bundle["sku"] else [])]
    holding = pl.concat([orders_with(lines, skus) for skus in ways]).unique()
    shares = [
        (part.join(holding, on="order_id", how="semi").height + 0.5) / (part.height + 1)
        for part in parts
    ]
    return math.log(shares[1] / shares[0])
