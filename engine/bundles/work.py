"""The work of a Bundles run: checked table → pipeline → kept results, and the files of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.bundles.options import BundleOptions
from engine.bundles.pipeline import find_bundles
from engine.bundles.result import BundleResult
from engine.bundles.say.documents import as_documents, as_table
from engine.bundles.tables import open_tables
from engine.bundles.ways import Ways
from engine.errors import StoppedAtBudget
from engine.files.cells.currencies import digits_of
from engine.jobs import Question, Work, in_thread, keep_run
from engine.models.opening import Opening
from engine.models.use import use_of
from engine.reports import manifest_of_run, to_csv, to_json
from engine.steps import Steps
from engine.workspace import (
    CheckedTable,
    Workspace,
    find_table,
    open_document,
    open_result_table,
)

STOPPED = (
    "Stopped at the budget: what the model was not asked any more is told by rules and templates; "
    "raise it to go on."
)


SENT = ("sku", "product", "category", "vendor", "tags", "unit price")
"""What of the user's columns may be shown to a server's models."""


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
            documents = {
                "bundles": as_documents(result.bundles),
                "manifest": _manifest(workspace, question, options, steps, result, use),
            }
            found = {
                "rules": result.rules, "products": result.products,
                "choices": result.choices, "holds": result.holds,
            }  # fmt: skip
            stopped = STOPPED if use["stopped"] else ""
            await keep_run(workspace, run, documents, found, step, stopped)
        if stopped:
            raise StoppedAtBudget(stopped)

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
    steps: Steps,
    result: BundleResult,
    use: Mapping[str, Any],
) -> dict[str, Any]:
    table = find_table(workspace, str(question.asked["table"]))
    currency = str(table.facts.get("currency") or "")
    money = {"minor_units": digits_of(currency), "currency": currency}
    told = {"mining": result.mining, **result.told, "money": money, **_joins(table), **use}
    return manifest_of_run(workspace, question, options.as_dict(), steps, told)


def _joins(table: CheckedTable) -> dict[str, Any]:
    """Which files were put together, and how well their products and orders met."""
    if "join" not in table.told:
        return {}
    products = table.told["join"].get("products")
    named = ("lines", "resolved", "unresolved_skus", "missing_inventory", "catalog_coverage")
    mapping = {} if products is None else {"mapping": {name: products[name] for name in named}}
    return {"files": table.told["parents"], "joins": table.told["join"], **mapping}
