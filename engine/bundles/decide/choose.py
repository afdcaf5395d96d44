"""A portfolio chosen again from the choices of a finished run, by other weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import polars as pl

from engine.bundles.context.transactions import Floats
from engine.bundles.decide.duplicates import is_near_duplicate
from engine.bundles.decide.gains import LazyGains
from engine.bundles.decide.landscape import REACH, Landscape, Mask
from engine.bundles.decide.portfolio import USES_PER_PRODUCT
from engine.errors import OptionRefused


def choose_again(
    table: pl.DataFrame, holds: pl.DataFrame, weights: Mapping[str, float], bundles: int
) -> list[int]:
    """Choose by a weighted sum of reach and goals; the numbers of the choices, best first.

    Each aim counts as a share of the most that so many bundles could have of it, so that equal
    weights mean equal importance. The sum is monotone and submodular, so greedy picks come within
    1 - 1/e of the best; a product is used twice at most, unless there are too few otherwise.

    Args:
        table: See `choices_table`.
        holds: See `Choices.holds`.
        weights: Aim (`reach` or a goal) → weight, 0 or more; those left out count for nothing.
        bundles: How many to choose.

    Raises:
        OptionRefused: An aim is not known, or no weight is above 0.
    """
    landscape = Landscape.of(table, holds, tuple(weights))
    values = np.array(list(weights.values()), dtype=np.float64)
    if not ((values >= 0) & np.isfinite(values)).all() or not values.sum() > 0:
        raise OptionRefused("Weights are 0 or more, and at least one of them above 0.")
    return Chooser(landscape, bundles).choose(values / values.sum())


class Chooser:
    """Greedy choices from one landscape; what the aims come to at most is found once."""

    def __init__(self, landscape: Landscape, bundles: int) -> None:
        self._at, self._bundles = landscape, max(0, min(bundles, len(landscape)))
        self._items = [frozenset(items) for items in landscape.items]
        self._most = -np.sort(-landscape.worth, axis=0)[: self._bundles].sum(axis=0)
        if REACH in landscape.aims and self._bundles:
            chosen = np.zeros((1, len(landscape)), dtype=bool)
            chosen[0, self._greedy(landscape.weight, np.zeros(len(landscape)))] = True
            self._most[landscape.aims.index(REACH)] = landscape.reach(chosen)[0]

    def choose(self, weights: Floats) -> list[int]:
        """Numbers of the choices, best first.

        Args:
            weights: (aims,) 0 or more.
        """
        if not self._bundles:
            return []
        share = np.divide(weights, self._most, out=np.zeros(len(weights)), where=self._most > 0)
        reach = share[self._at.aims.index(REACH)] if REACH in self._at.aims else 0.0
        return self._greedy(self._at.weight * reach, self._at.worth @ share)

    def _greedy(self, weight: Floats, bonus: Floats) -> list[int]:
        """Two uses a product first; where that is not enough, any more, ranked anew by gain."""
        free = np.ones(len(self._items), dtype=bool)
        gains = self._gains(weight, bonus)
        rows, passed_over = self._pass(gains, free, [], USES_PER_PRODUCT)
        if len(rows) == self._bundles or not passed_over.any():
            return rows
        rows, _ = self._pass(gains, passed_over, rows, len(self._items))
        chosen = np.isin(np.arange(len(self._items)), rows)
        return self._pass(self._gains(weight, bonus), chosen, [], len(self._items))[0]

    def _gains(self, weight: Floats, bonus: Floats) -> _WithGoals:
        return _WithGoals(self._at, weight, bonus)

    def _pass(
        self, gains: LazyGains, free: Mask, rows: Sequence[int], uses: int
    ) -> tuple[list[int], Mask]:
        """Pick among the free ones; also those passed over for their products' uses."""
        rows, passed_over = list(rows), np.zeros(len(free), dtype=bool)
        used = _uses(self._items[row] for row in rows)
        while len(rows) < self._bundles and free.any():
            row = gains.best(free)
            free[row] = False
            items = self._items[row]
            if any(used.get(item, 0) >= uses for item in items):
                passed_over[row] = True
            elif not is_near_duplicate(items, [self._items[other] for other in rows]):
                gains.take(row)
                rows.append(row)
                _use(items, used)
        return rows, passed_over


class _WithGoals(LazyGains):
    """Gains of reach plus what each choice is worth by itself."""

    def __init__(self, landscape: Landscape, weight: Floats, bonus: Floats) -> None:
        self._bonus = bonus
        # Equal gains are told apart by own weight, a share here as all gains are.
        own = landscape.own / max(1e-300, float(landscape.own.max(initial=0)))
        super().__init__(landscape.orders, weight, landscape.alive, own)

    def _all(self) -> Floats:
        gains: Floats = super()._all() + self._bonus
        return gains

    def _one(self, row: int) -> float:
        return super()._one(row) + float(self._bonus[row])


def _uses(chosen: Iterable[frozenset[int]]) -> dict[int, int]:
    """How many of the chosen hold each product."""
    uses: dict[int, int] = {}
    for items in chosen:
        _use(items, uses)
    return uses


def _use(items: frozenset[int], uses: dict[int, int]) -> None:
    for item in items:
        uses[item] = uses.get(item, 0) + 1
