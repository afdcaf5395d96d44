"""How time and memory grow with the file: order lines from 100,000 to ten million.

Each size is run as a user starts it, from the command line, on a made-up shop of 5,000 products;
wall and CPU seconds and peak memory are printed, and the time over that of the smallest size
beside n·log n. `--chart FILE` draws it.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import ROOT, print_claim, print_setting, print_table
from benchmarks.shop_file import write_shop

SIZES = (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
PRODUCTS, LINES_AN_ORDER, ROOM_MB = 5_000, 9.5, "4000"
MOST_S, MOST_MIB = 60.0, 1536.0
TOLERANCE = 1.1


@dataclass(frozen=True)
class Run:
    """One size's run."""

    lines: int
    megabytes: float
    wall: float
    cpu: float
    peak: float
    bundles: int

    @property
    def work(self) -> float:
        """n·log n."""
        return self.lines * math.log(self.lines)


def main() -> None:
    """Run all sizes, print the table and the claims."""
    parser = argparse.ArgumentParser(description="Time and memory against the size of the file.")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="largest number of lines")
    parser.add_argument("--chart", type=Path, help="draw it into this SVG")
    asked = parser.parse_args()
    print_setting()
    runs = []
    for size in SIZES:
        if size <= asked.most:
            with tempfile.TemporaryDirectory() as folder:
                runs.append(_run(Path(folder), size))
                print(f"{runs[-1].lines:,} lines: {runs[-1].wall:.1f} s", flush=True)
    _print(runs)
    if asked.chart:
        draw(runs, asked.chart)


def _run(folder: Path, size: int) -> Run:
    path, out = folder / "shop.csv", folder / "out"
    orders = round(size / LINES_AN_ORDER)
    lines = write_shop(path, round(0.955 * size), orders, PRODUCTS)
    command = [
        sys.executable, "-m", "benchmarks.timed_command",
        sys.executable, "-m", "engine", "bundles", str(path), "--out", str(out), "--quiet",
    ]  # fmt: skip
    environment = os.environ | {"BACKROOM_UPLOAD_LIMIT_MB": ROOM_MB}
    said = subprocess.check_output(command, cwd=ROOT, text=True, env=environment)
    wall, cpu, peak = map(float, said.split())
    manifest = json.loads((out / "manifest.json").read_bytes())
    found = manifest["mining"]["bundles"]
    return Run(lines, path.stat().st_size / 1e6, wall, cpu, peak, found)


def _print(runs: Sequence[Run]) -> None:
    first = runs[0]
    rows = [
        (
            f"{run.lines:,}", f"{run.megabytes:,.0f}", f"{run.wall:.1f}", f"{run.cpu:.1f}",
            f"{run.peak:,.0f}", str(run.bundles), f"{run.wall / first.wall:.1f}",
            f"{run.work / first.work:.1f}",
        )
        for run in runs
    ]  # fmt: skip
    headings = ("lines", "MB", "wall s", "CPU s", "peak MiB", "bundles", "x first", "n log n")
    print_table(headings, rows)
    print()
    last = runs[-1]
    grows = all(run.wall / first.wall <= TOLERANCE * run.work / first.work for run in runs)
    print_claim("grows no faster than n log n", f"within {TOLERANCE:g}", holds=grows)
    if last.lines >= 0.99 * SIZES[-1]:
        print_claim(
            "ten million lines within 60 s", f"{last.wall:.1f} s", holds=last.wall <= MOST_S
        )
        print_claim("and within 1.5 GB", f"{last.peak:,.0f} MiB", holds=last.peak <= MOST_MIB)


def draw(runs: Sequence[Run], path: Path) -> None:
    """Wall time by lines beside n·log n from the smallest size on, both axes logarithmic."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    mpl.rcParams["svg.hashsalt"] = "backroom"
    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.add_subplot()
    lines = [run.lines for run in runs]
    axes.loglog(lines, [run.wall for run in runs], marker="o", label="measured")
    scale = runs[0].wall / runs[0].work
    axes.loglog(lines, [scale * run.work for run in runs], linestyle="--", label="n log n")
    axes.set_xlabel("order lines")
    axes.set_ylabel("seconds from the command line")
    axes.grid(which="both", alpha=0.3)
    axes.legend()
    figure.savefig(path, format="svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
