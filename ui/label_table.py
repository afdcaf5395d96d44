"""How high a table of Labels stands: as its rows need, and never so high that it fills the page."""

from __future__ import annotations

ROW_PX = 34


def table_px(rows: int, most: int) -> int:
    """Pixels of a table with its heading.

    Args:
        rows: How many rows it has.
        most: Pixels it may have; beyond these its rows are scrolled.
    """
    return min(most, ROW_PX * (max(rows, 1) + 1) + 2)
