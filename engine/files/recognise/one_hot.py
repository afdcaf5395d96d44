"""Baskets with a column for every product, in which stands whether it was bought."""

from __future__ import annotations

from collections.abc import Sequence

from engine.files.recognise.content import Cells

BOUGHT = frozenset(("1", "1.0", "true", "t", "yes", "y", "x"))
NOT_BOUGHT = frozenset(("0", "0.0", "false", "f", "no", "n", "", "?"))
FEWEST_COLUMNS = 4
FEWEST_ROWS = 3


def product_columns(columns: Sequence[Cells]) -> tuple[Cells, ...]:
    """The columns that each stand for a product; none where the table is of another form.

    They are most of its columns, and most of their cells say that a product was not bought; a few
    may say how many were, and one in ten something else.
    """
    yes_or_no = tuple(cells for cells in columns if cells.heading and _is_yes_or_no(cells))
    if len(yes_or_no) < max(FEWEST_COLUMNS, 0.6 * len(columns)):
        return ()
    bought = sum(cell.lower() not in NOT_BOUGHT for cells in yes_or_no for cell in cells.cells)
    return yes_or_no if 0 < bought <= sum(len(c.cells) for c in yes_or_no) / 2 else ()


def _is_yes_or_no(cells: Cells) -> bool:
    if len(cells.cells) < FEWEST_ROWS:
        return False
    said = sum(cell.lower() in BOUGHT | NOT_BOUGHT for cell in cells.cells)
    counts = sum(_is_count(cell) for cell in cells.cells if cell.lower() not in BOUGHT | NOT_BOUGHT)
    # The last of `Item 1`, `Item 2` and so on are nearly empty too.
    if len(cells.cells) - said - counts > sum(map(bool, cells.cells)) / 2:
        return False
    return said + counts >= 0.9 * len(cells.cells) and said >= 0.7 * len(cells.cells)


def _is_count(cell: str) -> bool:
    return cell.isdecimal() and len(cell) <= 2
