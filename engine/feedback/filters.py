"""Which responses are looked at: by segment, theme, group, language and date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import polars as pl

from engine.errors import OptionRefused
from engine.feedback.responses import SEGMENT

Filters = Mapping[str, Sequence[str]]
"""Heading of a segment, or one of `OF_ALL`, → the values that are wanted; any of them.

A heading that is called like one of `OF_ALL` is written as its column, `segment: language`.

`theme`, `group` (promoter, passive, detractor), `language`, `sentiment` (its class), `mismatch`;
`from` and `to` hold one date each as year-month-day, both included. A value that is empty stands
for responses without one.
"""

OF_ALL = ("theme", "group", "language", "sentiment", "mismatch", "from", "to")
_COLUMNS = {
    "group": "nps_group", "language": "language", "sentiment": "sentiment_class",
    "mismatch": "mismatch",
}  # fmt: skip


def filtered(responses: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """The responses that all filters let through, in their order.

    Raises:
        OptionRefused: A filter names no column that is there, or a date cannot be read.
    """
    for name, values in filters.items():
        if values:
            responses = responses.filter(_lets_through(responses, name, values))
    return responses


def _lets_through(responses: pl.DataFrame, name: str, values: Sequence[str]) -> pl.Expr:
    if name == "theme":
        themes = pl.col("themes").fill_null([])
        held = [themes.list.contains(value) if value else themes.list.len() == 0
                for value in values]  # fmt: skip
        return pl.any_horizontal(held)
    if name in ("from", "to"):
        day = pl.col("moment").dt.date()
        told = _date(values[0]).date()
        return day >= told if name == "from" else day <= told
    column = name if name.startswith(SEGMENT) else _COLUMNS.get(name, SEGMENT + name)
    if column not in responses.columns:
        there = [c.removeprefix(SEGMENT) for c in responses.columns if c.startswith(SEGMENT)]
        raise OptionRefused(
            f"There is no filter {name!r}; filters are {', '.join([*OF_ALL, *there])}."
        )
    return pl.col(column).cast(pl.String).fill_null("").is_in(list(values))


def _date(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise OptionRefused(f"{written!r} is no date; write it as 2026-01-31.") from None
