"""The work of a Bundles run: checked table → pipeline → kept results, and the files of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from engine.bundles.options import BundleOptions
from engine.bundles.pipeline import find_bundles
from engine.bundles.result import BundleResult
from engine.bundles.say.documents import as_documents, as_table
from engine.bundles.tables import open_tables
from engine.bundles.ways import Ways
from engine.errors import NotFound, StoppedAtBudget
from engine.files.cells.currencies import digits_of
from engine.jobs import Question, Work, in_thread
from engine.models import Models
from engine.models.use import use_of
from engine.reports import Account, build_manifest, to_csv, to_json
from engine.steps import Step, Steps, StepView
from engine.workspace import (
    AnswerStore,
    CheckedTable,
    Workspace,
    find_run,
    find_table,
    keep_results,
    note_stop,
    open_document,
    open_result_table,
)

STOPPED = (
    "Stopped at the budget: what the model was not asked any more is told by rules and templates; "
    "raise it to go on."
)


SENT = ("sku", "product", "category", "vendor", "tags", "unit price")
"""What of the user's columns may be shown to a server's models."""

Opening = Callable[[], AbstractAsyncContextManager[Models]]
"""Opens the models of one run, and closes them."""


def bundle_work(
    workspace: Workspace, question: Question, options: BundleOptions, opening: Opening
) -> Work:
    """The job that finds the bundles of a checked table and keeps them under the question's id."""
    run = question.id

    async def work(steps: Steps) -> None:
        ways, table = Ways.of(workspace.settings), str(question.asked["table"])
        async with opening() as models:
            result = await find_bundles(
                # Not by a name of its own, which would hold the lines until the run ends.
                await in_thread(steps, open_tables, workspace, table),
                options, steps=steps, models=models, ways=ways,
            )  # fmt: skip
            use = await in_thread(steps, use_of, workspace, run, models)
        with steps("Keep the results") as step:
            manifest = _manifest(workspace, question, options, steps, result, use)
            await _keep(workspace, run, result, manifest, step)
        if use["stopped"]:
            raise StoppedAtBudget(STOPPED)

    return work


async def _keep(
    workspace: Workspace, run: str, result: BundleResult, manifest: Mapping[str, Any], step: Step
) -> None:
    """Keep the results, and that it was stopped; else forget what it kept to go on with."""
    documents = {"bundles": as_documents(result.bundles), "manifest": manifest}
    found = {
        "rules": result.rules, "products": result.products,
        "choices": result.choices, "holds": result.holds,
    }  # fmt: skip
    if manifest["stopped"]:
        await in_thread(step, note_stop, workspace, run, STOPPED)
    await in_thread(step, keep_results, workspace, run, documents, found)
    if not manifest["stopped"]:
        # What it kept to go on with while answers are not remembered.
        await in_thread(step, AnswerStore(workspace, run).forget)


def bundle_files(workspace: Workspace, run: str) -> dict[str, bytes]:
    """The files of a finished run, by name.

    Raises:
        NotFound: The run kept no results.
    """
    bundles = open_document(workspace, run, "bundles")
    return {
        "bundles.json": to_json({"bundles": bundles}),
        "bundles.csv": to_csv(as_table(bundles)),
        "rules.csv": to_csv(open_result_table(workspace, run, "rules")),
        "manifest.json": to_json(open_document(workspace, run, "manifest")),
    }


def _manifest(
    workspace: Workspace,
    question: Question,
    options: BundleOptions,
    steps: Steps,
    result: BundleResult,
    use: Mapping[str, Any],
) -> dict[str, Any]:
    table = find_table(workspace, str(question.asked["table"]))
    currency = str(table.facts.get("currency") or "")
    money = {"minor_units": digits_of(currency), "currency": currency}
    told = {"mining": result.mining, **result.told, "money": money, **_joins(table), **use}
    account = Account(
        run=question.id,
        kind=question.kind,
        inputs=_inputs(table),
        options=options.as_dict(),
        version=str(question.asked["version"]),
        steps=_with_reading(workspace, table.id, steps),
        warnings=steps.warnings,
        found=told,
        alert_s=workspace.settings.alert_threshold_seconds,
    )
    return build_manifest(account)


def _inputs(table: CheckedTable) -> dict[str, Any]:
    """The file, how it was read, and what of it was used."""
    return {
        "file": table.name,
        "table": table.id,
        "sha256": table.content,
        "kind": table.kind,
        "mapping": {column["field"]: column["heading"] for column in table.columns},
        "notes": list(table.notes),
        "facts": table.facts,
        "rows": {"read": table.read, "used": table.used, "rejected": table.rejected},
    }


def _joins(table: CheckedTable) -> dict[str, Any]:
    """Which files were put together, and how well their products and orders met."""
    if "join" not in table.told:
        return {}
    products = table.told["join"].get("products")
    named = ("lines", "resolved", "unresolved_skus", "missing_inventory", "catalog_coverage")
    mapping = {} if products is None else {"mapping": {name: products[name] for name in named}}
    return {"files": table.told["parents"], "joins": table.told["join"], **mapping}


def _with_reading(workspace: Workspace, table: str, steps: Steps) -> StepView:
    """The run's steps with those of reading or joining its table before them."""
    view = steps.view()
    try:
        run = find_run(workspace, table)
    except NotFound:
        return view
    reading = run.steps
    if reading is None:
        return view
    name = "Put the files together" if run.kind == "join" else "Read the file"
    named = StepView(name, reading.status, seconds=reading.seconds, children=reading.children)
    return StepView(view.name, view.status, children=(named, *view.children))
