"""The one column that can hold a needed field, because no other can."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.files.kinds import Kind
from engine.files.kinds.tongues import PERSONAL
from engine.files.recognise.content import Cells

_BIRTH = re.compile(r"birth|born|dob|nacim|nascim|naiss|nascita|geburt|geboren")
_ENDINGS = ("id", "code", "name")


def by_elimination(
    free: Sequence[Cells], kind: Kind, found: Sequence[str]
) -> tuple[str, Cells, str] | None:
    """A needed field that only one of the columns left can hold.

    Args:
        free: Columns that hold no field yet.
        kind: What the table is taken for.
        found: Fields that were found.

    Returns:
        The field, its column and why; None where nothing has to be found, or not just one can.
    """
    products = {"sku", "product", "variant_id"}
    if kind.name == "orders" and "order_id" in found and products.isdisjoint(found):
        field, why = "sku", "the only other column of codes that repeat from order to order"
        fitting = [cells for cells in free if _is_repeating_code(cells)]
    elif kind.name == "survey" and "score" in found and "comment" not in found:
        field, why = "comment", "the only column of longer texts"
        fitting = [cells for cells in free if is_long_text(cells)]
    else:
        return None
    return (field, fitting[0], why) if len(fitting) == 1 else None


def only_dates(
    free: Sequence[Cells], kind: Kind, found: Sequence[str]
) -> tuple[str, Cells, str] | None:
    """The day of a survey's answers where one column alone holds days, whatever its heading.

    Days of birth are none.

    Args:
        free: Columns that hold no field yet.
        kind: What the table is taken for.
        found: Fields that were found.
    """
    answers = kind.name == "survey" and not {"score", "comment"}.isdisjoint(found)
    if not answers or "date" in found:
        return None
    fitting = [
        cells for cells in free
        if is_date(cells) and cells.plain not in PERSONAL and not _BIRTH.search(cells.plain)
    ]  # fmt: skip
    return ("date", fitting[0], "the only column of dates") if len(fitting) == 1 else None


def is_date(cells: Cells) -> bool:
    """Whether it holds dates, of more signs than a plain number has."""
    return cells.share("date") > 0.95 and cells.share("number") < 0.5


def is_long_text(cells: Cells) -> bool:
    """Whether most cells are several words, and hardly any is there twice."""
    filled = cells.filled
    if len(filled) < 3 or len(cells.distinct) < 0.6 * len(filled):
        return False
    spaced = sum(cell.count(" ") >= 2 for cell in filled)
    return spaced > 0.6 * len(filled) and mean_length(cells) >= 25


def mean_length(cells: Cells) -> float:
    """Mean number of signs of the filled cells, 0 without any."""
    return sum(map(len, cells.filled)) / max(1, len(cells.filled))


def _is_repeating_code(cells: Cells) -> bool:
    heading, filled = cells.plain, cells.filled
    if not heading.endswith(_ENDINGS) or heading in PERSONAL:
        return False
    return len(filled) > 4 and len(cells.distinct) < 0.9 * len(filled)
