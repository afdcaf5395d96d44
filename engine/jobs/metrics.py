"""How long each step of every run took: one JSON line a step, where the settings ask for it."""

from __future__ import annotations

import datetime as dt
import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.steps import StepView

LOG = logging.getLogger("backroom.jobs")
FILE = "performance.jsonl"
OLDER = "performance.older.jsonl"
MOST_BYTES = 5 * 1024 * 1024
_ONE_AT_A_TIME = threading.Lock()


def log_steps(
    home: Path, run: str, kind: str, status: str, steps: StepView, most_bytes: int = MOST_BYTES
) -> None:
    """Add a run's steps to `logs/performance.jsonl` in the workspace's folder.

    Neither names of files nor anything from them is written. Where the file would grow beyond its
    limit it becomes the older one, and the older one before it is dropped. A disk that cannot take
    the lines ends no run.

    Args:
        home: The workspace's folder.
        run: The run's id.
        kind: Which tool.
        status: How the run ended.
        steps: The run's steps.
        most_bytes: Size of the file from which on a new one is begun.
    """
    ended = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    about = {"ended": ended, "run": run, "kind": kind, "status": status}
    written = "".join(json.dumps(about | step) + "\n" for step in _told(steps))
    try:
        with _ONE_AT_A_TIME:
            _add(home / "logs", written, most_bytes)
    except OSError as error:
        LOG.warning("the steps of run %s were not logged: %s", run, error.strerror)


def _add(folder: Path, written: str, most_bytes: int) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / FILE
    if file.exists() and file.stat().st_size + len(written) > most_bytes:
        file.replace(folder / OLDER)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(written)


def _told(steps: StepView, outer: str = "") -> Iterator[dict[str, Any]]:
    """Each step inside, named `outer / inner`, before those inside it."""
    for child in steps.children:
        name = f"{outer} / {child.name}" if outer else child.name
        yield {
            "step": name,
            "step_status": child.status,
            "seconds": round(child.seconds, 3),
            "done": child.done,
            "total": child.total,
            "unit": child.unit,
        }
        yield from _told(child, name)
