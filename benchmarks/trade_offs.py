"""What a reduced search of trade-offs loses, as hypervolume, and what it saves in time.

`python -m benchmarks trade_offs` takes the choices of a Bundles run on Online Retail and searches
them for two and three aims, reduced (50 portfolios over 10 generations) and plain (100 over 50),
with several seeds, beside the greedy portfolios both begin with.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import polars as pl

from benchmarks.common import (
    arguments,
    fresh_backroom,
    orders_file,
    print_setting,
    print_table,
    read_table,
    succeed,
)
from engine import Backroom, BundleOptions
from engine.bundles.decide.evolution import hypervolume
from engine.bundles.decide.search import TradeOff, greedy_trade_off, loss, search_portfolios

BUNDLES = 50
FRONTS = (("reach", "cross_sell"), ("reach", "revenue", "cannibalization"))


def main() -> None:
    """Search each front in both ways with a few seeds."""
    asked = arguments("What a reduced search of trade-offs loses.", seeds=3)
    print_setting()
    with fresh_backroom() as backroom:
        table, holds, known = _choices(backroom, orders_file(asked.data))
    print(f"{len(table):,} choices, portfolios of {BUNDLES}; aims: {', '.join(known)}")
    rows = []
    for wanted in FRONTS:
        aims = tuple(aim for aim in wanted if aim in known)
        seeded = greedy_trade_off(table, holds, aims, BUNDLES)
        begun = hypervolume(seeded.select(aims).to_numpy())
        rows += [_row(table, holds, aims, seed, begun) for seed in range(asked.seeds)]
    print_table(
        ("aims", "seed", "greedy", "reduced", "plain", "lost", "reduced s", "plain s"), rows
    )
    print(f"\nlost of the plain search's hypervolume: {median(float(row[5]) for row in rows):.4f}")


def _choices(backroom: Backroom, path: Path) -> tuple[pl.DataFrame, pl.DataFrame, Sequence[str]]:
    run = backroom.find_bundles(read_table(backroom, path), BundleOptions())
    succeed(backroom, run)
    table, holds = (backroom.result_table(run, name) for name in ("choices", "holds"))
    return table, holds, backroom.aims(run)


def _row(
    table: pl.DataFrame, holds: pl.DataFrame, aims: tuple[str, ...], seed: int, begun: float
) -> tuple[str, ...]:
    short, short_s = _searched(table, holds, aims, seed, reduced=True)
    long, long_s = _searched(table, holds, aims, seed, reduced=False)
    volumes = (begun, short.hypervolume, long.hypervolume, loss(short, long))
    return (
        ", ".join(aims), str(seed), *(f"{volume:.4f}" for volume in volumes),
        f"{short_s:.2f}", f"{long_s:.2f}",
    )  # fmt: skip


def _searched(
    table: pl.DataFrame, holds: pl.DataFrame, aims: tuple[str, ...], seed: int, *, reduced: bool
) -> tuple[TradeOff, float]:
    began = time.perf_counter()
    found = search_portfolios(table, holds, aims, BUNDLES, reduced=reduced, seed=seed)
    return found, time.perf_counter() - began


if __name__ == "__main__":
    main()
