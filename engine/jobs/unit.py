"""The whole life of a worker process: take a unit of work, do it, answer, wait for the next.

It is run as a script and imports no other room, so that a process loads nothing but what its units
need.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys

LENGTH = struct.Struct("<Q")


def answer() -> None:
    """Read pickled units from the input and write a pickled answer to each, until none comes.

    Each is led by its length. An answer is (True, result) or (False, exception). What the work
    prints goes to the error stream, so that it cannot get into an answer.
    """
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with out:
        while len(head := sys.stdin.buffer.read(LENGTH.size)) == LENGTH.size:
            reply = _done(sys.stdin.buffer.read(LENGTH.unpack(head)[0]))
            out.write(LENGTH.pack(len(reply)) + reply)
            out.flush()


def _done(request: bytes) -> bytes:
    path, work, arguments, options = pickle.loads(request)  # noqa: S301 - from our parent
    sys.path[:] = path
    try:
        return pickle.dumps((True, work(*arguments, **options)))
    except Exception as error:  # noqa: BLE001 - carried over to the caller
        return pickle.dumps((False, _portable(error)))


def _portable(error: Exception) -> Exception:
    """The exception itself where it survives being pickled, else its name and words."""
    try:
        if type(pickle.loads(pickle.dumps(error))) is type(error):  # noqa: S301 - just made here
            return error
    except Exception as lost:  # noqa: BLE001 - whatever its own constructor may raise
        return RuntimeError(f"{type(error).__name__}: {error} ({lost})")
    return RuntimeError(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    answer()
