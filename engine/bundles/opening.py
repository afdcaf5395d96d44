"""Opens what a table of joined order lines was put together from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from engine.errors import NotFound
from engine.files import Part, all_variants
from engine.workspace import Workspace, find_table, open_doubts, open_lines, open_rejects


def open_catalog(workspace: Workspace, table: str) -> pl.DataFrame | None:
    """Every variant that the catalogs and inventories of a joined table tell of.

    Args:
        workspace: Where the tables are.
        table: Id of a table of order lines.

    Returns:
        Columns as a checked catalog has them, `stock` counted over all inventories; None where
        the table was joined to neither, or one of its files has been forgotten since.
    """
    parents = find_table(workspace, table).told.get("parents", [])
    kinds: dict[str, list[Part]] = {"catalog": [], "inventory": []}
    try:
        for parent in parents:
            if parent["kind"] in kinds:
                kinds[parent["kind"]].append(_part(workspace, parent))
    except NotFound:
        return None
    if not any(kinds.values()):
        return None
    return all_variants(kinds["catalog"], kinds["inventory"])


def _part(workspace: Workspace, parent: Mapping[str, Any]) -> Part:
    table = str(parent["id"])
    return Part(
        table,
        parent["name"],
        parent["sha256"],
        open_lines(workspace, table),
        open_rejects(workspace, table),
        open_doubts(workspace, table),
    )
