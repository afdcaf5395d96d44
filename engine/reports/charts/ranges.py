"""Intervals: from where to where a number may lie, for each name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.reports.charts.frame import COLOURS, RIGHT, WIDTH, picture, words
from engine.reports.charts.scale import Scale, short
from engine.reports.forms import Marks
from engine.reports.markup import Markup, joined, tag

_NAMES, _ROW, _FOOT = 224.0, 24.0, 26.0
_LONGEST = 30


@dataclass(frozen=True)
class Range:
    """A name and its interval, `low` at most `high`; `middle` is what is measured, if told."""

    name: str
    low: float
    high: float
    middle: float | None = None


def range_chart(title: str, ranges: Sequence[Range], unit: str, marks: Marks = str) -> Markup:
    """A line each, from low to high, with a line at nothing where it is between the ends.

    Args:
        title: What it shows.
        ranges: In their order.
        unit: What the numbers are.
        marks: What makes of a number as English writes it.
    """
    ends = [end for interval in ranges for end in (interval.low, interval.high)]
    scale = Scale.around(ends, _NAMES, WIDTH - RIGHT - 20)
    bottom = _ROW * len(ranges) + 6
    zero = tag("line", x1=scale.place(0), x2=scale.place(0), y1=2, y2=bottom, class_="zero")
    rows = [_row(interval, place, scale) for place, interval in enumerate(ranges)]
    ticks = [
        words(marks(short(tick)), scale.place(tick), bottom + 16, anchor="middle")
        for tick in scale.ticks()
    ]
    foot = words(unit, 8, bottom + 16)
    return picture(title, zero, *rows, *ticks, foot, height=bottom + _FOOT)


def _row(interval: Range, place: int, scale: Scale) -> Markup:
    middle = 4 + place * _ROW + _ROW / 2
    name = interval.name if len(interval.name) <= _LONGEST else interval.name[:29] + "…"
    low, high = scale.place(interval.low), scale.place(interval.high)
    known = interval.middle is not None
    dot = (
        tag(
            "circle",
            cx=scale.place(interval.middle or 0.0),
            cy=middle,
            r=5,
            fill=COLOURS[0],
            class_="middle",
        )
        if known
        else ""
    )
    return joined(
        words(name, _NAMES - 8, middle + 4, anchor="end"),
        tag("line", x1=low, x2=max(high, low + 1), y1=middle, y2=middle, stroke=COLOURS[0],
            stroke_width=6, stroke_linecap="round", stroke_opacity=0.45 if known else 1,
            class_="interval"),
        dot,
    )  # fmt: skip
