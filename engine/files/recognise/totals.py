"""Tells a line's total from an order's, which stands again on each of the order's lines."""

from __future__ import annotations

from engine.files.kinds.tongues.words import words
from engine.files.recognise.content import Cells
from engine.files.recognise.headings import words_of_heading

_OF_A_LINE = frozenset(
    words(
        "line item lineitem linea ligne linha zeile zeilensumme positionssumme gross extended row"
        " linetotal itemtotal totallinea totalligne"
    )
)


def of_whole_orders(total: Cells, order: Cells) -> bool:
    """Whether a column of totals is, or may be, of whole orders.

    It is where within orders of several lines it hardly ever changes, or stands on one line only.
    Where no order has several lines only the heading can tell that it is of a line.

    Args:
        total: A column of amounts.
        order: The column of order numbers.
    """
    lines: dict[str, list[str]] = {}
    for number, amount in zip(order.cells, total.cells, strict=True):
        if number:
            lines.setdefault(number, []).append(amount)
    several = [amounts for amounts in lines.values() if len(amounts) > 1]
    if not several:
        return _OF_A_LINE.isdisjoint(words_of_heading(total.heading))
    changing = sum(len(set(filter(None, amounts))) > 1 for amounts in several)
    return changing < 0.5 * len(several)
