"""How long 3,000 and 100,000 comments take, themes included: from the command line, and warm.

The comments are sentences of the clothing reviews, each distinct, with the score of its review;
there is no survey of that size among the data. From the command line every run begins in a process
of its own with an empty workspace, from the CSV file to result files. Warm is from the checked
table on, in a process that has done it before, as the page does it; the claims are about that, and
about the memory of the command and its worker processes together. Wall seconds hold on an idle
computer only.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import polars as pl

from benchmarks.common import (
    ROOT,
    fresh_backroom,
    print_claim,
    print_table,
    read_lines,
    read_table,
    succeed,
)
from benchmarks.tree_memory import peak_together
from engine import FeedbackOptions

CLOTHING = "feedback/womens_clothing_reviews.csv.zip"
ROUNDS = 3
CLAIMS = {3_000: (6.0, 1.5), 100_000: (90.0, 1.5)}
"""Comments → at most so many seconds and GB."""
_END = re.compile(r"(?<=[.!?])\s+")


def run(asked: argparse.Namespace) -> None:
    """Time both sizes and print medians of three."""
    rows, taken = [], {}
    with tempfile.TemporaryDirectory() as folder:
        sentences = _sentences(asked.data)
        for size in CLAIMS:
            path = Path(folder) / f"comments_{size}.csv"
            sentences.head(size).write_csv(path)
            tries = [_time(path, Path(folder) / "out") for _ in range(ROUNDS)]
            wall, cpu, peak, together = (median(column) for column in zip(*tries, strict=True))
            warm = _warm(path)
            taken[size] = warm, together * 1024**2 / 1e9
            rows.append(
                (f"{size:,}", f"{warm:,.1f}", f"{wall:,.1f}", f"{cpu:,.1f}", f"{peak:,.0f}",
                 f"{together:,.0f}")
            )  # fmt: skip
    print_table(
        ("comments", "warm, wall s", "command, wall s", "CPU s", "peak MiB of a process",
         "of all together"), rows,
    )  # fmt: skip
    print()
    for size, (seconds, memory) in CLAIMS.items():
        wall, peak = taken[size]
        print_claim(f"{size:,} comments within {seconds:g} s and {memory:g} GB",
                    f"{wall:.1f} s, {peak:.2f} GB",
                    holds=wall <= seconds and peak <= memory)  # fmt: skip


def _warm(path: Path) -> float:
    """Median seconds of runs after the first one."""
    with fresh_backroom() as backroom:
        table = read_table(backroom, path)
        succeed(backroom, table)
        seconds = []
        for _ in range(ROUNDS + 1):
            began = time.perf_counter()
            succeed(backroom, backroom.find_feedback(table, FeedbackOptions(), again=True))
            seconds.append(time.perf_counter() - began)
    return median(seconds[1:])


def _sentences(data: Path) -> pl.DataFrame:
    """Distinct sentences of 10 to 400 signs with their scores, in an order without meaning."""
    lines = read_lines(data / CLOTHING).select("score", "comment").drop_nulls()
    sentences = (
        lines.with_columns(
            pl.col("comment").map_elements(_END.split, return_dtype=pl.List(pl.String))
        )
        .explode("comment")
        .filter(pl.col("comment").str.len_chars().is_between(10, 400))
        .unique("comment", keep="first", maintain_order=True)
    )
    mixed = sentences.sample(fraction=1.0, shuffle=True, seed=0)
    if mixed.height < max(CLAIMS):
        sys.exit(f"The clothing reviews hold {mixed.height:,} sentences only.")
    return mixed


def _time(path: Path, out: Path) -> tuple[float, float, float, float]:
    command = [sys.executable, "-m", "benchmarks.timed_command", sys.executable, "-m", "engine",
               "feedback", str(path), "--out", str(out), "--force", "--quiet"]  # fmt: skip
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        together = peak_together(process)
        said, failed = process.communicate()
    if process.returncode:
        sys.exit(failed[-2000:])
    wall, cpu, peak = map(float, said.split()[-3:])
    return wall, cpu, peak, together
