"""Points: two numbers for each thing, and a colour for its group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.reports.charts.frame import (
    BOTTOM,
    COLOURS,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    axes,
    picture,
    words,
)
from engine.reports.charts.scale import Scale
from engine.reports.markup import Markup, joined, tag

_LEGEND = 20.0


@dataclass(frozen=True)
class Point:
    """A thing at (`across`, `up`); both above 0 on a chart of factors."""

    name: str
    across: float
    up: float
    group: str = ""


def point_chart(
    title: str, points: Sequence[Point], across: str, up: str, *, log: bool = False
) -> Markup:
    """A point each, named when the pointer rests on it.

    Args:
        title: What it shows.
        points: Drawn in this order; groups get colours in order of their names.
        across: What is counted to the right, with its unit.
        up: What is counted upwards, with its unit.
        log: Whether equal factors are equally far apart on both axes.
    """
    right = Scale.around([point.across for point in points], LEFT, WIDTH - RIGHT, log=log)
    high = Scale.around([point.up for point in points], HEIGHT - BOTTOM, TOP, log=log)
    groups = sorted({point.group for point in points})
    colours = {group: COLOURS[place % len(COLOURS)] for place, group in enumerate(groups)}
    drawn = [
        tag("circle", tag("title", point.name), cx=right.place(point.across),
            cy=high.place(point.up), r=4.5, fill=colours[point.group], fill_opacity=0.75)
        for point in points
    ]  # fmt: skip
    named = [group for group in groups if group] if len(groups) > 1 else []
    legend = [_key(group, place, colours[group]) for place, group in enumerate(named)]
    height = HEIGHT + _LEGEND * ((len(named) + 1) // 2)
    return picture(title, axes(right, high, across, up), *drawn, *legend, height=height)


def _key(group: str, place: int, colour: str) -> Markup:
    x = LEFT + (place % 2) * (WIDTH - LEFT) / 2
    y = HEIGHT + 12 + (place // 2) * _LEGEND
    mark = tag("circle", cx=x, cy=y - 4, r=4.5, fill=colour)
    return joined(mark, words(group, x + 10, y))
