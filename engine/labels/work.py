"""The work of a Labels run: checked table → pipeline → kept results, and the files of it."""

from __future__ import annotations

import polars as pl

from engine.errors import StoppedAtBudget
from engine.jobs import Question, Work, in_thread, keep_run
from engine.labels.options import LabelOptions
from engine.labels.pipeline import LabelTables, judge_labels
from engine.labels.result import LabelResult
from engine.labels.review.explained import with_people
from engine.labels.review.standing import standing_of
from engine.labels.tables import WRITTEN, with_cost
from engine.models.opening import Opening
from engine.models.use import use_of
from engine.reports import manifest_of_run, rounded, to_csv, to_json
from engine.steps import Steps
from engine.workspace import Workspace, open_document, open_lines, open_result_table

STOPPED = (
    "Stopped at the budget: what the model was not asked any more is decided on this computer; "
    "raise it to go on."
)
SENT = ("text", "label", "merchant")
"""What of the user's columns may be shown to a server's models."""


def label_work(
    workspace: Workspace, question: Question, options: LabelOptions, opening: Opening,
    decided: pl.DataFrame | None = None,
) -> Work:  # fmt: skip
    """The job that judges the labels of a checked table and keeps them under the question's id.

    Args:
        workspace: Where the table lies and the results go.
        question: What is asked.
        options: What is judged and how.
        opening: Opens the models.
        decided: What is learnt from that a person decided: key, action, label.
    """
    run, table = question.id, str(question.asked["table"])

    async def work(steps: Steps) -> None:
        lines = await in_thread(steps, open_lines, workspace, table)
        use_faiss = workspace.settings.ml_faiss_similarity_search
        async with opening() as models:
            result = await judge_labels(
                LabelTables(lines, table, decided), options,
                steps=steps, models=models, use_faiss=use_faiss,
            )  # fmt: skip
            use = await in_thread(steps, use_of, workspace, run, models)
        with steps("Keep the results") as step:
            told = {"totals": result.summary["totals"], **use}
            manifest = manifest_of_run(workspace, question, options.as_dict(), steps, told)
            documents = {"manifest": manifest, "summary": rounded(result.summary)}
            found = _found(result, use["spent"]["cost_usd"])
            stopped = STOPPED if use["stopped"] else ""
            await keep_run(workspace, run, documents, found, step, stopped)
        if stopped:
            raise StoppedAtBudget(stopped)

    return work


def _found(result: LabelResult, cost_usd: float | None) -> dict[str, pl.DataFrame]:
    """The tables that are kept, by name."""
    return {
        "words": result.words, "places": result.places,
        "groups": with_cost(result.groups, cost_usd),
        "conflicts": result.conflicts, "unanswered": result.unanswered,
    }  # fmt: skip


def label_files(workspace: Workspace, run: str) -> dict[str, bytes]:
    """The files of a finished run, by name; what people decided stands in its words.

    Raises:
        NotFound: The run kept no results.
    """
    words = with_people(standing_of(workspace, run).labels).sort("receipt", "word", "label")
    return {
        "words.csv": to_csv(words.select(WRITTEN)),
        "groups.csv": to_csv(open_result_table(workspace, run, "groups")),
        "summary.json": to_json(open_document(workspace, run, "summary")),
        "manifest.json": to_json(open_document(workspace, run, "manifest")),
    }
