"""Does the engine's loop stay free while a run computes?

A probe on the loop that all jobs share sleeps 5 ms at a time and notes how much later than that
it woke, from the moment a file is taken until the result files are written. The loop at rest is
measured in the same minutes: what it shows is the machine's doing.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks.common import (
    arguments,
    fresh_backroom,
    orders_file,
    print_claim,
    print_setting,
    print_table,
    read_table,
    succeed,
)
from engine import Backroom, BundleOptions
from engine.bundles.options import MINERS
from engine.reports import prepare_folder, write_files

SUPPORT = 0.005
SLEEP_S = 0.005
REST_S = 3.0
MOST_P95_MS = 50.0
AT_REST = "at rest"


def main() -> None:
    """Probe the loop at rest and during runs with each miner; print delays and claims."""
    asked = arguments("Delays of the engine's loop while it computes.", repeats=5)
    path = orders_file(asked.data)
    print_setting()
    delays: dict[str, list[list[float]]] = {AT_REST: []}
    for _ in range(asked.repeats):
        delays[AT_REST].append(_at_rest())
        for miner in MINERS:
            delays.setdefault(f"miner={miner}", []).append(_during_run(path, miner))
    _print_delays(delays)
    print()
    for kind, runs in delays.items():
        if kind != AT_REST:
            p95 = _percentile(runs, 95)
            claim = f"{kind}: 95 of 100 wake at most {MOST_P95_MS:g} ms late"
            print_claim(claim, f"{p95:.1f} ms", holds=p95 <= MOST_P95_MS)


def _at_rest() -> list[float]:
    delays: list[float] = []
    with fresh_backroom() as backroom, _probed(backroom, delays):
        time.sleep(REST_S)
    return delays


def _during_run(path: Path, miner: str) -> list[float]:
    """Delays in ms from taking the compressed file to the files written, on a fresh workspace."""
    options = BundleOptions(min_support=SUPPORT, miner=miner)
    delays: list[float] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        fresh_backroom() as backroom,
        _probed(backroom, delays),
    ):
        run = backroom.find_bundles(read_table(backroom, path), options)
        succeed(backroom, run)
        prepare_folder(Path(folder), force=True)
        write_files(Path(folder), backroom.files(run))
    return delays


@contextmanager
def _probed(backroom: Backroom, delays: list[float]) -> Iterator[None]:
    """Note delays on the engine's loop for as long as the block runs."""
    ended = asyncio.Event()
    probe = backroom.jobs.call(_note(delays, ended))
    try:
        yield
    finally:
        backroom.jobs.loop.call_soon_threadsafe(ended.set)
        probe.result()


async def _note(delays: list[float], ended: asyncio.Event) -> None:
    while not ended.is_set():
        began = time.perf_counter()
        await asyncio.sleep(SLEEP_S)
        delays.append((time.perf_counter() - began - SLEEP_S) * 1000)


def _print_delays(delays: dict[str, list[list[float]]]) -> None:
    rows = [
        (
            kind,
            str(len(runs)),
            f"{sum(map(len, runs)):,}",
            f"{_percentile(runs, 50):.1f}",
            f"{_percentile(runs, 95):.1f}",
            f"{_percentile(runs, 100):.1f}",
            f"{max(_percentile([run], 95) for run in runs):.1f}",
        )
        for kind, runs in delays.items()
    ]
    print_table(("ms late", "runs", "n", "median", "p95", "max", "worst run's p95"), rows)


def _percentile(runs: Sequence[Sequence[float]], share: float) -> float:
    return float(np.percentile(np.concatenate(runs), share))


if __name__ == "__main__":
    main()
