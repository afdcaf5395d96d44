"""The work of a Labels run: checked table → pipeline → kept results, and the files of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from engine.errors import StoppedAtBudget
from engine.jobs import Question, Work, in_thread
from engine.labels.options import LabelOptions
from engine.labels.pipeline import LabelTables, judge_labels
from engine.labels.result import LabelResult
from engine.labels.tables import WRITTEN, with_cost
from engine.models import Models
from engine.models.use import use_of
from engine.reports import Account, build_manifest, rounded, to_csv, to_json
from engine.steps import Steps
from engine.workspace import (
    AnswerStore,
    Workspace,
    find_table,
    keep_results,
    note_stop,
    open_document,
    open_lines,
    open_result_table,
)

STOPPED = (
    "Stopped at the budget: what the model was not asked any more is decided on this computer; "
    "raise it to go on."
)
SENT = ("text", "label", "merchant")
"""What of the user's columns may be shown to a server's models."""

Opening = Callable[[], AbstractAsyncContextManager[Models]]
"""Opens the models of one run, and closes them."""


def label_work(
    workspace: Workspace, question: Question, options: LabelOptions, opening: Opening
) -> Work:
    """The job that judges the labels of a checked table and keeps them under the question's id."""
    run, table = question.id, str(question.asked["table"])

    async def work(steps: Steps) -> None:
        lines = await in_thread(steps, open_lines, workspace, table)
        use_faiss = workspace.settings.ml_faiss_similarity_search
        async with opening() as models:
            result = await judge_labels(
                LabelTables(lines, table), options,
                steps=steps, models=models, use_faiss=use_faiss,
            )  # fmt: skip
            use = await in_thread(steps, use_of, workspace, run, models)
        with steps("Keep the results") as step:
            documents = {
                "manifest": _manifest(workspace, question, options, steps, result, use),
                "summary": rounded(result.summary),
            }
            found = {
                "words": result.words, "places": result.places,
                "groups": with_cost(result.groups, use["spent"]["cost_usd"]),
                "conflicts": result.conflicts, "unanswered": result.unanswered,
            }  # fmt: skip
            if use["stopped"]:
                await in_thread(step, note_stop, workspace, run, STOPPED)
            await in_thread(step, keep_results, workspace, run, documents, found)
            if not use["stopped"]:
                await in_thread(step, AnswerStore(workspace, run).forget)
        if use["stopped"]:
            raise StoppedAtBudget(STOPPED)

    return work


def label_files(workspace: Workspace, run: str) -> dict[str, bytes]:
    """The files of a finished run, by name.

    Raises:
        NotFound: The run kept no results.
    """
    words = open_result_table(workspace, run, "words").sort("receipt", "word", "label")
    return {
        "words.csv": to_csv(words.select(WRITTEN)),
        "groups.csv": to_csv(open_result_table(workspace, run, "groups")),
        "summary.json": to_json(open_document(workspace, run, "summary")),
        "manifest.json": to_json(open_document(workspace, run, "manifest")),
    }


def _manifest(
    workspace: Workspace,
    question: Question,
    options: LabelOptions,
    steps: Steps,
    result: LabelResult,
    use: Mapping[str, Any],
) -> dict[str, Any]:
    table = find_table(workspace, str(question.asked["table"]))
    inputs = {
        "file": table.name,
        "table": table.id,
        "sha256": table.content,
        "kind": table.kind,
        "mapping": {column["field"]: column["heading"] for column in table.columns},
        "notes": list(table.notes),
        "facts": table.facts,
        "rows": {"read": table.read, "used": table.used, "rejected": table.rejected},
    }
    account = Account(
        run=question.id,
        kind=question.kind,
        inputs=inputs,
        options=options.as_dict(),
        version=str(question.asked["version"]),
        steps=steps.view(),
        warnings=steps.warnings,
        found={"totals": result.summary["totals"], **use},
        alert_s=workspace.settings.alert_threshold_seconds,
    )
    return build_manifest(account)
