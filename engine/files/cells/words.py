"""A column of text as its distinct words and each row's place among them.

Orders, codes, names and days repeat from line to line. What has to be read, trimmed or matched
is done once a word, in SQL; what has to be counted or compared is done with whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl

Places = npt.NDArray[np.integer[Any]]
Mask = npt.NDArray[np.bool_]
# Unicode's separators that are spaces: what DuckDB's trim takes away.
SPACES = "\u0020\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


@dataclass(frozen=True)
class Words:
    """One column of text.

    Attributes:
        distinct: Its distinct words in no order; the last is null, for the rows without any.
        place: (rows,) each row's place in `distinct`.
    """

    distinct: pl.Series
    place: Places

    def __len__(self) -> int:
        return len(self.place)

    @property
    def blank(self) -> Mask:
        """(rows,) whether the row has no word."""
        none: Mask = self.place == len(self.distinct) - 1
        return none

    @property
    def rows(self) -> npt.NDArray[np.int64]:
        """(words,) how many rows hold each word."""
        return np.bincount(self.place, minlength=len(self.distinct)).astype(np.int64)

    def spread(self, values: pl.Series) -> npt.NDArray[Any]:
        """(rows,) from a value for each word; where that is a truth, null is false."""
        if values.dtype == pl.Boolean:
            values = values.fill_null(value=False)
        return values.to_numpy()[self.place]

    def renamed(self, words: pl.Series) -> Words:
        """The column with another word, or none, in place of each; equal ones become one."""
        if words.equals(self.distinct):
            return self
        merged = words_of(words)
        return merged.at(self.place)

    def categorical(self, keep: Mask) -> pl.Series:
        """The rows to keep as a categorical column."""
        return as_categorical(self.distinct).gather(self.place[keep])

    @property
    def text(self) -> pl.Series:
        """(rows,) the words written out."""
        return self.distinct.gather(self.place)

    def only(self, keep: Mask) -> Words:
        """The rows to keep, without words that none of them holds."""
        place = self.place[keep]
        used = np.zeros(len(self.distinct), dtype=bool)
        used[place] = used[-1] = True
        fewer = (np.cumsum(used, dtype=np.uint32) - 1)[place]
        return Words(self.distinct.filter(pl.Series(used)), fewer)

    def at(self, rows: Places) -> Words:
        """The words of these rows."""
        return Words(self.distinct, self.place[rows])

    def placed(self, place: Places) -> Words:
        """The same words in other rows."""
        return Words(self.distinct, place)


def words_of(column: pl.Series) -> Words:
    """The distinct words of a text or categorical column, in the order of their codes."""
    coded = as_categorical(column)
    codes = coded.to_physical()
    beyond = 0 if codes.null_count() == len(codes) else int(codes.max()) + 1  # type: ignore[arg-type]
    rows = codes.fill_null(beyond).to_numpy()
    used = np.ones(beyond + 1, dtype=bool)
    if column.dtype != pl.String:  # a part of a column, where categories may stand for no row
        used[:-1] = False
        used[rows] = True
        rows = (np.cumsum(used, dtype=np.uint32) - 1)[rows]
    words = pl.Series(np.flatnonzero(used[:-1]).astype(np.uint32)).cat.to(coded.dtype)
    return Words(pl.concat([words.cast(pl.String), pl.Series([None], dtype=pl.String)]), rows)


def trimmed(columns: Iterable[Words]) -> tuple[Words, ...]:
    """The words of every column without white space around them; an empty cell has none."""
    return tuple(map(_trimmed, columns))


def _trimmed(words: Words) -> Words:
    cell = pl.col("cell")
    stripped = words.distinct.str.strip_chars(SPACES).to_frame("cell")
    return words.renamed(stripped.select(pl.when(cell != "").then(cell)).to_series())


def nothing(rows: int) -> Words:
    """A column without any word."""
    none = words_of(pl.Series([None], dtype=pl.String))
    return none.placed(np.zeros(rows, dtype=np.uint32))


def joined(columns: Sequence[Words], sign: str) -> Words:
    """The words of several columns side by side, as one column; empty where all are."""
    table = [words.distinct.gather(words.place).alias(str(k)) for k, words in enumerate(columns)]
    both = pl.concat_str(pl.all(), separator=sign, ignore_nulls=True)
    return words_of(pl.DataFrame(table).select(both).to_series())


def as_categorical(column: pl.Series) -> pl.Series:
    """A text column with categories of its own; a categorical one as it is."""
    return column.cast(own_categories()) if column.dtype == pl.String else column


def own_categories() -> pl.Categorical:
    """A categorical type that shares its categories with no other, so that none outlives it."""
    return pl.Categorical(pl.Categories.random())


@contextmanager
def told(cursor: duckdb.DuckDBPyConnection, words: Words) -> Iterator[None]:
    """While the block lasts, the view `words` of a column: cell, rows (how many hold it)."""
    frame = pl.DataFrame({"cell": words.distinct, "rows": words.rows})
    cursor.register("words", _Stream(frame))
    try:
        yield
    finally:
        cursor.unregister("words")


def ask(
    cursor: duckdb.DuckDBPyConnection, words: Words, answers: Mapping[str, str]
) -> pl.DataFrame:
    """Answers for each word, in their order.

    Args:
        cursor: Runs the query.
        words: A column; in a query its words are called `cell`.
        answers: Name → SQL expression of our own; never user text.
    """
    listed = ", ".join(f"{expression} as {name}" for name, expression in answers.items())
    with told(cursor, words):
        return pl.DataFrame(cursor.sql(f"select {listed} from words"))  # noqa: S608


class _Stream:
    """Hands a frame to DuckDB as an Arrow stream, for which nothing else has to be imported."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)
