"""Processes that will group and judge comments, started with the run."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

import polars as pl

from engine.feedback.comments.own import LEAST_RATED
from engine.feedback.meaning.finding import FEWEST
from engine.jobs import workers_ready
from engine.steps import Step


def reading_ready(
    comments: pl.Series, step: Step, *, asks: bool
) -> AbstractAsyncContextManager[None]:
    """As many processes as reading these comments keeps busy.

    Args:
        comments: Of all responses, null where there is none.
        step: Looked at for a cancel.
        asks: Whether a server's model is asked, beside which one thing is done after the other.
    """
    many = len(comments) - comments.null_count()
    busy = (many >= FEWEST) + (many >= LEAST_RATED and not asks)
    return workers_ready(step, load_groups, busy)


def load_groups() -> None:
    """Load what it takes to group comments, in the process that will do it."""
    import scipy.sparse  # noqa: F401, PLC0415 - costly
    import threadpoolctl  # noqa: F401, PLC0415 - costly

    import engine.feedback.meaning.grouping  # noqa: F401, PLC0415 - costly
