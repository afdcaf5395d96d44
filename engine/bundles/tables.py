"""A checked table as Bundles works on it."""

from __future__ import annotations

from engine.bundles.opening import open_catalog
from engine.bundles.pipeline import BundleTables
from engine.workspace import Workspace, find_table, open_lines


def open_tables(workspace: Workspace, table: str) -> BundleTables:
    """Open a checked table of order lines, and the catalog it was joined with."""
    currency = find_table(workspace, table).facts.get("currency") or ""
    lines = open_lines(workspace, table).drop("row", strict=False)
    return BundleTables(lines, table, open_catalog(workspace, table), currency)
