"""What goes with the score: themes and segment values side by side, each with all others held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from engine.feedback.meaning.design import Block, blocks_of
from engine.feedback.meaning.holding import Holding
from engine.feedback.meaning.regression import Columns, Fitted, columns_of, fit
from engine.feedback.scores.answers import Answers
from engine.feedback.scores.columns import Schema, empty
from engine.feedback.scores.needed import LEAST, WIDEST
from engine.feedback.scores.normal import reach
from engine.feedback.scores.segments import Segment

FEWEST = 100  # answers for a model at all
_FOR_EACH = 10  # answers for each of its columns

COLUMNS: Schema = {
    "kind": pl.String, "heading": pl.String, "value": pl.String, "effect": pl.Float64,
    "low": pl.Float64, "high": pl.Float64, "n": pl.Int64, "enough": pl.Boolean,
}  # fmt: skip


@dataclass(frozen=True)
class Drivers:
    """The table `Measures.drivers`, the largest effect first, and what was left out.

    Attributes:
        table: As `COLUMNS`.
        notes: Sentences for the user.
    """

    table: pl.DataFrame = field(repr=False)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Placed:
    """A block and the places of its columns behind the constant."""

    block: Block
    columns: range


def find_drivers(answers: Answers, holding: Holding, segments: Sequence[Segment]) -> Drivers:
    """Explain the points of the NPS (-100, 0, 100), or the score, by a linear model.

    A theme's effect is the difference between comments with it and without it; a segment value's
    is its difference to the average of its heading's values. It goes with the score; it need not
    be its cause. A heading whose values follow from the others is left out, as are small cells.

    Args:
        answers: Scored responses; in an order of their contents, so that nothing depends on rows.
        holding: Who is in which theme.
        segments: The columns that are compared.
    """
    blocks, few = blocks_of(answers, holding, segments)
    if len(answers) < FEWEST:
        says = f"Drivers need at least {FEWEST} scored responses; there are {len(answers):,}."
        return Drivers(empty(COLUMNS), (says,) if len(answers) else ())
    if not blocks:
        return Drivers(empty(COLUMNS))
    columns = columns_of([rows for block in blocks for rows in block.rows], answers.weight)
    chosen, left = _choose(columns, _place(blocks), len(answers))
    placed = [k for part in chosen for k in part.columns]
    fitted = fit(columns, placed, answers.value)
    rows = list(_rows(chosen, placed, fitted, answers))
    table = pl.DataFrame(rows, schema=dict(COLUMNS), orient="row")
    by_size = pl.col("effect").abs()
    table = table.sort(by_size, "kind", "heading", "value", descending=[True, False, False, False])
    return Drivers(table, tuple(_notes(few, left)))


def _place(blocks: Sequence[Block]) -> list[_Placed]:
    ends = np.cumsum([1, *(len(block.rows) for block in blocks)])
    return [_Placed(block, range(int(ends[k]), int(ends[k + 1]))) for k, block in enumerate(blocks)]


def _choose(
    columns: Columns, parts: Sequence[_Placed], answers: int
) -> tuple[list[_Placed], list[Block]]:
    """Take one block after the other, unless it cannot be told apart from those before it."""
    chosen: list[_Placed] = []
    left: list[Block] = []
    for part in parts:
        together = [k for other in (*chosen, part) for k in other.columns]
        fits = answers >= _FOR_EACH * (len(together) + 1) and columns.told_apart(together)
        if fits:
            chosen.append(part)
        else:
            left.append(part.block)
    return chosen, left


def _rows(
    chosen: Sequence[_Placed], placed: Sequence[int], fitted: Fitted, answers: Answers
) -> Iterator[tuple[object, ...]]:
    place = {column: k + 1 for k, column in enumerate(placed)}
    low, high = answers.bounds
    z, widest = reach(answers.sure), WIDEST * (high - low)
    for part in chosen:
        average = np.zeros(len(placed) + 1)
        for column, share in zip(part.columns, part.block.shares, strict=False):
            average[place[column]] = share
        for name, column, n in _named(part):
            contrast = -average
            if column:
                contrast[place[column]] += 1
            effect, error = fitted.combined(contrast)
            ends = (effect - z * error, effect + z * error)
            fine = n >= LEAST and z * error <= widest
            yield part.block.kind, part.block.heading, name, effect, *ends, n, fine


def _named(part: _Placed) -> Iterator[tuple[str, int, int]]:
    """Name, place (0 for the value that no column stands for) and answers of what is told."""
    block = part.block
    if block.first:
        yield block.first, 0, block.first_n
    for name, column, rows in zip(block.names, part.columns, block.rows, strict=True):
        if name:
            yield name, column, len(rows)


def _notes(few: int, left: Sequence[Block]) -> Iterator[str]:
    if few:
        what = "theme or segment value is" if few == 1 else "themes and segment values are"
        yield (
            f"{few:,} {what} not among the drivers: fewer than {LEAST} answers hold it, or all but "
            "so few do."
        )
    for block in left:
        name = repr(block.heading or block.names[0])
        yield (
            f"{name} is not among the drivers: it cannot be told apart from the others with these "
            "answers."
        )
