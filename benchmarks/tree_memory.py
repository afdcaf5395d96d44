"""How much memory a command and all processes that it starts hold together at most.

What several processes share is counted once: the proportional set size of Linux, which parts a
shared page among those that hold it. Looked at ten times a second.
"""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

EVERY_S = 0.1
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def peak_together(process: subprocess.Popen[str]) -> float:
    """Wait for a process to end; the most MiB that it and its descendants held at once.

    0 where the system does not tell.
    """
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(_held, _tree(process.pid))))
        time.sleep(EVERY_S)
    return most


def _tree(root: int) -> list[int]:
    """A process and its descendants."""
    parents = {int(place.name): _parent(place) for place in Path("/proc").glob("[0-9]*")}
    found = [root]
    for one in found:
        found.extend(child for child, parent in parents.items() if parent == one)
    return found


def _parent(place: Path) -> int:
    try:
        return int((place / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has ended
        return 0


def _held(process: int) -> float:
    """MiB of a process, 0 where it has ended."""
    try:
        told = _PSS.search(Path(f"/proc/{process}/smaps_rollup").read_text())
    except OSError:
        return 0.0
    return int(told[1]) / 1024 if told else 0.0
