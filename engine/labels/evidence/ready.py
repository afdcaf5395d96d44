"""Worker processes that are made ready for judging while the words are still looked at."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from engine.jobs import Executor, in_process
from engine.labels.evidence.rounds import AT_ONCE
from engine.labels.options import LabelOptions
from engine.steps import Step


@asynccontextmanager
async def workers_ready(
    options: LabelOptions, step: Step, apart: Executor = in_process
) -> AsyncGenerator[None]:
    """Start what judging needs beside the work inside; at the end all of it is there.

    Starting a process and loading scikit-learn takes a processor longer than judging a small file
    does.

    Args:
        options: Whether trees will be asked.
        step: Looked at for a cancel.
        apart: Where the judging will be done.
    """
    workers = AT_ONCE if options.thorough else 1
    starting = [
        asyncio.ensure_future(apart(step, load_models, trees=options.thorough))
        for _ in range(workers)
    ]
    try:
        yield
        await asyncio.gather(*starting)
    finally:
        for one in starting:
            one.cancel()
        await asyncio.gather(*starting, return_exceptions=True)


def load_models(*, trees: bool) -> None:
    """Load what the models of labels need, in the process that will need it."""
    import scipy.optimize  # noqa: PLC0415 - costly
    import scipy.sparse  # noqa: F401, PLC0415 - costly
    import threadpoolctl  # noqa: F401, PLC0415 - costly

    if trees:
        import sklearn.ensemble  # noqa: F401, PLC0415 - costly
