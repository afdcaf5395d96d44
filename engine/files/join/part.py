"""A checked table as one of several that are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.files.cells.words import as_categorical


@dataclass(frozen=True)
class Part:
    """One checked table.

    Attributes:
        id: The table's id.
        name: The file's name.
        content: What tells equal files apart from others: a hash of the bytes.
        table: Its rows, as its check leaves them.
        rejects: row, reason, value of the rows left out.
        doubts: row, reason, value of rows used although something is odd.
        read: Data records in the file.
        facts: What its check found, such as `currency`.
        numbered: Whether orders have numbers of the file's own, not only those of its lines.
    """

    id: str
    name: str
    content: str
    table: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    doubts: pl.DataFrame = field(repr=False)
    read: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    numbered: bool = True


def as_words(table: pl.DataFrame) -> pl.DataFrame:
    """A table with its categorical columns as plain text, so that it fits to others."""
    return table.with_columns(pl.col(pl.Categorical).cast(pl.String))


def as_checked(table: pl.DataFrame) -> pl.DataFrame:
    """A table with its text columns categorical again."""
    return table.with_columns(as_categorical(column) for column in table)


def stacked(tables: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Tables one under the other, texts plain; a column that one does not have is null there."""
    return pl.concat([as_words(table) for table in tables], how="diagonal")
