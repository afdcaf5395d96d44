"""Where a unit of work runs: a worker thread, or a process of ours that can be ended.

Work that looks at its step's `check` every 200 ms goes to a thread. What cannot look
(mlxtend, scikit-learn, pymoo) goes to a child process, which a cancel ends within a second.
Units are plain functions of plain data, so that another executor can take them elsewhere.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import pickle
import sys
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, ParamSpec, Protocol, TypeVar

from engine.errors import Cancelled, EngineError
from engine.jobs.worker import (
    IDLE_S,
    Worker,
    end_waiting,
    let_wait,
    surroundings_now,
    waiting_worker,
)
from engine.steps import Step

LOG = logging.getLogger("backroom.jobs")
P = ParamSpec("P")
T = TypeVar("T")
LOOK_EVERY_S = 0.1
LAST_CHECK_S = 0.8
PROMISED: ContextVar[list[asyncio.Future[None]] | None] = ContextVar("promised", default=None)
"""Processes that are being made ready for the units of the work at hand; see `jobs.ready`."""


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
    """Run a unit in a process of ours, ended at once on cancel; one that answered is used again.

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
    if promised := PROMISED.get():
        await asyncio.shield(promised.pop(0))
    worker = await _worker()
    answering = asyncio.ensure_future(asyncio.to_thread(worker.ask, request))
    try:
        while not answering.done():
            step.check()
            await asyncio.wait({answering}, timeout=LOOK_EVERY_S)
    finally:
        if not answering.done():
            worker.kill()
            await asyncio.wait({answering}, timeout=LAST_CHECK_S)
            if answering.done():  # nothing reads its pipes any more
                worker.end()
    value: T = await _received(worker, answering.result())
    return value


async def _worker() -> Worker:
    """A process that waits or a new one, ended again where a cancel comes while it starts."""
    surroundings = surroundings_now()
    if (waiting := waiting_worker(surroundings)) is not None:
        return waiting
    starting = asyncio.ensure_future(asyncio.to_thread(Worker, surroundings))
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        worker = await starting
        await asyncio.to_thread(worker.end)
        raise


async def _received(worker: Worker, answer: bytes) -> Any:
    if not answer:
        LOG.error("a worker process ended early: %s", worker.last_words())
        await asyncio.to_thread(worker.end)
        raise EngineError("A worker process ended early; there may be too little memory.")
    let_wait(worker)
    asyncio.get_running_loop().call_later(IDLE_S, end_waiting, IDLE_S)
    good, value = pickle.loads(answer)  # noqa: S301 - from our own child
    if not good:
        raise value
    return value
