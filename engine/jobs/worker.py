"""Worker processes: started once, given one unit of work after another, ended when none comes.

Starting one and loading what the work needs takes seconds of a processor, so one that has answered
waits a while for the next unit. One that a cancel ended is never used again.
"""

from __future__ import annotations

import atexit
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from engine.jobs import unit
from engine.jobs.unit import LENGTH

LOG = logging.getLogger("backroom.jobs")
IDLE_S = 20.0
MOST_IDLE = 2
_COMMAND = (sys.executable, "-P", unit.__file__)


class Worker:
    """One process of ours; its methods wait, so they are called in a thread.

    Args:
        surroundings: Its environment and folder; see `surroundings_now`.
    """

    def __init__(self, surroundings: Mapping[str, str]) -> None:
        self.surroundings = dict(surroundings)
        self.idle_since = 0.0
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        environment = {name: told for name, told in surroundings.items() if name}
        # A plain child, not multiprocessing's: that one imports the caller's main script again.
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own code
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors,
            env=environment, cwd=surroundings[""],
        )  # fmt: skip

    def ask(self, request: bytes) -> bytes:
        """Give it a unit and wait for the answer; empty where it ended without one."""
        given, taken = self._process.stdin, self._process.stdout
        assert given is not None  # noqa: S101 - both are pipes
        assert taken is not None  # noqa: S101
        try:
            given.write(LENGTH.pack(len(request)) + request)
            given.flush()
            head = taken.read(LENGTH.size)
            return taken.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""
        except (OSError, ValueError):  # the pipes of an ended process
            return b""

    @property
    def is_there(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def last_words(self) -> str:
        """The end of what it wrote to its error stream."""
        self._errors.seek(0)
        return self._errors.read()[-4000:].decode(errors="replace")

    def forget_words(self) -> None:
        """Empty what it wrote, so that nothing piles up while it waits."""
        self._errors.seek(0)
        self._errors.truncate()

    def kill(self) -> None:
        """Ask the system to end it now; does not wait."""
        self._process.kill()

    def end(self) -> None:
        """End it and let go of all it held."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._errors):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was left unsent to an ended process
                    LOG.debug("a worker's pipe was broken when it was closed")


_WAITING: list[Worker] = []
_LOCK = threading.Lock()


def surroundings_now() -> dict[str, str]:
    """What a process started now would find: the environment, and the folder under no name."""
    path = os.pathsep.join(place for place in sys.path if place)
    return {**os.environ, "PYTHONPATH": path, "": str(Path.cwd())}


def waiting_worker(surroundings: Mapping[str, str]) -> Worker | None:
    """A process that waits and was started in such surroundings; the caller owns it from now on."""
    with _LOCK:
        for worker in reversed(_WAITING):
            if worker.surroundings == surroundings and worker.is_there:
                _WAITING.remove(worker)
                return worker
    return None


def let_wait(worker: Worker) -> None:
    """Keep a process for the next unit; where enough wait, the one that waits longest ends."""
    worker.forget_words()
    worker.idle_since = time.monotonic()
    with _LOCK:
        _WAITING.append(worker)
        surplus = [_WAITING.pop(0) for _ in range(len(_WAITING) - MOST_IDLE)]
    for one in surplus:
        one.end()


def end_waiting(longer_than_s: float = 0.0) -> None:
    """End the processes that have waited so long."""
    before = time.monotonic() - longer_than_s
    with _LOCK:
        over = [worker for worker in _WAITING if worker.idle_since <= before]
        _WAITING[:] = [worker for worker in _WAITING if worker not in over]
    for worker in over:
        worker.end()


atexit.register(end_waiting)
