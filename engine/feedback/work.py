"""The work of a Feedback run: checked table → pipeline → kept results, and the files of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from engine.errors import StoppedAtBudget
from engine.feedback.meaning.measured import measured_document, measured_from, themes_table
from engine.feedback.meaning.measures import Measured
from engine.feedback.meaning.taxonomy import Pinned
from engine.feedback.options import FeedbackOptions
from engine.feedback.pipeline import FeedbackTables, analyse_feedback
from engine.feedback.result import FeedbackResult
from engine.feedback.tables import written
from engine.jobs import Question, Work, in_thread, keep_run
from engine.models.opening import Opening
from engine.models.use import use_of
from engine.reports import manifest_of_run, rounded, to_csv, to_json
from engine.steps import Steps
from engine.workspace import (
    Workspace,
    find_table,
    open_document,
    open_lines,
    open_result_table,
)

STOPPED = (
    "Stopped at the budget: what the model was not asked any more is read on this computer; raise "
    "it to go on."
)
SENT = ("comment",)
"""What of the user's columns may be shown to a server's models."""


def feedback_work(
    workspace: Workspace, question: Question, options: FeedbackOptions, opening: Opening
) -> Work:
    """The job that analyses a checked survey and keeps what it finds under the question's id."""
    run = question.id

    async def work(steps: Steps) -> None:
        tables = await in_thread(steps, _tables, workspace, question)
        async with opening() as models:
            result = await analyse_feedback(tables, options, steps=steps, models=models)
            use = await in_thread(steps, use_of, workspace, run, models)
        with steps("Keep the results") as step:
            told = {"totals": result.summary["totals"], **use}
            manifest = manifest_of_run(workspace, question, options.as_dict(), steps, told)
            documents = {"manifest": manifest, **_documents(result)}
            found = {
                "responses": result.responses,
                "themes": themes_table(result.measured, result.responses),
                "unanswered": result.unanswered,
            }  # fmt: skip
            stopped = STOPPED if use["stopped"] else ""
            await keep_run(workspace, run, documents, found, step, stopped)
        if stopped:
            raise StoppedAtBudget(stopped)

    return work


def feedback_files(workspace: Workspace, run: str) -> dict[str, bytes]:
    """The files of a finished run, by name.

    Raises:
        NotFound: The run kept no results.
    """
    return {
        "responses.csv": to_csv(written(open_result_table(workspace, run, "responses"))),
        "summary.json": to_json(open_document(workspace, run, "summary")),
        "manifest.json": to_json(open_document(workspace, run, "manifest")),
    }


def measured_of_run(workspace: Workspace, run: str) -> Measured:
    """What the figures of a finished run need beside its responses.

    Raises:
        NotFound: The run kept no results.
    """
    return measured_from(open_document(workspace, run, "measured"))


def _documents(result: FeedbackResult) -> dict[str, Any]:
    """What a run keeps as plain values."""
    return {
        "summary": rounded(result.summary),
        "measured": measured_document(result.measured),
        "quotes": [asdict(quote) for quote in result.quotes],
    }


def _tables(workspace: Workspace, question: Question) -> FeedbackTables:
    table = find_table(workspace, str(question.asked["table"]))
    headings = {column["field"]: str(column["heading"]) for column in table.columns}
    pinned = question.asked["options"]["taxonomy"]
    return FeedbackTables(
        open_lines(workspace, table.id),
        table.facts.get("scale"),
        table.rejected,
        headings.get("comment", "comment"),
        tuple(Pinned.of(told) for told in pinned),
    )
