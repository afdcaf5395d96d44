"""How numbers are written in a workbook and on a page, by the kind of number they are."""

from __future__ import annotations

from engine.reports.rounding import rounded

FORMS = {
    "amount": "#,##0.00",
    "whole_amount": "#,##0",
    "count": "#,##0",
    "percent": '0.0" %"',
    "share": "0.0%",
    "factor": "#,##0.0#",
    "score": "0.00",
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
    "tiny": "{:.2g}",
}


def said(value: object, form: str = "") -> str:
    """A value as words; a number without a form as it is, to six significant digits."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float) and form:
        return _SAID[form].format(value)
    return str(rounded(value))
