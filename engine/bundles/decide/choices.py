"""What a finished run keeps so that its portfolio can be chosen again without a new run.

Two plain tables: the pairs one may choose from with their goals, and the orders, those that hold
the same choices put together and very many of them thinned out, so that a page may choose again
while somebody waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from engine.bundles.candidates.candidate import Candidate, Seen
from engine.bundles.candidates.from_itemsets import Candidates
from engine.bundles.context.transactions import Floats, Ints, Products
from engine.bundles.context.weights import OrderWeights
from engine.bundles.decide.portfolio import Portfolio
from engine.bundles.decide.verdict import Scores
from engine.bundles.objectives import GOALS

MOST_CHOICES = 600
MOST_ORDERS = 60_000
PAIR = 2


@dataclass(frozen=True)
class Choices:
    """The pairs one may choose from.

    Attributes:
        candidates: The same as candidates, to be scored; their numbers are their places.
        alive: (choices,) 0..1, the chance that each goes on being bought.
        own: (choices,) weight of each one's orders.
        rank: (choices,) rank in the run's portfolio from 1, 0 outside of it.
        holds: Orders that hold the same choices: weight, choices (ascending numbers). The first
            row is that of all orders that hold none. Where more than 60,000 orders hold a choice,
            every second, third … order of the file stands for all.
    """

    candidates: tuple[Candidate, ...]
    alive: Floats
    own: Floats
    rank: Ints
    holds: pl.DataFrame


def gather_choices(
    pairs: Candidates, portfolio: Portfolio, weights: OrderWeights, most: int = MOST_CHOICES
) -> Choices:
    """The portfolio's pairs, and those beside them that reach most by themselves.

    Args:
        pairs: Candidates of two products.
        portfolio: What the run chose.
        weights: What each order counts for.
        most: How many there may be, unless the portfolio alone has more.
    """
    rank = np.zeros(len(pairs), dtype=np.int64)
    picked = [pick.row for pick in portfolio.picks if pick.size == PAIR]
    rank[picked] = np.arange(1, len(picked) + 1)
    best = np.lexsort((-pairs.weighted * pairs.alive, rank == 0))
    rows = np.sort(best[: max(most, len(picked))])
    return Choices(
        candidates=_as_candidates(pairs, rows, len(weights.order)),
        alive=pairs.alive[rows],
        own=pairs.weighted[rows],
        rank=rank[rows],
        holds=_alike(pairs, rows, weights.order),
    )


def choices_table(choices: Choices, scores: Sequence[Scores], products: Products) -> pl.DataFrame:
    """One row a choice: choice, skus, titles, rank, alive, own, orders_together, lift, and goals.

    Goals are 0..1 and null where nothing tells; rank is null outside of the portfolio.
    """
    items = [candidate.items for candidate in choices.candidates]
    seen = [candidate.seen for candidate in choices.candidates]
    rank = pl.Series(choices.rank)
    table = pl.DataFrame(
        {
            "choice": pl.int_range(len(items), eager=True, dtype=pl.Int32),
            "skus": pl.Series([[products.skus[i] for i in row] for row in items], dtype=_WORDS),
            "titles": pl.Series([[products.titles[i] for i in row] for row in items], dtype=_WORDS),
            "rank": rank.set(rank == 0, None),
            "alive": choices.alive,
            "own": choices.own,
            "orders_together": pl.Series([one.together for one in seen], dtype=pl.Int64),
            "lift": pl.Series([one.lift for one in seen], dtype=pl.Float64),
        }
    )
    goals = [pl.Series(g, [one.goals.get(g) for one in scores], dtype=pl.Float64) for g in GOALS]
    return table.with_columns(goals)


_WORDS = pl.List(pl.String)
_NUMBERS = pl.List(pl.Int32)


def _as_candidates(pairs: Candidates, rows: Ints, orders: int) -> tuple[Candidate, ...]:
    evidence = pairs.evidence
    columns = zip(
        evidence.sets[rows].tolist(),
        evidence.together[rows].tolist(),
        evidence.either[rows].tolist(),
        evidence.chance[rows].tolist(),
        evidence.lift[rows].tolist(),
        evidence.confidence[rows].tolist(),
        strict=True,
    )
    return tuple(
        Candidate(
            objective="increase_aov",
            bundle_type="FBT",
            items=tuple(items),
            quantities=(1,) * len(items),
            tier="strict_rules",
            sources=("itemsets",),
            seen=Seen(together, either, orders, chance, lift, confidence),
            fit=1.0,
            why="",
        )
        for items, together, either, chance, lift, confidence in columns
    )


def _alike(pairs: Candidates, rows: Ints, weight: Floats) -> pl.DataFrame:
    """Orders by what choices they hold, in the order in which the first of each kind comes."""
    held = pairs.orders[rows].T.tocsr()
    several = np.diff(held.indptr) > 0
    every = -(-int(several.sum()) // MOST_ORDERS)
    if every > 1:
        held, weight = held[::every], weight[::every]
        several = several[::every]
    held.sort_indices()
    order = np.flatnonzero(several)
    # Sums of random numbers of 64 bits are the same for the same choices, and for no others.
    codes = np.random.default_rng(0).integers(-(2**62), 2**62, len(rows))
    sums = np.add.reduceat(codes[held.indices], held.indptr[order]) if len(order) else codes[:0]
    _, first, kind = np.unique(sums, return_index=True, return_inverse=True)
    place = np.argsort(np.argsort(first))[kind]
    first = np.sort(first)
    ends = held.indptr.astype(np.int64)
    lists = _lists(held.indices.astype(np.int64), ends[order[first]], ends[order[first] + 1])
    shares = np.bincount(place, weight[order], minlength=len(first))
    return pl.DataFrame(
        {
            "weight": np.concatenate(([weight[~several].sum()], shares)),
            "choices": pl.concat([pl.Series([[]], dtype=_NUMBERS), lists]),
        }
    )


def _lists(numbers: Ints, starts: Ints, ends: Ints) -> pl.Series:
    """Slices of the numbers as one column of lists; none is empty."""
    size = ends - starts
    row = np.repeat(np.arange(len(size)), size)
    place = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size)
    chosen = numbers[starts[row] + place].astype(np.int32)
    flat = pl.DataFrame({"row": row, "choice": pl.Series(chosen, dtype=pl.Int32)})
    return flat.group_by("row", maintain_order=True).agg("choice")["choice"]
