"""Worker processes that are made ready while the work before theirs is still done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from engine.jobs.executors import PROMISED, in_process
from engine.steps import Step


@asynccontextmanager
async def workers_ready(step: Step, load: Callable[[], None], many: int) -> AsyncGenerator[None]:
    """Start processes beside the work inside; at the end all of them are there.

    Starting a process and loading what its units need takes a processor longer than many units do.
    The first units that are run by `in_process` inside wait for these rather than start others.

    Args:
        step: Looked at for a cancel.
        load: Loads what units need, in the process that will need it; importable by its name.
        many: How many processes, 0 or more.
    """
    starting = [asyncio.ensure_future(in_process(step, load)) for _ in range(many)]
    before = PROMISED.set(list(starting))
    try:
        yield
        await asyncio.gather(*starting)
    finally:
        PROMISED.reset(before)
        for one in starting:
            one.cancel()
        await asyncio.gather(*starting, return_exceptions=True)
