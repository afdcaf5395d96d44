"""The part of the door that is about proof: what a test needs, its arms, and what it showed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from engine.bundles.prove.experiment.arms import Experiment, ExperimentPlan, draw, draw_people
from engine.bundles.prove.experiment.codes import judge_codes, read_codes
from engine.bundles.prove.experiment.counts import judge_counts, read_counts
from engine.bundles.prove.experiment.judged import Outcome
from engine.bundles.prove.experiment.outcomes import judge_orders
from engine.bundles.prove.experiment.past import PastOrders, past_of
from engine.bundles.prove.experiment.size import (
    SampleSize,
    days_for,
    orders_for_value,
    pairs_for_blocks,
    visitors_for_rate,
)
from engine.errors import NotFound, OptionRefused
from engine.reports import to_csv
from engine.run_door import RunDoor
from engine.workspace import (
    find_experiment,
    find_table,
    forget_experiment,
    keep_experiment,
    list_experiments,
    open_lines,
)


@dataclass(frozen=True)
class SmallestEffect:
    """What a test should be able to see.

    Attributes:
        effect_pct: Smallest rise of the order value, in percent of its mean, above 0.
        rate_pct: Visitors who order today, in percent; 0 where that is not known.
        visitors_a_day: How many come; 0 where that is not known.
        block_days: Days in a block of a test by dates, 1 to 56.
    """

    effect_pct: float = 5.0
    rate_pct: float = 0.0
    visitors_a_day: float = 0.0
    block_days: int = 7


class ProveDoor(RunDoor):
    """Proof in an open workspace."""

    def past(self, table: str) -> PastOrders:
        """What a table's orders say about a test to come.

        Raises:
            NotFound: There is no such table.
        """
        return past_of(*self._priced(table))

    def sizes(self, past: PastOrders, sought: SmallestEffect) -> Mapping[str, SampleSize]:
        """How large and long a test must be, by what it is told apart by.

        Returns:
            `orders` (codes, by order value), `blocks` (days on and off, by order value) and
            `visitors` (a table of counts, by who orders), each only where it can be told.

        Raises:
            OptionRefused: What is sought is out of range.
        """
        if not 1 <= sought.block_days <= 56:
            raise OptionRefused("A block must be of 1 to 56 days.")
        sizes = {}
        if past.value and past.value_sd:
            least = past.value * sought.effect_pct / 100
            sizes["orders"] = _orders(past, least)
            spread = past.block_sd(sought.block_days)
            if spread is not None:
                sizes["blocks"] = _blocks(spread, least, sought.block_days)
        if sought.rate_pct:
            rate = sought.rate_pct / 100
            each = visitors_for_rate(rate, rate * sought.effect_pct / 100)
            sizes["visitors"] = _sized(each, days_for(each, 2, sought.visitors_a_day), "visitors")
        return sizes

    def draw_arms(self, run: str, plan: ExperimentPlan) -> Experiment:
        """Draw the arms of a test about bundles of a run, and keep them.

        Args:
            run: The run's id.
            plan: What is asked for; a seed of 0 draws one.

        Raises:
            NotFound: There is no such run.
        """
        self.run(run)
        seeded = plan if plan.seed else replace(plan, seed=1 + secrets.randbelow(2**31 - 1))
        experiment = draw(seeded)
        keep_experiment(self._workspace, run, experiment.as_dict())
        return experiment

    def experiments(self) -> list[Experiment]:
        """All tests whose arms are kept, newest first, whatever run they came from."""
        return [Experiment.of(kept.drawn) for kept in list_experiments(self._workspace)]

    def experiment_files(self) -> dict[str, str]:
        """Which file the run of each kept test was about: id → the file's name, "" if forgotten."""
        return {kept.id: self._file_of(kept.run) for kept in list_experiments(self._workspace)}

    def _file_of(self, run: str) -> str:
        try:
            return self.run(run).title
        except NotFound:
            return ""

    def experiment(self, experiment: str) -> Experiment:
        """A test whose arms are kept.

        Raises:
            NotFound: There is none with this id.
        """
        return Experiment.of(find_experiment(self._workspace, experiment).drawn)

    def forget_experiment(self, experiment: str) -> None:
        """Remove a test; it cannot be judged from orders any more."""
        forget_experiment(self._workspace, experiment)

    def arms_csv(self, experiment: str) -> bytes:
        """The arms as a file to work from: blocks, codes, or bundles.

        Raises:
            NotFound: There is no such test.
        """
        drawn = self.experiment(experiment)
        return to_csv(_flat(drawn.arms))

    def people_csv(self, experiment: str) -> bytes:
        """For a test by codes: the arm and code of each place on the list of people.

        Raises:
            NotFound: There is no such test, or it has no list.
        """
        drawn = self.experiment(experiment)
        if drawn.plan.way != "discount_code":
            raise NotFound("Only a test by discount codes has a list of people.")
        arms = pl.Series("arm", draw_people(drawn.plan))
        codes = {str(arm["arm"]): str(arm["code"]) for arm in drawn.arms}
        place = pl.Series("place", range(1, len(arms) + 1))
        return to_csv(pl.DataFrame([place, arms, arms.replace_strict(codes).alias("code")]))

    def judge_orders(self, experiment: str, table: str) -> Outcome:
        """What a test showed, by the orders of a table that holds its days.

        Raises:
            NotFound: There is no such test or table.
        """
        drawn = self.experiment(experiment)
        return judge_orders(drawn, *self._priced(table))

    def judge_codes(self, experiment: str, table: str, data: bytes) -> Outcome:
        """What a test by discount codes showed.

        Args:
            experiment: Its id.
            table: A table that holds its orders.
            data: The shop's order export with its codes, as CSV; nothing of it is kept.

        Raises:
            ColumnsMissing: The export names no orders or no codes.
            FileRefused: It is no table.
            NotFound: There is no such test by codes, or no such table.
        """
        drawn = self.experiment(experiment)
        if drawn.plan.way != "discount_code":
            raise NotFound("Only a test by discount codes is judged by codes.")
        lines, currency = self._priced(table)
        return judge_codes(drawn, lines, read_codes(data), currency)

    def _priced(self, table: str) -> tuple[pl.DataFrame, str]:
        """A table's lines, and the currency of their prices."""
        currency = find_table(self._workspace, table).facts.get("currency")
        return open_lines(self._workspace, table), str(currency or "")

    def judge_counts(self, data: bytes, experiment: str = "") -> Outcome:
        """What a test showed, by a small table of counts.

        Args:
            data: The table as CSV: arm, visitors, orders, and clicks, carts, revenue where known.
            experiment: A test by codes, where the arms are named by their codes; or empty.

        Raises:
            FileRefused: It is no such table; the message says what is wrong.
            NotFound: There is no such test.
        """
        counts = read_counts(data)
        if experiment:
            arms = self.experiment(experiment).arms
            counts = counts.renamed({str(arm.get("code", "")): str(arm["arm"]) for arm in arms})
        return judge_counts(counts)


def _orders(past: PastOrders, least: float) -> SampleSize:
    each = orders_for_value(past.value_sd or 0.0, least)
    return _sized(each, days_for(each, 2, past.a_day), "orders")


def _blocks(spread: float, least: float, block_days: int) -> SampleSize:
    pairs = pairs_for_blocks(spread, least)
    return _sized(pairs, pairs * 2 * block_days, "blocks")


def _sized(each: int, days: int | None, unit: str) -> SampleSize:
    took = "" if days is None else f", which takes about {days:,} days at today's pace"
    return SampleSize(each, days, f"{each:,} {unit} in each of two arms{took}.")


def _flat(arms: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """A row an arm; lists of codes in one cell."""
    rows = [
        {name: " + ".join(value) if isinstance(value, list) else value
         for name, value in arm.items()}
        for arm in arms
    ]  # fmt: skip
    return pl.DataFrame(rows)


def bundles_for_test(bundles: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """What a plan needs to know of bundles, from their documents."""
    return tuple(
        {
            "bundle_id": bundle["bundle_id"],
            "skus": [item["sku"] for item in bundle["items"]],
            "orders_together": bundle["evidence"]["orders_together"],
        }
        for bundle in bundles
    )
