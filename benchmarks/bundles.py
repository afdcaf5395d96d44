"""The phases of a Bundles run, with every optimisation and without any, beside mlxtend alone.

`python -m benchmarks bundles` takes the nine months of Online Retail; with `--orders` and
`--products` it makes up a shop of that size, and with `--sizes` the four smallest that the source
documents name. Every run begins with nothing kept. Fast and plain runs take turns, so that
whatever else the machine does falls on both. The plain way switches off all flags `ml.*`: one
thing after the other, mlxtend's miner, every candidate weighed anew, the ladder from its top,
neighbours by numpy.
"""

from __future__ import annotations

import argparse
import dataclasses
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.common import (
    ROOT,
    orders_file,
    print_claim,
    print_setting,
    print_table,
    read_table,
    succeed,
)
from benchmarks.mining_peer import MiningPeer
from benchmarks.shop_file import write_shop
from engine import Backroom, BundleOptions, EngineError, Settings, Steps
from engine.bundles.context.itemsets import choose_min_count
from engine.bundles.context.transactions import Baskets, gather_baskets

SUPPORT = 0.005
LOOK_EVERY_S = 0.002
FLAGS = tuple(name for name in Settings.__dataclass_fields__ if name.startswith("ml_"))
PHASES: Mapping[str, tuple[str, ...]] = {
    "1 data mapping": ("Map lines to products",),
    "2 objective tags": ("Tag products",),
    "3 embeddings": ("Embed products",),
    "3 mining": ("Mine itemsets",),
    "3 evidence, rules": ("Weigh the evidence", "Find rules"),
    "3 portfolio's candidates": ("Ask for proposals", "Generate candidates"),
    "3 similarity, ladder": ("Fill the pool",),
    "3 objective x type": ("Make offers of them",),
    "4-6 rank, price, check": ("Score and price", "Choose the offers"),
    "7 optimisation": ("Choose the portfolio", "Score what else may be chosen"),
    "8-9 explanation, copy": ("Explain and write copy",),
    "keeping the results": ("Keep the results",),
}
PROMISED = (0.9, 0.3, 0.4)
"""Most of mlxtend's time that all objectives, one alone and first bundles may take."""
PROMISED_LARGE = (0.5, 0.2, None)
LARGE = 1_000_000
"""Lines of a made-up shop from which the second row is promised; below it nothing is."""
SIZES = ((3, 5), (10, 8), (40, 20), (400, 60))


@dataclass(frozen=True)
class Timed:
    """One run: wall seconds.

    Attributes:
        reading: Of reading the file, before the run.
        total: Of the run, from the checked table on.
        first: Of it until bundles could be seen.
        steps: Of each step.
    """

    reading: float
    total: float
    first: float
    steps: Mapping[str, float]


def main() -> None:
    """Time what the command line asks for."""
    parser = argparse.ArgumentParser(description="The phases of a Bundles run, fast and plain.")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--orders", type=int, help="orders of a made-up shop")
    parser.add_argument("--products", type=int, default=1_000, help="its products")
    parser.add_argument("--lines", type=int, help="its lines; 2.4 an order by default")
    parser.add_argument("--sizes", action="store_true", help="the four smallest sizes")
    parser.add_argument("--repeat", type=int, default=5)
    asked = parser.parse_args()
    print_setting()
    with tempfile.TemporaryDirectory() as folder:
        if asked.sizes:
            _sizes(Path(folder), asked.repeat)
            return
        path, made = orders_file(asked.data), None
        if asked.orders is not None:
            path, lines = Path(folder) / "shop.csv", asked.lines or round(2.4 * asked.orders)
            made = write_shop(path, lines, asked.orders, asked.products)
            print(f"{made:,} lines made up")
        _compare(path, asked.repeat, made)


def _compare(path: Path, repeats: int, lines: int | None) -> None:
    """Fast, plain and with one objective alone, beside mlxtend on the same baskets."""
    baskets = _baskets(path)
    print(f"{baskets.orders:,} orders of {len(baskets.products.skus):,} products mined")
    least = choose_min_count(baskets.orders, SUPPORT)
    runs: dict[str, list[Timed]] = {"fast": [], "plain": [], "one": []}
    peer_s = []
    with MiningPeer({"same": (baskets, least)}) as peer:
        for repeat in range(repeats + 1):
            now = {
                "fast": timed(path, plain=False),
                "plain": timed(path, plain=True),
                "one": timed(path, plain=False, objectives=("increase_aov",)),
            }
            seconds = peer.seconds("same")[0]
            if repeat:  # the first of each warms up
                peer_s.append(seconds)
                for way, run in now.items():
                    runs[way].append(run)
    _print_phases(runs["fast"], runs["plain"])
    _print_claims(runs, median(peer_s), lines)


