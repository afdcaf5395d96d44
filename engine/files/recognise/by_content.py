"""Tables whose headings say nothing (`c1`, `column 2`): understood where their cells are plain.

What is found by content alone is a proposal: its confidence is never above `MOST`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from engine.files.recognise.content import Cells
from engine.files.recognise.elimination import is_date, is_long_text

MOST = 0.6
FEWEST = 10  # rows below which nothing is told by content
_OPAQUE = re.compile(
    r"(c|col|column|field|f|var|v|x|unnamed|spalte|feld|columna|campo|coluna|colonne|champ)?"
    r"[ _:.#-]*\d*|[a-z]",
    re.IGNORECASE,
)


def are_opaque(headings: Sequence[str]) -> bool:
    """Whether none of the headings says anything."""
    return all(_OPAQUE.fullmatch(heading.strip()) for heading in headings)


def told_by_content(columns: Sequence[Cells]) -> tuple[str, dict[str, Cells]] | None:
    """The kind of a table and its columns, where only one reading of them is possible.

    Returns:
        The kind and field → column; None where it is not unmistakable.
    """
    for tell in (_survey, _orders):
        found = tell([cells for cells in columns if len(cells.filled) >= FEWEST])
        if found:
            return found
    return None


def _survey(columns: Sequence[Cells]) -> tuple[str, dict[str, Cells]] | None:
    """One column of scores and one of texts."""
    scores = [cells for cells in columns if _is_score(cells)]
    texts = [cells for cells in columns if is_long_text(cells)]
    if len(scores) != 1 or len(texts) != 1:
        return None
    found = {"score": scores[0], "comment": texts[0]}
    return "survey", found | _date(columns)


def _orders(columns: Sequence[Cells]) -> tuple[str, dict[str, Cells]] | None:
    """One column that repeats in runs, and one that repeats from run to run."""
    orders = [cells for cells in columns if _is_order_number(cells)]
    if len(orders) != 1:
        return None
    products = [
        cells for cells in columns if cells is not orders[0] and _is_product(cells, orders[0])
    ]
    if len(products) != 1:
        return None
    found = {"order_id": orders[0], "product": products[0]} | _date(columns)
    for name, fits in (("quantity", _is_quantity), ("unit_price", _is_price)):
        fitting = [cells for cells in columns if cells is not orders[0] and fits(cells)]
        if len(fitting) == 1:
            found[name] = fitting[0]
    return "orders", found


def _date(columns: Sequence[Cells]) -> dict[str, Cells]:
    dates = [cells for cells in columns if is_date(cells)]
    return {"date": dates[0]} if len(dates) == 1 else {}


def _is_score(cells: Cells) -> bool:
    if not all(cell.isdigit() and int(cell) <= 10 for cell in cells.filled):
        return False
    return 3 <= len(cells.distinct) <= 11


def _is_order_number(cells: Cells) -> bool:
    """Codes whose rows stand together, often more than one of them."""
    if len(cells.filled) < len(cells.cells) or cells.share("code") < 1 or is_date(cells):
        return False
    runs = 1 + sum(one != other for one, other in pairwise(cells.cells))
    together = runs == len(cells.distinct)
    return together and 3 <= runs <= 0.8 * len(cells.cells) and _has_digits(cells)


def _has_digits(cells: Cells) -> bool:
    """Whether every cell holds a digit and none a decimal point."""
    return all(
        any(sign.isdigit() for sign in cell) and not re.fullmatch(r"\d+[.,]\d+", cell)
        for cell in cells.distinct
    )


def _is_product(cells: Cells, order: Cells) -> bool:
    """Words or codes that come again in other orders and differ inside one."""
    if sum(any(sign.isalpha() for sign in cell) for cell in cells.filled) < 0.9 * len(cells.filled):
        return False
    if is_date(cells) or not 3 <= len(cells.distinct) < 0.9 * len(cells.filled):
        return False
    pairs = list(zip(order.cells, cells.cells, strict=True))
    per_order = {number: sum(one == number for one, _ in pairs) for number in order.distinct}
    several = {number for number, count in per_order.items() if count > 1}
    inside = sum(len({cell for one, cell in pairs if one == number}) > 1 for number in several)
    return inside > 0.6 * len(several)


def _is_quantity(cells: Cells) -> bool:
    if not all(cell.isdigit() and int(cell) <= 1000 for cell in cells.filled):
        return False
    ones = sum(int(cell) <= 3 for cell in cells.filled)
    return ones > 0.5 * len(cells.filled) and len(cells.distinct) < 0.5 * len(cells.filled)


def _is_price(cells: Cells) -> bool:
    """Amounts with cents or a currency's sign."""
    money = sum(
        re.fullmatch(r"\D{0,4}\d[\d.,]*[.,]\d{2}\D{0,4}", c) is not None for c in cells.filled
    )
    return cells.share("number") > 0.95 and money > 0.8 * len(cells.filled)
