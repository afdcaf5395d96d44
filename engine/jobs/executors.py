"""Where a unit of work runs: a worker thread, or a process of ours that can be ended.

Work that looks at its step's `check` every 200 ms goes to a thread. What cannot look
(mlxtend, scikit-learn, pymoo) goes to a spawned process, which a cancel ends within a second.
Units are plain functions of plain data, so that another executor can take them elsewhere.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, Protocol, TypeVar

from engine.errors import EngineError
from engine.steps import Step

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
    running = asyncio.ensure_future(asyncio.to_thread(work, *arguments, **options))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await _let_it_notice(step, running)
        raise


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
    """Run a unit in a spawned process, ended at once on cancel.

    Raises:
        EngineError: The process ended without an answer (it was killed or ran out of memory).
    """
    step.check()
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(
        target=_answer, args=(theirs, work, arguments, options), daemon=True, name="engine-unit"
    )
    try:
        await asyncio.to_thread(process.start)
        theirs.close()
        while not await asyncio.to_thread(ours.poll, LOOK_EVERY_S):
            step.check()
        answer: T = await asyncio.to_thread(_received, ours)
        return answer
    finally:
        ours.close()
        await asyncio.shield(asyncio.to_thread(_end, process))


def _answer(
    pipe: Connection,
    work: Callable[..., Any],
    arguments: Any,
    options: Any,
) -> None:
    """The process's whole life: work, answer, end."""
    try:
        pipe.send((True, work(*arguments, **options)))
    except Exception as error:  # noqa: BLE001 - carried over to the caller
        pipe.send((False, error))
    finally:
        pipe.close()


def _received(pipe: Connection) -> Any:
    try:
        good, answer = pipe.recv()
    except EOFError as error:
        raise EngineError(
            "A worker process ended early; there may be too little memory."
        ) from error
    if not good:
        raise answer
    return answer


def _end(process: multiprocessing.process.BaseProcess) -> None:
    if process.pid is None:
        return
    process.join(0.05)
    if process.is_alive():
        process.terminate()
        process.join(0.5)
    if process.is_alive():
        process.kill()
        process.join(0.5)
