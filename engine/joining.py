"""The work of putting several checked tables together: orders, headers, catalogs, inventories."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence

from engine.errors import OptionRefused
from engine.files import KINDS, Part, join_all
from engine.jobs import Question, Work, in_thread
from engine.steps import Steps
from engine.version import version_of
from engine.workspace import (
    CheckedTable,
    Workspace,
    find_table,
    joined_name,
    keep_joined,
    open_doubts,
    open_lines,
    open_rejects,
)

_ROLES = {"orders": "orders", "baskets": "orders"} | {
    kind: kind for kind in ("order_headers", "catalog", "inventory")
}
_COUNTED = {
    "order_headers": ("table of orders without their lines", "tables of orders without lines"),
    "catalog": ("catalog", "catalogs"),
    "inventory": ("inventory", "inventories"),
}
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five")


def joining_question(workspace: Workspace, tables: Sequence[str]) -> Question:
    """What joining these tables asks for, whatever order they are named in.

    Raises:
        NotFound: One of them is not in the workspace.
        OptionRefused: They cannot be joined; the message says what is missing.
    """
    parents = [find_table(workspace, table) for table in sorted(set(tables))]
    _refuse(parents)
    parents.sort(key=lambda parent: (list(_ROLES).index(parent.kind), parent.name, parent.id))
    version = version_of("files", "joining.py")
    asked = {"tables": sorted(parent.id for parent in parents), "version": version}
    question = Question.of("join", joined_name(parents), asked)
    listed = {"parents": [parent.id for parent in parents]}
    return dataclasses.replace(question, asked=asked | listed)


def joining_work(workspace: Workspace, table: str, parents: Sequence[str]) -> Work:
    """The job that joins checked tables and keeps the result under `table`."""

    async def work(steps: Steps) -> None:
        await in_thread(steps, _join, workspace, table, parents, steps)

    return work


def _join(workspace: Workspace, table: str, parents: Sequence[str], steps: Steps) -> None:
    steps.plan("Open the tables", "Join the tables", "Keep the joined table")
    found = [find_table(workspace, parent) for parent in parents]
    parts: dict[str, list[tuple[Part, Sequence[str]]]] = {}
    with steps("Open the tables"):
        for parent in found:
            parts.setdefault(_ROLES[parent.kind], []).append(
                (_part(workspace, parent), parent.notes)
            )
            steps.check()
    with steps("Join the tables") as step:
        joined = join_all(parts, step)
    with steps("Keep the joined table"):
        keep_joined(workspace, table, found, joined)


def _part(workspace: Workspace, parent: CheckedTable) -> Part:
    numbered = any(column["field"] == "order_id" for column in parent.columns)
    return Part(
        parent.id,
        parent.name,
        parent.content,
        open_lines(workspace, parent.id),
        open_rejects(workspace, parent.id),
        open_doubts(workspace, parent.id),
        parent.read,
        parent.facts,
        numbered,
    )


def _refuse(parents: Sequence[CheckedTable]) -> None:
    for parent in parents:
        if parent.kind not in _ROLES:
            kind = KINDS[parent.kind]
            raise OptionRefused(
                f"{parent.name} was read as {kind.title.lower()} ({kind.says}): only orders, their "
                "headers, catalogs and inventories can be put together."
            )
    counts = Counter(_ROLES[parent.kind] for parent in parents)
    if not counts["orders"]:
        told = " and ".join(_counted(kind, counts[kind]) for kind in _COUNTED if counts[kind])
        raise OptionRefused(
            f"{told[:1].upper()}{told[1:]} and no orders: add a file with one row per product in "
            "an order."
        )


def _counted(kind: str, count: int) -> str:
    number = _NUMBERS[count].lower() if count < len(_NUMBERS) else f"{count:,}"
    return f"{number} {_COUNTED[kind][count > 1]}"
