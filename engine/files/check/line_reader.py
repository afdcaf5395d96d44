"""The fields of order lines, one at a time: words, ids, numbers, moments and statuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb
import polars as pl

from engine.files.cells.dates import Moments, read_dates
from engine.files.cells.ids import whole_ids
from engine.files.cells.numbers import Numbers, read_closely
from engine.files.cells.words import Mask, Words, ask, joined, nothing
from engine.files.check.reasons import (
    BLANK_WORDS,
    CANCELLED_WORDS,
    PARTLY_WORDS,
    PENDING_WORDS,
)
from engine.files.options import ReadOptions
from engine.steps import Progress

Cursor = duckdb.DuckDBPyConnection
_STATUSES = {"cancelled": CANCELLED_WORDS, "pending": PENDING_WORDS, "partly": PARTLY_WORDS}
_STATUS = r"regexp_replace(regexp_replace(lower(cell), '^wc-', ''), '[ _-]+', '_', 'g')"
_SAID = " ".join(
    f"when {_STATUS} in ({', '.join(repr(word) for word in words)}) then '{status}'"
    for status, words in _STATUSES.items()
)


@dataclass(frozen=True)
class LineReader:
    """Reads fields of a table whose cells were trimmed."""

    cells: tuple[Words, ...]
    fields: Mapping[str, int]
    headings: Mapping[str, str]
    options: ReadOptions
    cursor: Cursor
    step: Progress

    def words(self, field: str, expression: str = "cell") -> Words:
        """A field's cells that say something, as an expression makes them."""
        self.step.check()
        if field not in self.fields:
            return nothing(len(self.cells[0]))
        words = _saying(self.cells[self.fields[field]])
        if expression == "cell":
            return words
        return words.renamed(ask(self.cursor, words, {"word": expression})["word"])

    def ids(self, field: str, expression: str = "cell") -> tuple[Words, str]:
        """A field's words as ids, and a note where their decimals were taken off."""
        words, pointed = whole_ids(self.words(field, expression))
        heading = self.headings.get(field, field)
        # The word itself stays unsaid: in the customer's column it tells a person.
        return words, f"{heading!r}: numbers ending in .0 were read whole." if pointed else ""

    def numbers(self, *fields: str) -> dict[str, Numbers]:
        """The numbers of those fields that the file has.

        A column that fits both decimal signs takes the one that the other columns decide for.
        """
        read: dict[str, Numbers] = {}
        for field in fields:
            self.step.check()
            if field in self.fields:
                read[field] = self._number(field, self.options.decimals)
        signs = {numbers.sign for numbers in read.values()} - {""}
        if len(signs) == 1:
            [sign] = signs
            opened = [field for field, numbers in read.items() if numbers.open]
            read |= {field: self._number(field, sign) for field in opened}
        return read

    def _number(self, field: str, decimals: str) -> Numbers:
        return read_closely(self.cursor, self.cells[self.fields[field]], decimals)

    def moments(self) -> tuple[pl.Series, Moments]:
        """Date and time of day, which stand in one column or in two."""
        self.step.check()
        if "date" not in self.fields:
            empty = pl.Series([None] * len(self.cells[0]), dtype=pl.Datetime("us"))
            return empty, Moments(empty.clear())
        words = self.cells[self.fields["date"]]
        if "time" in self.fields:
            words = self._with_time(words, self.cells[self.fields["time"]])
        read = read_dates(self.cursor, words, self.options.date_order)
        return read.by_word.gather(words.place), read

    def _with_time(self, days: Words, times: Words) -> Words:
        """Days with the time of day behind, for which the other half of a full moment goes."""
        day = days.distinct.str.replace(_MIDNIGHT, "")
        time = times.distinct.str.replace(_EPOCH, "")
        return joined([days.renamed(day), times.renamed(time)], " ")

    def status(self) -> tuple[Mask, Words]:
        """Lines whose cell for the day of cancelling is filled, or whose status says so; and it."""
        status = self.words("status", f"case {_SAID} end")
        said = status.spread(status.distinct == "cancelled")
        return ~self.words("cancelled_at").blank | said, status


_MIDNIGHT = r"[ T]00:00(:00([.]0+)?)?$"
_EPOCH = r"^(1899-12-3[01]|1900-01-0[01]|1970-01-01)[ T]"


def _saying(words: Words) -> Words:
    """A column without its blank words; only short ones are compared with them."""
    cell = pl.col("cell")
    says = (cell.str.len_bytes() > 4) | ~cell.str.to_lowercase().is_in(BLANK_WORDS)
    return words.renamed(
        words.distinct.to_frame("cell").select(pl.when(says).then(cell)).to_series()
    )
