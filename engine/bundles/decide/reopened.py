"""The choices of a finished run, opened to choose from them again."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from engine.bundles.decide.choose import choose_again
from engine.bundles.decide.gains import Gains
from engine.bundles.decide.landscape import REACH, Landscape, Mask
from engine.bundles.objectives import GOALS
from engine.errors import OptionRefused

_TOLD = ("choice", "skus", "titles", "rank", "orders_together", "lift")


@dataclass(frozen=True)
class Reopened:
    """What a run kept to be chosen from again.

    Attributes:
        table: See `choices_table`.
        holds: See `Choices.holds`.
    """

    table: pl.DataFrame
    holds: pl.DataFrame

    @functools.cached_property
    def aims(self) -> tuple[str, ...]:
        """What may be aimed at: reach, and the goals that the file tells of any choice."""
        told = [goal for goal in GOALS if self.table[goal].null_count() < self.table.height]
        return (REACH, *told)

    @functools.cached_property
    def own(self) -> list[int]:
        """The pairs of the run's own portfolio, by rank."""
        ranked = self.table.filter(pl.col("rank").is_not_null()).sort("rank")
        return [int(choice) for choice in ranked["choice"]]

    def choose(self, weights: Mapping[str, float], bundles: int) -> list[int]:
        """See `choose_again`."""
        return choose_again(self.table, self.holds, weights, bundles)

    def rows(self, choices: Sequence[int]) -> list[dict[str, Any]]:
        """Choices in this order, one dictionary each.

        It has choice, skus, titles, rank (in the run's portfolio, or None), orders_together, lift,
        goals (goal → 0..1, those that are told), new_share (share of all orders that hold it and
        none before it, 0..1, recent orders counting more) and reached_share (those that hold it or
        one before it).

        Raises:
            OptionRefused: There is no such choice, or one stands there twice.
        """
        self._check(choices)
        told = self.table[list(choices)].to_dicts()
        orders, left = self._landscape.orders, self._landscape.weight.copy()
        rows, reached = [], 0.0
        for choice, row in zip(choices, told, strict=True):
            held = orders.indices[orders.indptr[choice] : orders.indptr[choice + 1]]
            new = float(left[held].sum())
            left[held] = 0.0
            reached += new
            goals = {goal: row[goal] for goal in self.aims if goal != REACH}
            rows.append(
                {
                    **{name: row[name] for name in _TOLD},
                    "goals": {goal: value for goal, value in goals.items() if value is not None},
                    "new_share": new,
                    "reached_share": min(1.0, reached),
                }
            )
        return rows

    def by_reach(self, choices: Sequence[int]) -> list[int]:
        """The same choices, each next one being that which adds most orders to those before.

        Of equal ones that with more orders of its own goes first, then the lower number.

        Raises:
            OptionRefused: There is no such choice, or one stands there twice.
        """
        self._check(choices)
        landscape = self._landscape
        # A share, as gains are, so that it only tells equal ones apart.
        own = landscape.own / max(1e-300, float(landscape.own.max(initial=0)))
        gains = Gains(landscape.orders, landscape.weight, np.ones(len(landscape)), own)
        free: Mask = np.isin(np.arange(len(landscape)), list(choices))
        ordered = []
        while free.any():
            row = gains.best(free)
            gains.take(row)
            free[row] = False
            ordered.append(row)
        return ordered

    def worth(self, portfolios: Sequence[Sequence[int]]) -> pl.DataFrame:
        """A row a portfolio, a column of 0..1 for each of `aims`; see `Landscape.values`.

        Raises:
            OptionRefused: There is no such choice.
        """
        chosen: Mask = np.zeros((len(portfolios), self.table.height), dtype=bool)
        for row, choices in enumerate(portfolios):
            self._check(choices)
            chosen[row, list(choices)] = True
        return pl.DataFrame(self._landscape.values(chosen), schema=list(self.aims), orient="row")

    @functools.cached_property
    def _landscape(self) -> Landscape:
        return Landscape.of(self.table, self.holds, self.aims)

    def _check(self, choices: Sequence[int]) -> None:
        strange = [choice for choice in choices if not 0 <= choice < self.table.height]
        if strange:
            raise OptionRefused(
                f"The run has {self.table.height:,} choices, numbered from 0, and none of the "
                f"number {strange[0]}."
            )
        if len(set(choices)) < len(choices):
            raise OptionRefused("A choice stands in one place only.")
