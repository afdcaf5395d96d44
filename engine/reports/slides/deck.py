"""Slides → a PowerPoint file that looks the same everywhere and holds no macro, link or picture."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pptx

from engine.reports.slides.bytes import same_bytes
from engine.reports.slides.charts import draw_bars, draw_line, draw_stack
from engine.reports.slides.parts import Bars, Figures, Grid, Line, Part, Said, Slide, Stack
from engine.reports.slides.place import (
    DEEP,
    INK,
    PALE,
    SOFT,
    Box,
    Letters,
    inches,
    write,
)
from engine.reports.slides.tables import draw_grid

WIDE, HIGH, EDGE = 13.333, 7.5, 0.7
TOP, FOOT = 1.75, 0.55
HEIGHTS: dict[type, float] = {Figures: 1.5, Stack: 1.5}
"""Inches of parts whose height is fixed; the others share what is left."""
MOST_FIGURES, MOST_LINES, SPACE = 4, 12, 8
_SIZES = ((32, 7), (24, 9), (18, 16), (13, 10_000))
"""Points of a number that stands out, and most characters it may have at that size."""
_LEADS = ((16, 105), (14, 125))
_TITLES = ((28, 48), (24, 57), (20, 70))
LONGEST_TITLE = 70


def to_pptx(slides: Sequence[Slide], footer: str, title: str) -> bytes:
    """A deck of 16:9 slides; the same slides give the same bytes.

    Args:
        slides: In their order; those without any part are left out.
        footer: What stands at the foot of each: n, dates, method, what was excluded.
        title: Title of the document.
    """
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = inches(WIDE), inches(HIGH)
    deck.core_properties.title, deck.core_properties.author = title, "Backroom"
    empty = deck.slide_layouts[6]
    for number, slide in enumerate([slide for slide in slides if slide.parts], start=1):
        _draw(deck.slides.add_slide(empty), slide, footer, number)
    buffer = io.BytesIO()
    deck.save(buffer)
    return same_bytes(buffer.getvalue())


def _draw(page: Any, slide: Slide, footer: str, number: int) -> None:
    line = page.shapes.add_shape(1, inches(EDGE), inches(0.55), inches(0.5), inches(0.07))
    line.fill.solid()
    line.fill.fore_color.rgb = DEEP
    line.line.fill.background()
    wide = WIDE - 2 * EDGE
    write(
        page,
        Box(EDGE, 0.62, wide, 0.65),
        _cut(slide.title),
        Letters(_title(slide.title), INK, bold=True),
    )
    if slide.lead:
        write(page, Box(EDGE, 1.2, wide, 0.5), slide.lead, Letters(_fit(slide.lead), SOFT))
    for part, box in zip(slide.parts, _boxes(slide.parts), strict=True):
        _DRAW[type(part)](page, box, part)
    foot = Box(EDGE, HIGH - FOOT, wide - 0.7, 0.4)
    write(page, foot, footer, Letters(10, SOFT))
    write(page, Box(WIDE - EDGE - 0.6, HIGH - FOOT, 0.6, 0.4), str(number), Letters(10, SOFT))


def _fit(lead: str) -> int:
    """Points of a line under a title, so that it stays one."""
    return next((size for size, most in _LEADS if len(lead) <= most), 12)


def _title(title: str) -> int:
    """Points of a title, so that it stays in one line."""
    return next((size for size, most in _TITLES if len(title) <= most), _TITLES[-1][0])


def _cut(title: str) -> str:
    """A title that stays in one line."""
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"


def _boxes(parts: Sequence[Part]) -> list[Box]:
    """Where the parts stand, one under the other."""
    room = HIGH - FOOT - TOP - 0.1
    fixed = [HEIGHTS.get(type(part)) for part in parts]
    open_ones = sum(height is None for height in fixed)
    each = (room - sum(height or 0 for height in fixed)) / max(open_ones, 1)
    boxes, top = [], TOP
    for height in fixed:
        high = each if height is None else height
        boxes.append(Box(EDGE, top, WIDE - 2 * EDGE, high - 0.15))
        top += high
    return boxes


def _figures(page: Any, box: Box, part: Figures) -> None:
    told = list(part.told)[:MOST_FIGURES]
    wide = box.wide / MOST_FIGURES
    for place, (name, number) in enumerate(told):
        left = box.left + place * wide
        card = page.shapes.add_shape(
            1, inches(left), inches(box.top), inches(wide - 0.2), inches(box.high)
        )
        card.fill.solid()
        card.fill.fore_color.rgb = PALE
        card.line.fill.background()
        inner = Box(left + 0.15, box.top + 0.1, wide - 0.5, 0.7)
        size = next(size for size, most in _SIZES if len(number) <= most)
        write(page, inner, number, Letters(size, INK, bold=True))
        write(page, Box(left + 0.15, box.top + 0.78, wide - 0.5, 0.5), name, Letters(13, SOFT))


def _said(page: Any, box: Box, part: Said) -> None:
    lines = [f"“{line}”" if part.quoted else line for line in part.lines][:MOST_LINES]
    size = next((size for size in (18, 15, 13) if _height(lines, size, box) <= box.high), 12)
    while len(lines) > 1 and _height(lines, size, box) > box.high:
        lines.pop()
    write(page, box, "\n".join(lines), Letters(size, INK, space=SPACE))


def _height(lines: Sequence[str], size: int, box: Box) -> float:
    """Inches that paragraphs of letters of a size take, roughly: half as wide as high."""
    across = box.wide * 72 / (size * 0.52)
    rows = sum(1 + int(len(line) / across) for line in lines)
    return (rows * size * 1.25 + len(lines) * SPACE) / 72


_DRAW: dict[type, Any] = {
    Figures: _figures, Said: _said, Bars: draw_bars, Stack: draw_stack, Line: draw_line,
    Grid: draw_grid,
}  # fmt: skip
