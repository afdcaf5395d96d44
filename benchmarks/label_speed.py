"""How long SROIE's 33,626 lines take, from the checked table to thresholds, beside cleanlab's way.

Both in processes of their own that begin cold: ours as a run judges, and what a user of cleanlab
writes: chances out of fold by logistic regression on the same features, then its issues. Wall
seconds depend on who else uses the computer; CPU seconds do less.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.common import ROOT, print_claim, print_table, read_lines
from benchmarks.label_merchants import SROIE
from benchmarks.label_peers import MISSING

ROUNDS = 3
MOST_S = 15.0
WAYS = {"thorough": "ours, thorough", "linear": "ours, linear", "cleanlab": "cleanlab's pipeline"}


def run(asked: argparse.Namespace) -> None:
    """Time every way and print medians."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "table.parquet"
        read_lines(asked.data / SROIE).write_parquet(table)
        taken = {way: _median([_time(way, table) for _ in range(ROUNDS)]) for way in WAYS}
    rows = [(WAYS[way], *(f"{value:,.1f}" for value in one)) for way, one in taken.items()]
    print_table(("33,626 lines", "wall s", "CPU s", "peak MiB of a process"), rows)
    print()
    print_claim("from the checked table to thresholds within 15 s", f"{taken['thorough'][0]:.1f} s",
                holds=taken["thorough"][0] <= MOST_S)  # fmt: skip


def _time(way: str, table: Path) -> tuple[float, float, float]:
    command = [sys.executable, "-m", "benchmarks.timed_command",
               sys.executable, "-m", "benchmarks.label_once", way, str(table)]  # fmt: skip
    said = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    if said.returncode:
        print(MISSING if "cleanlab" in said.stderr else said.stderr[-2000:])
        return (float("nan"),) * 3
    wall, cpu, peak = map(float, said.stdout.split()[-3:])
    return wall, cpu, peak


def _median(several: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    wall, cpu, peak = (median(column) for column in zip(*several, strict=True))
    return wall, cpu, peak