def timed(path: Path, *, plain: bool, objectives: Sequence[str] = ()) -> Timed:
    """One run on a fresh workspace, its table read beforehand."""
    options = BundleOptions(min_support=SUPPORT)
    if objectives:
        options = dataclasses.replace(options, objectives=tuple(objectives))
    with tempfile.TemporaryDirectory() as home:
        flags: dict[str, Any] = dict.fromkeys(FLAGS, not plain)
        backroom = Backroom.open(Settings(home=Path(home), **flags))
        try:
            opened = time.perf_counter()
            table = read_table(backroom, path)
            began = time.perf_counter()
            first = 0.0
            run = backroom.find_bundles(table, options)
            while (view := backroom.watch(run)) is not None and view.active:
                if view.preview and not first:
                    first = time.perf_counter() - began
                time.sleep(LOOK_EVERY_S)
            total = time.perf_counter() - began
            succeed(backroom, run)
            return Timed(
                began - opened, total, first or total, backroom.document(run, "manifest")["seconds"]
            )
        finally:
            backroom.close()


def _baskets(path: Path) -> Baskets:
    with tempfile.TemporaryDirectory() as home:
        backroom = Backroom.open(Settings(home=Path(home)))
        try:
            lines = backroom.lines(read_table(backroom, path))
        finally:
            backroom.close()
    return gather_baskets(lines, BundleOptions(min_support=SUPPORT), Steps())


def _print_phases(fast: Sequence[Timed], plain: Sequence[Timed]) -> None:
    """Medians; steps side by side overlap, so that phases may add up to more than the total."""
    rows = []
    for phase, steps in PHASES.items():
        quick, slow = _phase(fast, steps), _phase(plain, steps)
        rows.append((phase, f"{slow:.3f}", f"{quick:.3f}", _ratio(quick, slow)))
    for name, of in (
        ("first bundles", "first"), ("total", "total"), ("reading the file before it", "reading")
    ):  # fmt: skip
        quick, slow = (median(getattr(run, of) for run in runs) for runs in (fast, plain))
        rows.append((name, f"{slow:.3f}", f"{quick:.3f}", _ratio(quick, slow)))
    print_table(("phase", "plain s", "fast s", "ratio"), rows)


def _phase(runs: Sequence[Timed], steps: Sequence[str]) -> float:
    return median(sum(run.steps.get(step, 0.0) for step in steps) for run in runs)


def _ratio(quick: float, slow: float) -> str:
    return f"{quick / slow:.2f}" if slow >= 0.005 else "-"


def _print_claims(runs: Mapping[str, Sequence[Timed]], peer_s: float, lines: int | None) -> None:
    """Ratios to mlxtend, and where one was promised for a file of this size whether it is kept."""
    print(
        f"\nmlxtend's fpgrowth and association_rules on the same baskets: {peer_s:.3f} s (median)"
    )
    whole, one, first = PROMISED if lines is None else PROMISED_LARGE
    for name, ratio, most in (
        ("all objectives and types", _median(runs["fast"], "total") / peer_s, whole),
        ("increase_aov alone", _median(runs["one"], "total") / peer_s, one),
        ("first bundles", _median(runs["fast"], "first") / peer_s, first),
    ):
        if most is None or (lines is not None and lines < LARGE):
            print(f"{name}: {ratio:.2f} of it")
        else:
            print_claim(f"{name}: at most {most} of it", f"{ratio:.2f}", holds=ratio <= most)


def _median(runs: Sequence[Timed], of: str) -> float:
    return float(median(getattr(run, of) for run in runs))


def _sizes(folder: Path, repeats: int) -> None:
    """Small shops; where the file is too small to tell, that answer is timed."""
    rows = []
    for orders, products in SIZES:
        path = folder / f"{orders}.csv"
        lines = write_shop(path, round(2.4 * orders), orders, products)
        runs: dict[bool, list[float]] = {False: [], True: []}
        said = ""
        for _ in range(repeats):
            for plain in runs:
                began = time.perf_counter()
                try:
                    runs[plain].append(timed(path, plain=plain).total)
                except (EngineError, SystemExit) as error:
                    runs[plain].append(time.perf_counter() - began)
                    said = str(error)
        slow, quick = median(runs[True]), median(runs[False])
        rows.append((f"{lines} lines", f"{slow:.3f}", f"{quick:.3f}", _ratio(quick, slow), said))
    print_table(("size", "plain s", "fast s", "ratio", ""), rows)


if __name__ == "__main__":
    main()
