"""Lying bars: one number for each name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.reports.charts.frame import COLOURS, WIDTH, picture, words
from engine.reports.charts.scale import Scale, short
from engine.reports.markup import Markup, joined, tag

_NAMES, _ROW, _NUMBERS = 224.0, 26.0, 90.0
_LONGEST = 30


@dataclass(frozen=True)
class Bar:
    """A name and its number, 0 or more; `told` is written beside it in its place."""

    name: str
    value: float
    told: str = ""


def bar_chart(title: str, bars: Sequence[Bar]) -> Markup:
    """Bars in the order they are given."""
    scale = Scale.around([bar.value for bar in bars], _NAMES, WIDTH - _NUMBERS)
    rows = [_row(bar, place, scale) for place, bar in enumerate(bars)]
    return picture(title, *rows, height=_ROW * max(len(bars), 1) + 8)


def _row(bar: Bar, place: int, scale: Scale) -> Markup:
    top, end = 4 + place * _ROW, scale.place(bar.value)
    name = bar.name if len(bar.name) <= _LONGEST else bar.name[: _LONGEST - 1] + "…"
    width = round(max(end - _NAMES, 0.5), 2)
    return joined(
        words(name, _NAMES - 8, top + 16, anchor="end"),
        tag("rect", tag("title", bar.name), x=_NAMES, y=top + 3, width=width, height=_ROW - 9,
            fill=COLOURS[0], class_="bar"),
        words(bar.told or short(bar.value), end + 6, top + 16),
    )  # fmt: skip
