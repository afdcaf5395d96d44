"""Trade-offs between several aims: portfolios that no other portfolio found beats in all of them.

NSGA-II (Deb 2002, pymoo's survival and loop) over portfolios of one size. It is seeded with greedy
portfolios, and they stay in the comparison to the end, so what is found is never worse than they
are. The answer is the exact front of all that is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from engine.bundles.decide.choose import Chooser
from engine.bundles.decide.evolution import evolve, hypervolume
from engine.bundles.decide.front import front
from engine.bundles.decide.landscape import Landscape, Mask

PLAIN = (100, 50)
REDUCED = (50, 10)


@dataclass(frozen=True)
class TradeOff:
    """Portfolios that are not beaten.

    Attributes:
        aims: What was weighed.
        portfolios: choices (their numbers, ascending), a column of 0..1 for each aim, and greedy:
            whether it is one that the search began with. Best by the first aim comes first.
        hypervolume: Share of the unit cube that the portfolios beat, 0..1.
    """

    aims: tuple[str, ...]
    portfolios: pl.DataFrame
    hypervolume: float


def greedy_trade_off(
    table: pl.DataFrame, holds: pl.DataFrame, aims: Sequence[str], bundles: int
) -> pl.DataFrame:
    """The greedy portfolios that no other greedy one beats, at once; see `TradeOff.portfolios`.

    Args:
        table: See `choices_table`.
        holds: See `Choices.holds`.
        aims: One or more of `AIMS`.
        bundles: How many each portfolio has.

    Raises:
        OptionRefused: An aim is not known.
    """
    landscape = Landscape.of(table, holds, aims)
    seeds = _greedy_portfolios(landscape, bundles)
    return _best(landscape, seeds, len(seeds))


def search_portfolios(
    table: pl.DataFrame,
    holds: pl.DataFrame,
    aims: Sequence[str],
    bundles: int,
    *,
    reduced: bool = True,
    seed: int = 0,
) -> TradeOff:
    """Search the trade-offs; the same question has the same answer.

    It cannot look at a cancel: run it by `in_process`.

    Args:
        table: See `choices_table`.
        holds: See `Choices.holds`.
        aims: One or more of `AIMS`; two or three make a front that can be looked at.
        bundles: How many each portfolio has.
        reduced: 50 portfolios over 10 generations, as the flag for fewer iterations asks, and not
            100 over 50.
        seed: Seed of what is drawn at random.

    Raises:
        OptionRefused: An aim is not known.
    """
    landscape = Landscape.of(table, holds, aims)
    found = seeds = _greedy_portfolios(landscape, bundles)
    population, generations = REDUCED if reduced else PLAIN
    if 0 < bundles < len(landscape):
        most = _most_uses(landscape, seeds)
        evolved = evolve(landscape, seeds, most, population, generations, seed)
        found = np.concatenate([seeds, evolved])
    portfolios = _best(landscape, found, len(seeds))
    return TradeOff(landscape.aims, portfolios, hypervolume(portfolios.select(aims).to_numpy()))


def _greedy_portfolios(landscape: Landscape, bundles: int) -> Mask:
    """(portfolios, choices) those for each aim alone, for each two, and for all alike."""
    chooser, count = Chooser(landscape, bundles), len(landscape.aims)
    each = np.eye(count)
    pairs = [each[a] + each[b] for a in range(count) for b in range(a)]
    seeds = np.zeros((count + len(pairs) + 1, len(landscape)), dtype=bool)
    for row, weights in enumerate([*each, *pairs, np.ones(count)]):
        seeds[row, chooser.choose(weights)] = True
    return seeds


def _most_uses(landscape: Landscape, seeds: Mask) -> int:
    """How often one product may be used: as often as a greedy portfolio had to."""
    return int((seeds.astype(np.int64) @ landscape.uses).max(initial=0))


def _best(landscape: Landscape, found: Mask, seeds: int) -> pl.DataFrame:
    """The exact front of all that was found, the best by the first aim first."""
    _, first = np.unique(found, axis=0, return_index=True)
    first = np.sort(first)
    values = landscape.values(found[first])
    best = front(values)
    rows, values = first[best], values[best]
    order = np.lexsort((rows, *-values.T[::-1]))
    rows, values = rows[order], values[order]
    lists = [np.flatnonzero(found[row]).tolist() for row in rows]
    return pl.DataFrame(
        {
            "choices": pl.Series(lists, dtype=pl.List(pl.Int32)),
            **dict(zip(landscape.aims, values.T, strict=True)),
            "greedy": rows < seeds,
        }
    )


def loss(shorter: TradeOff, longer: TradeOff) -> float:
    """Share of the hypervolume of a longer search that a shorter one misses, 0..1."""
    whole = longer.hypervolume
    return max(0.0, 1 - shorter.hypervolume / whole) if whole else 0.0
