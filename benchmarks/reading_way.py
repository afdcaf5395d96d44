"""Read one file in one way and say how long it took and how much memory it held at most.

`python -m benchmarks.reading_way WAY FILE` prints wall seconds, CPU seconds and the MiB beyond what
the process held right before; everything is imported by then. It is a process of its own so that
no reading finds what another has left behind. Where a way refuses the file it prints `refused`.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from benchmarks.common import fresh_backroom
from benchmarks.common import read_table as read_through_the_door
from engine.files import ReadingRoom, read_table
from engine.steps import Steps

MIB = 1 << 20
THREADS: dict[str, str | bool | int | float | list[str]] = {"threads": 2}
Read = Callable[[], object]


@contextmanager
def duckdb_alone(path: Path, options: str = "") -> Iterator[Read]:
    """DuckDB's `read_csv` into a table of a database in memory."""
    with duckdb.connect(config=THREADS) as database:
        create = f"create table t as select * from read_csv($path{options})"  # noqa: S608
        yield lambda: database.execute(create, {"path": str(path)})


@contextmanager
def duckdb_text(path: Path) -> Iterator[Read]:
    """The same, every column as text."""
    with duckdb_alone(path, ", all_varchar = true") as read:
        yield read


@contextmanager
def door(path: Path) -> Iterator[Read]:
    """As the product does it: spool, recognise, check every row, keep the table as Parquet."""
    with fresh_backroom() as backroom:
        yield lambda: read_through_the_door(backroom, path)


@contextmanager
def orders_alone(path: Path) -> Iterator[Read]:
    """Without spool and without keeping the table; the file is copied first."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config=THREADS) as database:
        room = ReadingRoom(Path(folder), database, b"salt", 4096)
        yield lambda: read_table(path, room, Steps())


WAYS = {way.__name__: way for way in (duckdb_alone, duckdb_text, door, orders_alone)}


def main() -> None:
    """Read as this command line says."""
    way, path = WAYS[sys.argv[1]], Path(sys.argv[2])
    with way(path) as read:
        before = _held()
        began, began_cpu = time.perf_counter(), time.process_time()
        try:
            read()
        except duckdb.InvalidInputException:
            print("refused")
            return
        seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
        print(seconds, cpu, _peak() - before)


def _held() -> float:
    """Resident MiB of this process; where the system does not say, the most it held so far."""
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return _peak()
    return int(pages.read_text().split()[1]) * resource.getpagesize() / MIB


def _peak() -> float:
    """Most MiB that this process ever held. Linux counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (MIB if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
