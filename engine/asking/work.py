"""The work of an asking run: checked table → pipeline → kept answers, and the files of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from typing import Any

from engine.asking.options import AskOptions
from engine.asking.pipeline import AskTables, ask
from engine.asking.result import AskResult
from engine.asking.texts import heading_of, texts_of
from engine.errors import StoppedAtBudget
from engine.jobs import Question, Work, in_thread
from engine.models import Models
from engine.reports import Account, build_manifest, to_csv, to_json
from engine.steps import Steps
from engine.workspace import (
    Workspace,
    find_table,
    keep_results,
    open_document,
    open_lines,
    open_result_table,
)

Opening = Callable[[Steps], AbstractAsyncContextManager[Models]]
"""Opens the models of one run, and closes them."""


def asking_work(
    workspace: Workspace,
    question: Question,
    options: AskOptions,
    opening: Opening,
    per_call: int,
) -> Work:
    """The job that asks about a column of a checked table and keeps what is answered.

    Args:
        workspace: Where the table lies and the answers go.
        question: What is asked for; its id is the run's.
        options: The same, its column one of the checked lines.
        opening: Opens the models.
        per_call: Most texts in one request.
    """
    table = str(question.asked["table"])

    async def work(steps: Steps) -> None:
        lines = await in_thread(steps, open_lines, workspace, table)
        texts = texts_of(lines, options.column)
        heading = heading_of(find_table(workspace, table), options.column)
        async with opening(steps) as models:
            asked = ask(AskTables(texts, heading), options, models=models, steps=steps,
                        per_call=per_call)  # fmt: skip
            result = await asked
            told = _told(models)
        with steps("Keep the results"):
            found = _found(result) | told
            manifest = _manifest(workspace, question, options, steps, found)
            kept = {"manifest": manifest}, {"answers": result.answers}
            await in_thread(steps, keep_results, workspace, question.id, *kept)
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


def _found(result: AskResult) -> dict[str, Any]:
    return {"asked": asdict(result.counts), "stopped": result.stopped}


def _told(models: Models) -> dict[str, Any]:
    return {"models": models.identities, "made_by": models.chat.identity}


def _manifest(
    workspace: Workspace, question: Question, options: AskOptions, steps: Steps,
    found: dict[str, Any],
) -> dict[str, Any]:  # fmt: skip
    table = find_table(workspace, str(question.asked["table"]))
    inputs = {
        "file": table.name,
        "table": table.id,
        "sha256": table.content,
        "kind": table.kind,
        "column": heading_of(table, options.column),
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
    )
    return build_manifest(account)
