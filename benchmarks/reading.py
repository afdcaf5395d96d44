"""How fast a large order export is read, and in how much memory, beside DuckDB's `read_csv`.

Two files are made up: one in valid UTF-8, one with Windows-1252 in a hundredth of its lines. Every
round reads them in all ways one after the other, each in a fresh process that has imported
everything, so that whatever else the machine does falls on all of them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.common import ROOT, print_claim, print_setting, print_table
from benchmarks.reading_way import MIB

DUCKDB, TEXT, DOOR, ALONE = "duckdb_alone", "duckdb_text", "door", "orders_alone"
NAMES = {
    DUCKDB: "DuckDB read_csv, types found",
    TEXT: "DuckDB read_csv, all text",
    DOOR: "ours, from spool to kept table",
    ALONE: "ours, without spool and keeping",
}
LEAST, LEAST_REPAIRED, MOST_MEMORY = 0.5, 0.25, 1.5
VALID, MIXED = "valid UTF-8", "1 % of lines in Windows-1252"


@dataclass(frozen=True)
class Way:
    """One way of reading one file: wall s, CPU s and peak MiB of each round."""

    file: str
    name: str
    rounds: list[tuple[float, float, float]] = field(default_factory=list)

    def median(self, place: int) -> float:
        """The median over the rounds; not a number where the file was refused."""
        return median(each[place] for each in self.rounds) if self.rounds else float("nan")


def main() -> None:
    """Make the files, time all ways, print the table and the claims."""
    parser = argparse.ArgumentParser(description="Large order exports beside DuckDB's read_csv.")
    parser.add_argument("--mb", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    print_setting()
    with tempfile.TemporaryDirectory() as folder:
        files = {VALID: Path(folder) / "valid.csv", MIXED: Path(folder) / "mixed.csv"}
        for file, path in files.items():
            share = "0" if file == VALID else "0.01"
            lines = int(_say("order_file", str(path), str(asked.mb), share))
            print(f"{file}: {path.stat().st_size:,} bytes, {lines:,} lines")
        ways = _timed(files, asked.rounds)
        size = files[VALID].stat().st_size
        _print_ways(ways, size, lines)
        _print_claims(ways, size)


def _timed(files: dict[str, Path], rounds: int) -> list[Way]:
    ways = [Way(file, name) for file in files for name in NAMES]
    for _ in range(rounds):
        for way in ways:
            said = _say("reading_way", way.name, str(files[way.file]))
            if said != "refused":
                wall, cpu, peak = map(float, said.split())
                way.rounds.append((wall, cpu, peak))
    return ways


def _say(module: str, *words: str) -> str:
    """What a module of these benchmarks prints on such a command line."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *words]
    quiet = subprocess.DEVNULL
    return subprocess.check_output(command, cwd=ROOT, text=True, stderr=quiet).strip()


def _print_ways(ways: list[Way], size: int, lines: int) -> None:
    rows = []
    for way in ways:
        if not way.rounds:
            rows.append((f"{NAMES[way.name]}; {way.file}", "refused", *[""] * 6))
            continue
        wall, cpu, peak = map(way.median, range(3))
        spread = (
            f"{min(each[0] for each in way.rounds):.2f}-{max(each[0] for each in way.rounds):.2f}"
        )
        rows.append(
            (
                f"{NAMES[way.name]}; {way.file}", f"{wall:.2f}", spread, f"{cpu:.2f}",
                f"{size / MIB / wall:,.0f}", f"{lines / wall:,.0f}", f"{peak:,.0f}",
                f"{peak * MIB / size:.2f}",
            )
        )  # fmt: skip
    headings = ("way; file", "median s", "range", "CPU s", "MiB/s", "lines/s", "peak MiB", "files")
    print_table(headings, rows)


def _print_claims(ways: list[Way], size: int) -> None:
    """Speed is judged by DuckDB with types found on the valid file, which it reads quickest."""
    print()
    found = {(way.file, way.name): way for way in ways}
    peer = found[VALID, DUCKDB]
    for file, least in ((VALID, LEAST), (MIXED, LEAST_REPAIRED)):
        for name in (DOOR, ALONE):
            way = found[file, name]
            speed = peer.median(0) / way.median(0)
            cpu = peer.median(1) / way.median(1)
            claim = f"{NAMES[name]}; {file}: at least {least:g} of DuckDB's speed"
            print_claim(claim, f"{speed:.2f} (by CPU time {cpu:.2f})", holds=speed >= least)
    for file in (VALID, MIXED):
        memory = found[file, DOOR].median(2) * MIB / size
        claim = f"{NAMES[DOOR]}; {file}: peak memory at most {MOST_MEMORY:g} of the file"
        print_claim(claim, f"{memory:.2f}", holds=memory <= MOST_MEMORY)


if __name__ == "__main__":
    main()
