"""Tables on a slide, with cells shaded from bad to good."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR

from engine.reports.slides.parts import Grid
from engine.reports.slides.place import BAD, DEEP, GOOD, INK, WHITE, Box, Letters, inches, plain

MOST_ROWS, MOST_COLUMNS, LONGEST = 12, 8, 110
ROW = 0.4  # inches
NARROWEST, EDGES = 8, 4  # letters: of a column, and beside its heading


def draw_grid(page: Any, box: Box, part: Grid) -> None:
    """A table: headings on top, texts to the left, the first column the widest."""
    table = part.table.head(MOST_ROWS)
    table = table.select(table.columns[:MOST_COLUMNS])
    if not table.height or not table.width:
        return
    high = min(box.high, ROW * (table.height + 1))
    frame = page.shapes.add_table(
        table.height + 1, table.width, *Box(box.left, box.top, box.wide, high).emu
    )
    grid = frame.table
    widths = _widths(part, table.columns)
    for place, name in enumerate(table.columns):
        grid.columns[place].width = inches(box.wide * widths[place])
        _cell(grid.cell(0, place), name, DEEP, WHITE, bold=True)
    for row, values in enumerate(table.iter_rows()):
        grid.rows[row + 1].height = inches(high / (table.height + 1))
        for place, value in enumerate(values):
            fill = _shade(part.shades.get((row, place)))
            _cell(grid.cell(row + 1, place), "" if value is None else value, fill, INK)


def _widths(part: Grid, columns: list[str]) -> list[float]:
    """Share of the width of each column, by its longest text."""
    longest = [
        max(NARROWEST, len(name) + EDGES,
            *(min(len(str(text or "")), LONGEST) for text in part.table[name]))
        for name in columns
    ]  # fmt: skip
    return [length / sum(longest) for length in longest]


def _cell(cell: Any, text: object, fill: RGBColor, colour: RGBColor, *, bold: bool = False) -> None:
    told = plain(text)
    cell.text = told if len(told) <= LONGEST else told[: LONGEST - 1] + "…"
    for paragraph in cell.text_frame.paragraphs:
        for run in paragraph.runs:
            Letters(11, colour, bold=bold).on(run.font)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = inches(0.08)
    cell.margin_top = cell.margin_bottom = inches(0.03)
    cell.fill.solid()
    cell.fill.fore_color.rgb = fill


def _shade(value: float | None) -> RGBColor:
    """White at 0, towards green up to 1, towards red down to -1."""
    if value is None:
        return WHITE
    strength = 0.7 * min(1.0, abs(value))
    towards = GOOD if value > 0 else BAD
    return RGBColor(*(round(255 + (part - 255) * strength) for part in tuple(towards)))
