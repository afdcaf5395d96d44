"""The work of a Bundles run: checked table → pipeline → kept results, and the files of it."""

from __future__ import annotations

from typing import Any

from engine.bundles.options import BundleOptions
from engine.bundles.pipeline import BundleTables, find_bundles
from engine.bundles.result import BundleResult
from engine.bundles.say.documents import as_documents, as_table
from engine.errors import NotFound
from engine.jobs import Question, Work, in_thread
from engine.reports import Account, build_manifest, to_csv, to_json
from engine.steps import Steps, StepView
from engine.workspace import (
    CheckedTable,
    Workspace,
    find_run,
    find_table,
    keep_results,
    open_document,
    open_lines,
    open_result_table,
)


def bundle_work(
    workspace: Workspace, question: Question, options: BundleOptions, version: str
) -> Work:
    """The job that finds the bundles of a checked table and keeps them under the question's id."""
    table = str(question.asked["table"])
    settings = workspace.settings
    ways = {
        "side_by_side": settings.ml_parallel_candidate_generation,
        "lazily": settings.ml_reduced_optimization_iterations,
    }

    async def work(steps: Steps) -> None:
        lines = await in_thread(steps, open_lines, workspace, table)
        tables = BundleTables(lines, table)
        result = await find_bundles(tables, options, steps=steps, **ways)
        with steps("Keep the results"):
            manifest = _manifest(workspace, question, options, version, steps, result)
            documents = {"bundles": as_documents(result.bundles), "manifest": manifest}
            found = {"rules": result.rules, "products": result.products}
            await in_thread(steps, keep_results, workspace, question.id, documents, found)

    return work


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
    version: str,
    steps: Steps,
    result: BundleResult,
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
        version=version,
        steps=_with_reading(workspace, table.id, steps),
        warnings=steps.warnings,
        found={"mining": result.mining, "money": {"minor_units": 2}, **_joins(table)},
        alert_s=workspace.settings.alert_threshold_seconds,
    )
    return build_manifest(account)


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
