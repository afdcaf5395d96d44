"""The work of an asking run: checked table → pipeline → kept answers, and the files of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from typing import Any

from engine.asking.pipeline import AskTables, ask
from engine.asking.question import Asked
from engine.asking.result import AskResult
from engine.errors import StoppedAtBudget
from engine.jobs import Work, in_thread
from engine.models import Models
from engine.models.use import use_of
from engine.reports import Account, build_manifest, to_csv, to_json
from engine.steps import Steps
from engine.workspace import (
    AnswerStore,
    Workspace,
    find_table,
    keep_results,
    note_stop,
    open_document,
    open_result_table,
)

Opening = Callable[[], AbstractAsyncContextManager[Models]]
"""Opens the models of one run, and closes them."""


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
            kept = {"manifest": manifest}, {"answers": result.answers}
            if result.stopped:
                await in_thread(step, note_stop, workspace, run, _stop(result))
            await in_thread(step, keep_results, workspace, run, *kept)
            if not result.stopped:
                # What it kept to go on with while answers are not remembered.
                await in_thread(step, AnswerStore(workspace, run).forget)
        if result.stopped:
            raise StoppedAtBudget(_stop(result))

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
    question, options = asked.question, asked.options
    table = find_table(workspace, asked.table)
    inputs = {
        "file": table.name,
        "table": table.id,
        "sha256": table.content,
        "kind": table.kind,
        "column": asked.heading,
        "notes": list(table.notes),
        "rows": {"read": table.read, "used": table.used, "rejected": table.rejected},
    }
    account = Account(
        run=question.id,
        kind=question.kind,
        inputs=inputs,
        options=options.as_dict() | {"schema": dict(options.schema)},
        version=str(question.asked["version"]),
        steps=steps.view(),
        warnings=steps.warnings,
        found=found,
        alert_s=workspace.settings.alert_threshold_seconds,
    )
    return build_manifest(account)
