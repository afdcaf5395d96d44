"""What a slide can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class Figures:
    """Numbers that stand out: (what it is, the number as it is written), at most four."""

    told: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Said:
    """Sentences or quotes, one under the other; those that do not fit are left out."""

    lines: Sequence[str]
    quoted: bool = False


@dataclass(frozen=True)
class Bars:
    """Lying bars, the first on top; the colour tells whether a number is below nothing.

    Attributes:
        title: What the numbers are, with their unit.
        names: One for each bar, at most 14.
        values: Their numbers.
        told: What is written beside each.
    """

    title: str
    names: Sequence[str]
    values: Sequence[float]
    told: Sequence[str] = ()


@dataclass(frozen=True)
class Stack:
    """One lying bar that is split: (name, number, colour), such as promoters and detractors."""

    title: str
    parts: Sequence[tuple[str, float, str]]


@dataclass(frozen=True)
class Line:
    """A line over labels in their order; None is a gap.

    Attributes:
        title: What the numbers are, with their unit.
        labels: One for each point.
        values: Their numbers.
        low: Lower ends of the intervals, drawn thin; empty for none.
        high: Upper ends.
        ends: What the lower and the upper ends are called.
        bounds: The least and the greatest there can be; the axis ends there where it would go
            beyond.
    """

    title: str
    labels: Sequence[str]
    values: Sequence[float | None]
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()
    ends: tuple[str, str] = ("lower end", "upper end")
    bounds: tuple[float, float] | None = None


@dataclass(frozen=True)
class Grid:
    """A table; cells are texts, at most 12 rows and 8 columns.

    Attributes:
        table: Texts.
        shades: (row, column) → -1..1, from bad to good, for cells that are coloured.
    """

    table: pl.DataFrame
    shades: dict[tuple[int, int], float] = field(default_factory=dict)


Part = Figures | Said | Bars | Stack | Line | Grid


@dataclass(frozen=True)
class Slide:
    """One slide.

    Attributes:
        title: What it says, in a sentence.
        parts: What it holds, from top to bottom.
        lead: A line under the title.
    """

    title: str
    parts: Sequence[Part]
    lead: str = ""
