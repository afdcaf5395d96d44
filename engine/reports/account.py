"""The manifest of a tool's run over a checked table."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from engine.errors import NotFound
from engine.jobs import Question
from engine.reports.manifest import Account, build_manifest
from engine.steps import Steps, StepView
from engine.workspace import CheckedTable, Workspace, find_run, find_table


def manifest_of_run(
    workspace: Workspace,
    question: Question,
    options: Mapping[str, Any],
    steps: Steps,
    found: Mapping[str, Any],
    *,
    inputs: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Give account of a run: its file, options, version, warnings, seconds and counts.

    Args:
        workspace: Where the table lies that `question.asked["table"]` names.
        question: What was asked; `question.asked["version"]` is the tool's.
        options: The options as plain values.
        steps: The run's steps; those of reading or joining its table are told before them.
        found: The tool's own counts, and what its models were used for.
        inputs: More about the input, over what `inputs_of` tells.

    Raises:
        NotFound: The table is no longer there.
        ValueError: Its row counts do not add up.
    """
    table = find_table(workspace, str(question.asked["table"]))
    account = Account(
        run=question.id,
        kind=question.kind,
        inputs=inputs_of(table) | dict(inputs or {}),
        options=options,
        version=str(question.asked["version"]),
        steps=_with_reading(workspace, table.id, steps.view()),
        warnings=steps.warnings,
        found=found,
        alert_s=workspace.settings.alert_threshold_seconds,
    )
    return build_manifest(account)


def inputs_of(table: CheckedTable) -> dict[str, Any]:
    """The file, how it was read, and what of it was used.

    Returns:
        file, table (its id), sha256 (of the file), kind, mapping (field → heading), notes, facts,
        rows (read, used, rejected by reason).
    """
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


def _with_reading(workspace: Workspace, table: str, view: StepView) -> StepView:
    """A run's steps with those of reading or joining its table before them."""
    try:
        run = find_run(workspace, table)
    except NotFound:
        return view
    reading = run.steps
    if reading is None:
        return view
    name = "Put the files together" if run.kind == "join" else "Read the file"
    named = StepView(name, reading.status, seconds=reading.seconds, children=reading.children)
    return dataclasses.replace(view, children=(named, *view.children))
