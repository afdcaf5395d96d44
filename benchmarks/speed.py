"""How long the whole way from an order export to bundles takes, beside mlxtend mining alone.

Each repeat runs all ways one after the other, so that whatever else the machine does falls on
all of them. mlxtend gets its baskets ready-made, in a process that has imported everything; ours
unpacks, reads and checks the file, mines, tests, chooses, explains and writes the results.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.agreement import Agreement, compare
from benchmarks.common import (
    ROOT,
    arguments,
    fresh_backroom,
    orders_file,
    print_claim,
    print_setting,
    print_table,
    read_lines,
    read_table,
    succeed,
)
from benchmarks.mining_peer import MiningPeer
from engine import BundleOptions, Steps
from engine.bundles.context.itemsets import choose_min_count
from engine.bundles.context.transactions import Baskets, gather_baskets
from engine.reports import prepare_folder, write_files

SUPPORT = 0.005
NO_LIMIT = 10_000
COMMAND, WARM = "ours, from the command line", "ours, in a warm process"
PEER, PEER_ALL = "mlxtend alone, the same baskets", "mlxtend alone, wholesale baskets too"
MOST_COMMAND, MOST_WARM = 0.6, 0.3

Times = dict[str, list[tuple[float, float]]]
"""Way → wall and CPU seconds of each repeat."""


def main() -> None:
    """Time all ways, check that both miners agree, print the table and the claims."""
    asked = arguments("From an order export to bundles, beside mlxtend mining alone.", repeats=5)
    path = orders_file(asked.data)
    lines = read_lines(path)
    options = BundleOptions(min_support=SUPPORT)
    baskets = gather_baskets(lines, options, Steps())
    every = gather_baskets(lines, BundleOptions(wholesale_items=NO_LIMIT), Steps())
    print_setting()
    print(f"{path.stat().st_size:,} bytes, {lines.height:,} lines used; support {SUPPORT:g};")
    print(f"{baskets.orders:,} orders mined; {every.orders:,} with those of wholesale size.")
    times, peaks = _timed(path, {PEER: _job(baskets), PEER_ALL: _job(every)}, asked.repeats)
    _print_times(times)
    print(f"\nPeak memory of the command line: {median(peaks):,.0f} MiB (median)")
    _print_claims(times, compare(baskets, options))


def _job(baskets: Baskets) -> tuple[Baskets, int]:
    return baskets, choose_min_count(baskets.orders, SUPPORT)


def _timed(
    path: Path, jobs: Mapping[str, tuple[Baskets, int]], repeats: int
) -> tuple[Times, list[float]]:
    """Every way in turn, once to warm up and then `repeats` times; peaks in MiB."""
    times: Times = {way: [] for way in (COMMAND, WARM, *jobs)}
    peaks = []
    with MiningPeer(jobs) as peer:
        for repeat in range(repeats + 1):
            wall, cpu, peak = _command_line(path)
            now = {COMMAND: (wall, cpu), WARM: _warm(path)}
            now |= {job: peer.seconds(job) for job in jobs}
            if repeat:
                peaks.append(peak)
                for way, seconds in now.items():
                    times[way].append(seconds)
    return times, peaks


def _command_line(path: Path) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak MiB of one run as a user starts it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable, "-m", "engine", "bundles", str(path.resolve()), "--out", folder,
            "--option", f"min_support={SUPPORT}", "--force", "--quiet",
        ]  # fmt: skip
        timed = [sys.executable, "-m", "benchmarks.timed_command", *command]
        said = subprocess.check_output(timed, cwd=ROOT, text=True)
    wall, cpu, peak = map(float, said.split())
    return wall, cpu, peak


def _warm(path: Path) -> tuple[float, float]:
    """Wall and CPU seconds from taking the compressed file to the files written."""
    options = BundleOptions(min_support=SUPPORT)
    with fresh_backroom() as backroom, tempfile.TemporaryDirectory() as folder:
        began, began_cpu = time.perf_counter(), time.process_time()
        run = backroom.find_bundles(read_table(backroom, path), options)
        succeed(backroom, run)
        prepare_folder(Path(folder), force=True)
        write_files(Path(folder), backroom.files(run))
        return time.perf_counter() - began, time.process_time() - began_cpu


def _print_times(times: Times) -> None:
    rows = []
    for way, each in times.items():
        wall = [seconds for seconds, _ in each]
        spread = f"{min(wall):.2f}-{max(wall):.2f}"
        cpu = f"{median(seconds for _, seconds in each):.2f}"
        ratios = [f"{_ratio(each, times[peer]):.2f}" for peer in (PEER, PEER_ALL)]
        rows.append((way, f"{median(wall):.2f}", spread, cpu, *ratios))
    print_table(("way", "median s", "range", "CPU s", "to same", "to all"), rows)


def _ratio(ours: Sequence[tuple[float, float]], peer: Sequence[tuple[float, float]]) -> float:
    """Median wall time over the peer's."""
    return median(wall for wall, _ in ours) / median(wall for wall, _ in peer)


def _print_claims(times: Times, agreement: Agreement) -> None:
    print()
    for way, most in ((COMMAND, MOST_COMMAND), (WARM, MOST_WARM)):
        ratio = _ratio(times[way], times[PEER])
        print_claim(f"{way}: at most {most:g} of mlxtend", f"{ratio:.2f}", holds=ratio <= most)
    a = agreement
    sets = f"{a.same_sets:,} of {a.sets:,}, {a.extra_sets} more"
    print_claim("the same itemsets and counts", sets, holds=a.of_sets)
    rules = f"{a.same_rules:,} of {a.rules:,}, {a.extra_rules} more, furthest {a.furthest:.0e}"
    print_claim("the same rules and measures", rules, holds=a.of_rules)


if __name__ == "__main__":
    main()
