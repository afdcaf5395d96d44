"""The work of an asking run: checked table → pipeline → kept answers, and the files of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from engine.asking.pipeline import AskTables, ask
from engine.asking.question import Asked
from engine.asking.result import AskResult
from engine.errors import StoppedAtBudget
from engine.jobs import Work, in_thread, keep_run
from engine.models import Models
from engine.models.opening import Opening
from engine.models.use import use_of
from engine.reports import manifest_of_run, to_csv, to_json
from engine.steps import Steps
from engine.workspace import Workspace, open_document, open_result_table


def asking_work(workspace: Workspace, asked: Asked, opening: Opening, per_call: int) -> Work:
    """The job that asks about a column of a checked table and keeps what is answered.

    Args:
        workspace: Where the table lies and the answers go.
        asked: What is asked for.
        opening: Opens the models.
        per_call: Most texts in one request.
    """
    run = asked.question.id

    async def work(steps: Steps) -> None:
        texts = await in_thread(steps, asked.texts, workspace)
        tables = AskTables(texts, asked.heading)
        async with opening() as models:
            result = await ask(tables, asked.options, models=models, steps=steps,
                               per_call=per_call)  # fmt: skip
        with steps("Keep the results") as step:
            found = await in_thread(step, _found, workspace, run, result, models)
            manifest = _manifest(workspace, asked, steps, found)
            stopped = _stop(result) if result.stopped else ""
            await keep_run(workspace, run, {"manifest": manifest}, {"answers": result.answers},
                           step, stopped)  # fmt: skip
        if stopped:
            raise StoppedAtBudget(stopped)

    return work


def asking_files(workspace: Workspace, run: str) -> dict[str, bytes]:
    """The files of a run that was answered, or in part, by name.

    Raises:
        NotFound: The run kept no results.
    """
    return {
        "answers.csv": to_csv(open_result_table(workspace, run, "answers")),
        "manifest.json": to_json(open_document(workspace, run, "manifest")),
    }


def _stop(result: AskResult) -> str:
    left = result.counts.left_at_the_budget
    rows = "1 row is" if left == 1 else f"{left:,} rows are"
    return f"Stopped at the budget: {rows} left unanswered; raise it to go on."


def _found(workspace: Workspace, run: str, result: AskResult, models: Models) -> dict[str, Any]:
    """What was counted: rows, requests, what left this computer and what it cost."""
    use = use_of(workspace, run, models)
    remembered = use.pop("remembered")
    return use | {
        "asked": asdict(result.counts) | {"remembered": remembered},
        "stopped": result.stopped,
    }


def _manifest(
    workspace: Workspace, asked: Asked, steps: Steps, found: dict[str, Any]
) -> dict[str, Any]:
    options = asked.options.as_dict() | {"schema": dict(asked.options.schema)}
    column = {"column": asked.heading}
    return manifest_of_run(workspace, asked.question, options, steps, found, inputs=column)
