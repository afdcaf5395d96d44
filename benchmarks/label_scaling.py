"""How time and memory of judging grow with the file: made-up receipts of up to a million words.

Every size is judged in a cold process, from the checked table to thresholds and similar words,
with trees unless `--linear` leaves them out; peak memory is what all its processes hold together.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.common import ROOT, print_claim, print_table
from benchmarks.tree_memory import peak_together

SIZES = (30_000, 100_000, 300_000, 1_000_000)
MOST_MIB = 4096.0
TOLERANCE = 1.1
_GOODS = ("MILK", "BREAD", "NAILS", "PAINT", "COFFEE", "NOVEL", "CHEESE", "ROPE", "SOAP", "TEA")
_SHOPS = 400


def run(asked: argparse.Namespace) -> None:
    """Judge every size and print the table."""
    way = "linear" if asked.linear else "thorough"
    rows = []
    for size in SIZES:
        if size <= asked.most:
            rows.append((size, *_judge(size, way)))
            print(f"{size:,} words: {rows[-1][1]:.1f} s", flush=True)
    first = rows[0]
    table = [
        (f"{size:,}", f"{wall:,.1f}", f"{cpu:,.1f}", f"{peak:,.0f}", f"{cpu / first[2]:.1f}",
         f"{_work(size) / _work(first[0]):.1f}")
        for size, wall, cpu, peak in rows
    ]  # fmt: skip
    print_table(("words", "wall s", "CPU s", "peak MiB", "CPU x first", "n log n"), table)
    print()
    grows = all(cpu / first[2] <= TOLERANCE * _work(size) / _work(first[0])
                for size, _, cpu, _ in rows)  # fmt: skip
    print_claim("grows no faster than n log n", f"within {TOLERANCE:g}", holds=grows)
    peak = max(row[3] for row in rows)
    print_claim(f"{rows[-1][0]:,} words within 4 GB", f"{peak:,.0f} MiB", holds=peak <= MOST_MIB)


def _work(words: int) -> float:
    return words * math.log(words)


def _judge(size: int, way: str) -> tuple[float, float, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        generated(size).write_parquet(path)
        once = [sys.executable, "-m", "benchmarks.label_once", way, str(path), "similar"]
        command = [sys.executable, "-m", "benchmarks.timed_command", *once]
        with subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE) as process:
            together = peak_together(process)
            wall, cpu, largest = map(float, process.communicate()[0].split())
    return wall, cpu, max(together, largest)


def generated(size: int, seed: int = 0) -> pl.DataFrame:
    """A checked table of about `size` words on receipts of some 40, half of them labelled."""
    rng = np.random.default_rng(seed)
    rows: list[tuple[str, str, str, str | None, float, float, float]] = []
    receipt = 0
    while len(rows) < size:
        rows += _receipt(rng, receipt)
        receipt += 1
    columns = list(zip(*rows[:size], strict=True))
    names = ("image_id", "text", "merchant", "label", "x", "y", "width")
    return pl.DataFrame(dict(zip(names, columns, strict=True))).with_columns(
        pl.int_range(1, size + 1, dtype=pl.Int64).alias("row"),
        pl.lit("1").alias("receipt_id"),
        pl.lit(None, pl.String).alias("line_id"),
        pl.lit(None, pl.String).alias("word_id"),
        pl.lit("NONE").alias("status"),
        pl.lit(16.0).alias("height"),
    )


def _receipt(
    rng: np.random.Generator, number: int
) -> list[tuple[str, str, str, str | None, float, float, float]]:
    shop = f"SHOP {int(rng.integers(_SHOPS))}"
    prices = rng.integers(120, 3000, int(rng.integers(4, 10))).tolist()
    lines: list[list[tuple[str, str | None, float]]] = [
        [(shop, "MERCHANT_NAME", 120.0)],
        [(f"{int(rng.integers(1, 999))} High Street", "ADDRESS_LINE", 90.0)],
        [("Date", None, 20.0), (f"2026-{rng.integers(1, 13):02}-{rng.integers(1, 29):02}", "DATE",
          90.0), (f"{rng.integers(8, 21):02}:{rng.integers(0, 60):02}", "TIME", 240.0)],
    ]  # fmt: skip
    for price in prices:
        goods = f"{_GOODS[rng.integers(len(_GOODS))]} {rng.integers(1, 9)}"
        lines.append([(goods, "PRODUCT_NAME", 20.0), ("pcs", None, 200.0),
                      (_money(price), "LINE_TOTAL", 300.0)])  # fmt: skip
    lines += [[("SUBTOTAL", None, 20.0), (_money(sum(prices)), "SUBTOTAL", 300.0)],
              [("TAX", None, 20.0), (_money(sum(prices) // 10), "TAX", 300.0)],
              [("TOTAL", None, 20.0), (_money(sum(prices) * 11 // 10), "GRAND_TOTAL", 300.0)],
              [("Thank", None, 100.0), ("you", None, 160.0), ("come", None, 200.0)]]  # fmt: skip
    return [
        (f"IMG-{number:06}", text, shop, label, x + float(rng.integers(-2, 3)), 40.0 + 22 * line,
         9.0 * len(text))
        for line, words in enumerate(lines)
        for text, label, x in words
    ]  # fmt: skip


def _money(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}"
