"""How numbers are written in a workbook and on a page, by the kind of number they are."""

from __future__ import annotations

import re
from collections.abc import Callable

from engine.reports.rounding import rounded

FORMS = {
    "amount": "#,##0.00",
    "whole_amount": "#,##0",
    "count": "#,##0",
    "percent": '0.0" %"',
    "share": "0.0%",
    "factor": "#,##0.0#",
    "score": "0.00",
    "plain": "General",
    "tiny": "0.00E+00",
}
"""Name of a form → Excel's way of writing it. `percent` is a number of percents, `share` 0..1."""

_SAID = {
    "amount": "{:,.2f}",
    "whole_amount": "{:,.0f}",
    "count": "{:,.0f}",
    "percent": "{:.1f} %",
    "share": "{:.1%}",
    "factor": "{:,.1f}",
    "score": "{:.2f}",
    "plain": "{:g}",
    "tiny": "{:.2g}",
}
Marks = Callable[[str], str]
"""A number as English writes it → the same with the marks of another language."""
_MARKS = str.maketrans(".,", ",.")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def said(value: object, form: str = "") -> str:
    """A value as words; a number without a form as it is, to six significant digits."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float) and form:
        return _SAID[form].format(value)
    return str(rounded(value))


def with_comma(number: str) -> str:
    """A number as Spanish writes it: a comma before decimals, points between thousands."""
    return _NUMBER.sub(lambda found: found[0].translate(_MARKS), number)
