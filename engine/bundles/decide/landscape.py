"""What a portfolio is worth: its reach, and the means of its bundles' goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt
import polars as pl

from engine.bundles.context.transactions import Floats
from engine.bundles.objectives import GOALS
from engine.errors import OptionRefused

if TYPE_CHECKING:
    import scipy.sparse as sp

Mask = npt.NDArray[np.bool_]
REACH = "reach"
AIMS = (REACH, *GOALS)
# One less the largest life that still has a logarithm.
LEAST_LOST = 1e-12


@dataclass(frozen=True)
class Landscape:
    """The choices of a finished run, as numbers.

    Attributes:
        aims: What is looked at, of `AIMS`.
        orders: (choices, groups) 1 where the orders of a group hold a choice.
        weight: (groups,) their share of all orders' weight, 0..1.
        alive: (choices,) the chance that each goes on being bought, 0..1.
        own: (choices,) weight of each one's orders.
        worth: (choices, aims) goal of each, 0..1; 0 where nothing tells, and for the reach.
        items: Numbers of each choice's products, by code.
    """

    aims: tuple[str, ...]
    orders: sp.csr_matrix
    weight: Floats
    alive: Floats
    own: Floats
    worth: Floats
    items: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, table: pl.DataFrame, holds: pl.DataFrame, aims: Sequence[str]) -> Self:
        """Open the tables that a run has kept.

        Raises:
            OptionRefused: An aim is not known, or none is given.
        """
        unknown = [aim for aim in aims if aim not in AIMS]
        if unknown or not aims:
            told = repr(unknown[0]) if unknown else "nothing"
            raise OptionRefused(f"Choose among {', '.join(AIMS)}, not {told}.")
        total = float(holds["weight"].sum()) or 1.0
        goals = [
            np.zeros(table.height) if aim == REACH else table[aim].fill_null(0.0).to_numpy()
            for aim in aims
        ]
        return cls(
            aims=tuple(aims),
            orders=_orders(holds, table.height),
            weight=holds["weight"].to_numpy() / total,
            alive=table["alive"].to_numpy(),
            own=table["own"].to_numpy(),
            worth=np.column_stack(goals),
            items=_numbered(table["skus"].to_list()),
        )

    def __len__(self) -> int:
        return len(self.alive)

    @property
    def uses(self) -> sp.csr_matrix:
        """(choices, products) 1 where a choice holds a product."""
        import scipy.sparse as sp  # noqa: PLC0415 - costly; loaded while a file is read

        rows = [row for row, items in enumerate(self.items) for _ in items]
        products = [item for items in self.items for item in items]
        ones = np.ones(len(rows), dtype=np.int64)
        shape = (len(self.items), max(products, default=-1) + 1)
        return sp.csr_matrix((ones, (rows, products)), shape=shape)

    def values(self, chosen: Mask) -> Floats:
        """(portfolios, aims) what portfolios are worth, 0..1 each.

        Args:
            chosen: (portfolios, choices) which choices are in which portfolio.
        """
        bundles = np.maximum(1, chosen.sum(axis=1, keepdims=True))
        values: Floats = chosen @ self.worth / bundles
        if REACH in self.aims:
            values[:, self.aims.index(REACH)] = self.reach(chosen)
        return values

    def reach(self, chosen: Mask) -> Floats:
        """(portfolios,) share of orders, by weight, that go on holding one of the bundles."""
        import scipy.sparse as sp  # noqa: PLC0415 - costly; loaded while a file is read

        lost = np.log(np.maximum(1 - self.alive, LEAST_LOST))
        missed = sp.csr_matrix(chosen.astype(np.float64)) @ sp.diags_array(lost) @ self.orders
        missed = sp.csr_matrix(missed)
        held = -np.expm1(missed.data) * self.weight[missed.indices]
        row = np.repeat(np.arange(len(chosen)), np.diff(missed.indptr))
        reached: Floats = np.bincount(row, held, minlength=len(chosen)).astype(np.float64)
        return reached


def _orders(holds: pl.DataFrame, choices: int) -> sp.csr_matrix:
    import scipy.sparse as sp  # noqa: PLC0415 - costly; loaded while a file is read

    choice = holds["choices"].explode(empty_as_null=False).to_numpy()
    group = np.repeat(np.arange(holds.height), holds["choices"].list.len().to_numpy())
    ones, shape = np.ones(len(choice)), (choices, holds.height)
    orders = sp.csr_matrix((ones, (choice, group)), shape=shape)
    orders.sort_indices()
    return orders


def _numbered(choices: Sequence[Sequence[str]]) -> tuple[tuple[int, ...], ...]:
    skus = sorted({sku for row in choices for sku in row})
    number = {sku: place for place, sku in enumerate(skus)}
    return tuple(tuple(number[sku] for sku in row) for row in choices)
