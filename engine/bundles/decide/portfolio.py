"""Candidates → the portfolio: bundles that together reach as many coming orders as possible.

Each pick is the candidate that adds most weight of orders not reached yet (greedy on a monotone
submodular function, within 1 - 1/e of the best; Nemhauser 1978). Its order is the rank. Pairs
come first, because a larger set never reaches more than its own pairs; sets of three and four
follow, chosen among themselves in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from engine.bundles.candidates.from_itemsets import Candidates
from engine.bundles.context.transactions import Floats
from engine.bundles.context.weights import OrderWeights
from engine.bundles.decide.duplicates import is_near_duplicate
from engine.bundles.decide.gains import Gains, LazyGains
from engine.bundles.options import BundleOptions
from engine.steps import Progress

if TYPE_CHECKING:
    import scipy.sparse as sp

Mask = npt.NDArray[np.bool_]
USES_PER_PRODUCT = 2


@dataclass(frozen=True)
class Pick:
    """One chosen candidate.

    Attributes:
        size: How many products it has.
        row: Its row among the candidates of that size.
        new_orders: Orders that hold it and none of the picks before it.
        reached_orders: Orders that hold it or one before it.
    """

    size: int
    row: int
    new_orders: int
    reached_orders: int


@dataclass(frozen=True)
class Portfolio:
    """The picks in rank order, and how many near-duplicates were passed over."""

    picks: tuple[Pick, ...]
    duplicates: int


def choose_portfolio(
    candidates: Sequence[Candidates],
    weights: OrderWeights,
    options: BundleOptions,
    step: Progress,
    *,
    lazily: bool = True,
) -> Portfolio:
    """Choose the portfolio.

    A product is used twice at most, unless there are too few candidates otherwise. Candidates
    that add nothing new come last, by the weight of their own orders.

    Args:
        candidates: Candidates of two products, of three, …
        weights: What each order counts for.
        options: `bundles` pairs are chosen, then `larger_sets`.
        step: Counts picks.
        lazily: Weigh only those candidates anew that could be the next pick (Minoux 1978), and
            not all of them for each; the picks are the same.
    """
    step.expect(options.bundles + options.larger_sets)
    gains = LazyGains if lazily else Gains
    pairs = _Greedy(candidates[:1], weights.order, step, gains).choose(options.bundles)
    larger = _Greedy(candidates[1:], weights.order, step, gains).choose(options.larger_sets)
    return Portfolio(pairs.picks + larger.picks, pairs.duplicates + larger.duplicates)


class _Greedy:
    """One greedy choice over candidates of one or more sizes."""

    def __init__(
        self,
        candidates: Sequence[Candidates],
        weight: Floats,
        step: Progress,
        gains: type[Gains],
    ) -> None:
        self._step, self._kind = step, gains
        self._origin = [
            (c.evidence.sets.shape[1], row) for c in candidates for row in range(len(c))
        ]
        self._items = [items for c in candidates for items in c.evidence.sets.tolist()]
        self._orders = _stacked(candidates, len(weight))
        self._alive = np.concatenate([np.empty(0), *(c.alive for c in candidates)])
        self._own = np.concatenate([np.empty(0), *(c.weighted for c in candidates)])
        self._weight = weight
        self._duplicates = 0
        self._begin()

    def choose(self, wanted: int) -> Portfolio:
        """Pick until there are enough; once more without the limit on uses if there are not."""
        free = np.ones(len(self._items), dtype=bool)
        passed_over = self._pass(free, wanted, USES_PER_PRODUCT)
        if len(self._picks) < wanted and passed_over.any():
            self._pass(passed_over, wanted, len(self._items))
            self._rank_anew()
        return Portfolio(tuple(self._picks), self._duplicates)

    def _rank_anew(self) -> None:
        """What was passed over at first may add more than what came before it: order by gain."""
        chosen = np.isin(np.arange(len(self._items)), self._rows)
        self._begin()
        self._pass(chosen, int(chosen.sum()), len(self._items))

    def _begin(self) -> None:
        self._gains = self._kind(self._orders, self._weight, self._alive, self._own)
        self._reached = np.zeros(len(self._weight), dtype=bool)
        self._uses: dict[int, int] = {}
        self._chosen: list[frozenset[int]] = []
        self._rows: list[int] = []
        self._picks: list[Pick] = []

    def _pass(self, free: Mask, wanted: int, uses: int) -> Mask:
        """Pick among the free ones; returns those passed over for their products' uses."""
        passed_over = np.zeros(len(free), dtype=bool)
        while len(self._picks) < wanted and free.any():
            row = self._gains.best(free)
            free[row] = False
            if any(self._uses.get(item, 0) >= uses for item in self._items[row]):
                passed_over[row] = True
            elif is_near_duplicate(self._items[row], self._chosen):
                self._duplicates += 1
            else:
                self._pick(row)
        return passed_over

    def _pick(self, row: int) -> None:
        """Note a pick, and how many orders it reaches that none before it reached."""
        orders = self._gains.take(row)
        before = int(self._reached.sum())
        self._reached[orders] = True
        reached = int(self._reached.sum())
        size, place = self._origin[row]
        self._picks.append(Pick(size, place, reached - before, reached))
        self._rows.append(row)
        self._chosen.append(frozenset(self._items[row]))
        for item in self._items[row]:
            self._uses[item] = self._uses.get(item, 0) + 1
        self._step.advance()


def _stacked(candidates: Sequence[Candidates], orders: int) -> sp.csr_matrix:
    import scipy.sparse as sp  # noqa: PLC0415 - costly; loaded while a file is read

    empty = sp.csr_matrix((0, orders))
    return sp.csr_matrix(sp.vstack([empty, *(c.orders for c in candidates)], format="csr"))
