"""A curve: how one number grows along another."""

from __future__ import annotations

from collections.abc import Sequence

from engine.reports.charts.frame import BOTTOM, COLOURS, HEIGHT, LEFT, RIGHT, TOP, WIDTH, axes
from engine.reports.charts.frame import picture as pictured
from engine.reports.charts.scale import Scale
from engine.reports.markup import Markup, tag


def curve_chart(title: str, points: Sequence[tuple[float, float]], across: str, up: str) -> Markup:
    """A line through points.

    Args:
        title: What it shows.
        points: (across, up), in the order the line goes.
        across: What is counted to the right, with its unit.
        up: What is counted upwards, with its unit.
    """
    right = Scale.around([x for x, _ in points], LEFT, WIDTH - RIGHT)
    high = Scale.around([y for _, y in points], HEIGHT - BOTTOM, TOP)
    places = [f"{right.place(x):g} {high.place(y):g}" for x, y in points]
    line = tag("path", d="M" + " L".join(places), fill="none", stroke=COLOURS[0], stroke_width=2.5)
    return pictured(title, axes(right, high, across, up), line if places else "")
