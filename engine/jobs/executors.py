"""Where a unit of work runs: a worker thread, or a process of ours that can be ended.

Work that looks at its step's `check` every 200 ms goes to a thread. What cannot look
(mlxtend, scikit-learn, pymoo) goes to a child process, which a cancel ends within a second.
Units are plain functions of plain data, so that another executor can take them elsewhere.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from typing import IO, Any, ParamSpec, Protocol, TypeVar

from engine.errors import Cancelled, EngineError
from engine.steps import Step

LOG = logging.getLogger("backroom.jobs")
P = ParamSpec("P")
T = TypeVar("T")
LOOK_EVERY_S = 0.1
LAST_CHECK_S = 0.8


class Executor(Protocol):
    """Runs one unit of work somewhere, under a step that may be cancelled."""

    async def __call__(
        self, step: Step, work: Callable[P, T], *arguments: P.args, **options: P.kwargs
    ) -> T:
        """The unit's result; what it raises is raised here."""


async def in_thread(step: Step, work: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
    """Run a unit in a worker thread; on cancel, wait shortly for it to notice."""
    step.check()
    running = asyncio.ensure_future(
        asyncio.to_thread(_cancelled_by_ctrl_c(work), *arguments, **options)
    )
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await _let_it_notice(step, running)
        raise


def _cancelled_by_ctrl_c(work: Callable[P, T]) -> Callable[P, T]:
    """The work, for which an interrupt is a cancel.

    Polars answers Ctrl-C with an interrupt in the thread that computes, where it would end the
    engine's loop instead of the run.
    """

    @functools.wraps(work)
    def run(*arguments: P.args, **options: P.kwargs) -> T:
        try:
            return work(*arguments, **options)
        except KeyboardInterrupt as interrupt:
            raise Cancelled from interrupt

    return run


async def _let_it_notice(step: Step, running: asyncio.Future[T]) -> None:
    """Wait for a thread to see the cancel; a query that began just after it is interrupted too."""
    for _ in range(round(LAST_CHECK_S / LOOK_EVERY_S)):
        await asyncio.wait({running}, timeout=LOOK_EVERY_S)
        if running.done():
            if not running.cancelled():
                running.exception()
            return
        step.interrupt()


async def in_process(
    step: Step, work: Callable[P, T], *arguments: P.args, **options: P.kwargs
) -> T:
    """Run a unit in a process of its own, ended at once on cancel.

    Args:
        step: Looked at for a cancel while the process works.
        work: A function that can be imported by its name; it never sees this process's state.
        *arguments: Plain data, pickled over.
        **options: The same, by name.

    Raises:
        EngineError: The process ended without an answer (it was killed or ran out of memory).
    """
    step.check()
    request = pickle.dumps((sys.path, work, arguments, options))
    with tempfile.TemporaryFile() as errors:
        process = await _started(errors)
        answering = asyncio.ensure_future(asyncio.to_thread(process.communicate, request))
        try:
            while not answering.done():
                step.check()
                await asyncio.wait({answering}, timeout=LOOK_EVERY_S)
            value: T = _received(process, answering.result()[0], errors)
            return value
        finally:
            process.kill()
            await asyncio.wait({answering}, timeout=LAST_CHECK_S)


async def _started(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """The process, ended again where a cancel comes while it starts."""
    starting = asyncio.ensure_future(asyncio.to_thread(_start, errors))
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        process = await starting
        process.kill()
        await asyncio.to_thread(process.communicate)
        raise


def _start(errors: IO[bytes]) -> subprocess.Popen[bytes]:
    # A plain child, not multiprocessing's: that one imports the caller's main script again.
    command = [sys.executable, "-c", "from engine.jobs.unit import answer; answer()"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own code
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=environment,
    )


def _received(process: subprocess.Popen[bytes], answer: bytes, errors: IO[bytes]) -> Any:
    if process.returncode or not answer:
        errors.seek(0)
        LOG.error(
            "a worker process ended early: %s", errors.read()[-4000:].decode(errors="replace")
        )
        raise EngineError("A worker process ended early; there may be too little memory.")
    good, value = pickle.loads(answer)  # noqa: S301 - from our own child
    if not good:
        raise value
    return value
