"""The end of a tool's run: what it found is kept, and what it kept to go on with is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from engine.jobs.executors import in_thread
from engine.steps import Step
from engine.workspace import AnswerStore, Workspace, keep_results, note_stop


async def keep_run(
    workspace: Workspace,
    run: str,
    documents: Mapping[str, Any],
    tables: Mapping[str, pl.DataFrame],
    step: Step,
    stopped: str = "",
) -> None:
    """Keep a run's documents and tables, all or none; the last thing a job does.

    A job that was stopped at its budget raises `StoppedAtBudget` after this, outside of the step;
    asked again it goes on with what it kept.

    Args:
        workspace: Where.
        run: The run's id.
        documents: Plain values by name.
        tables: Tables by name.
        step: The step that is told to the user.
        stopped: What the user is told where the budget ended the asking; empty where it did not.
    """
    if stopped:
        await in_thread(step, note_stop, workspace, run, stopped)
    await in_thread(step, keep_results, workspace, run, documents, tables)
    if not stopped:
        # What it kept to go on with while answers are not remembered.
        await in_thread(step, AnswerStore(workspace, run).forget)
