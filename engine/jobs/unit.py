"""The whole life of a worker process: take one unit of work, do it, answer, end."""

from __future__ import annotations

import os
import pickle
import sys


def answer() -> None:
    """Read a pickled unit from the input and write its pickled answer to the output.

    The answer is (True, result) or (False, exception). What the work prints goes to the error
    stream, so that it cannot get into the answer.
    """
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    path, work, arguments, options = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our parent
    sys.path[:] = path
    try:
        reply = pickle.dumps((True, work(*arguments, **options)))
    except Exception as error:  # noqa: BLE001 - carried over to the caller
        reply = pickle.dumps((False, _portable(error)))
    with out:
        out.write(reply)


def _portable(error: Exception) -> Exception:
    """The exception itself where it survives being pickled, else its name and words."""
    try:
        if type(pickle.loads(pickle.dumps(error))) is type(error):  # noqa: S301 - just made here
            return error
    except Exception as lost:  # noqa: BLE001 - whatever its own constructor may raise
        return RuntimeError(f"{type(error).__name__}: {error} ({lost})")
    return RuntimeError(f"{type(error).__name__}: {error}")
