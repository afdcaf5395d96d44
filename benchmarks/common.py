"""What every benchmark shares: the data file, a fresh Backroom, printed tables and claims."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

import polars as pl

from engine import Backroom, Settings

ROOT = Path(__file__).parent.parent
ORDERS = "orders/online_retail_2010-12_to_2011-08.csv.gz"
AT_MOST_S = 300.0
LIBRARIES = ("duckdb", "mlxtend", "numpy", "pandas", "polars", "scipy")


def arguments(description: str, **repeats: int) -> argparse.Namespace:
    """Read the command line; repeats are whole numbers with their defaults."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    for name, default in repeats.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


def orders_file(data: Path) -> Path:
    """The order export that all figures come from; ends the program where it is absent."""
    path = data / ORDERS
    if not path.is_file():
        sys.exit(f"This benchmark needs {ORDERS} in the data folder; --data DIR says where it is.")
    return path


@contextlib.contextmanager
def fresh_backroom() -> Iterator[Backroom]:
    """A Backroom on an empty workspace, gone afterwards."""
    with tempfile.TemporaryDirectory() as home:
        backroom = Backroom.open(Settings(home=Path(home)))
        try:
            yield backroom
        finally:
            backroom.close()


def read_table(backroom: Backroom, path: Path) -> str:
    """Have a file read and wait for it; returns the table's id."""
    with path.open("rb") as source:
        table = backroom.read(backroom.take(path.name, source))
    succeed(backroom, table)
    return table


def succeed(backroom: Backroom, run: str) -> None:
    """Wait for a run; ends the program where it was not done."""
    view = backroom.wait(run, AT_MOST_S)
    if view.status != "done":
        sys.exit(f"The run ended as {view.status}: {view.error}")


def read_lines(path: Path) -> pl.DataFrame:
    """The checked lines of an order export."""
    with fresh_backroom() as backroom:
        return backroom.lines(read_table(backroom, path))


def print_setting() -> None:
    """Say when, where and with what the figures below were taken."""
    today = dt.datetime.now(dt.UTC).date()
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    print(f"{today}, commit {_commit()}, {os.cpu_count()} cores, {platform.system()}")
    print(f"Python {platform.python_version()}, {libraries}")


def _commit() -> str:
    """The commit at hand, and whether the engine differs from it."""
    git = ("git", "-C", str(ROOT))
    try:
        head = subprocess.check_output([*git, "rev-parse", "--short", "HEAD"], text=True).strip()
        changed = subprocess.check_output([*git, "status", "--short", "engine"], text=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{head} with changes in engine" if changed.strip() else head


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A plain table: the first column to the left, figures to the right."""
    table = [tuple(headings), *map(tuple, rows)]
    widths = [max(len(row[k]) for row in table) for k in range(len(headings))]
    print()
    for row in table:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        print("  ".join(cells).rstrip())


def print_claim(claim: str, figure: str, *, holds: bool) -> None:
    """One line a claim: what is claimed, what came out, whether it holds."""
    print(f"{claim}: {figure}: {'holds' if holds else 'does not hold'}")
