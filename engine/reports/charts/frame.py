"""What all charts have: a box, axes with numbers, a name for those who cannot see it."""

from __future__ import annotations

from engine.reports.charts.scale import Scale, short
from engine.reports.markup import Markup, joined, tag

WIDTH, HEIGHT = 640.0, 320.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 16.0, 14.0, 48.0
COLOURS = ("#2f6f5e", "#c4622d", "#4a5fa5", "#a53f6b", "#8a7a1f", "#3f8aa5", "#7a4fa5", "#5a5a5a")
"""Told apart by those who do not see red or green as well: light and dark alternate."""


def picture(title: str, *inside: object, height: float = HEIGHT) -> Markup:
    """The chart's SVG.

    Args:
        title: What it shows, read aloud by a screen reader.
        inside: Its parts.
        height: In its own units; it is as wide as the page lets it be.
    """
    return tag(
        "svg", tag("title", title), *inside,
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH:g} {height:g}",
        role="img", class_="chart",
    )  # fmt: skip


def axes(across: Scale, up: Scale, across_title: str, up_title: str) -> Markup:
    """Lines and numbers of both axes."""
    lines = [_level(up.place(value), short(value)) for value in up.ticks()]
    marks = [_column(across.place(value), short(value)) for value in across.ticks()]
    middle = (TOP + HEIGHT - BOTTOM) / 2
    names = (
        words(across_title, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, anchor="middle"),
        tag("text", up_title, x=14, y=middle, text_anchor="middle",
            transform=f"rotate(-90 14 {middle:g})"),
    )  # fmt: skip
    return tag("g", *lines, *marks, *names, class_="axes")


def words(text: object, x: float, y: float, *, anchor: str = "start") -> Markup:
    """A line of text."""
    return tag("text", text, x=f"{x:g}", y=f"{y:g}", text_anchor=anchor)


def _level(y: float, told: str) -> Markup:
    line = tag("line", x1=f"{LEFT:g}", x2=f"{WIDTH - RIGHT:g}", y1=y, y2=y)
    return joined(line, words(told, LEFT - 8, y + 4, anchor="end"))


def _column(x: float, told: str) -> Markup:
    return words(told, x, HEIGHT - BOTTOM + 18, anchor="middle")
