"""Does a column's content look like the field its heading promises?"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[(\-+]?\s*[^\w\s]?\s*[(\-]?\d[\d.,\s']*\)?\s*[^\w\s]?|[A-Z]{3}\s?\d[\d.,]*")
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|\d{8}|\d{1,2}:\d{2}.*"
    r"|\d{1,2}[ -][A-Za-z]{3,9}[ ,-]+\d{2,4}.*"
    r"|[A-Za-z]{3,9} \d{1,2},? \d{4}.*|\d{1,2}|\d{5}(\.\d+)?"
)


def looks_like(content: str, cells: Sequence[str]) -> float:
    """Share of the filled cells that look as they should, 0..1; 1 where all are empty.

    Args:
        content: `text`, `code`, `whole`, `number` or `date`.
        cells: Cells of one column, trimmed.
    """
    filled = [cell for cell in cells if cell]
    if not filled:
        return 1.0
    return sum(_fits(content, cell) for cell in filled) / len(filled)


def _fits(content: str, cell: str) -> bool:
    if content == "number":
        return _NUMBER.fullmatch(cell) is not None
    if content == "whole":
        return cell.lstrip("+-").isdigit()
    if content == "date":
        return _DATE.fullmatch(cell) is not None
    if content == "code":
        return len(cell) <= 64 and "\n" not in cell
    return True
