"""The recognised columns of a catalog or an inventory, field by field; nothing is judged here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from engine.files.cells.dates import read_dates
from engine.files.cells.numbers import Floats, read_numbers
from engine.files.cells.words import Mask, Words, nothing, trimmed
from engine.files.check.checked import Source
from engine.files.check.reasons import BLANK_WORDS
from engine.files.kinds import normalised


@dataclass(frozen=True)
class ShopFields:
    """A table whose cells were trimmed.

    Attributes:
        source: What the check was given.
        cells: The cells of the file's columns, by place.
        places: Field → place of its column.
    """

    source: Source
    cells: tuple[Words, ...]
    places: Mapping[str, int]
    _numbers: dict[str, Floats] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.source.records.row)

    @property
    def empty(self) -> Mask:
        """(rows,) whether no cell of the row says anything."""
        blank: Mask = np.logical_and.reduce([words.blank for words in self.cells])
        return blank

    def heading(self, field: str) -> str:
        """The heading of a field's column, small letters and digits only; empty without one."""
        place = self.places.get(field)
        return "" if place is None else normalised(self.source.raw.headings[place])

    def written(self, field: str) -> pl.Series:
        """(rows,) the cells of a field as they stand, null where one is empty."""
        words = self.cells[self.places[field]] if field in self.places else nothing(len(self))
        return _spread(field, words, words.distinct)

    def text(self, field: str) -> pl.Series:
        """(rows,) the cells of a field that say something, else null."""
        words = self.cells[self.places[field]] if field in self.places else nothing(len(self))
        return _spread(field, words, _saying(words.distinct))

    def beside(self, heading: str) -> pl.Series | None:
        """(rows,) what the column of this normalised heading says, or None without one."""
        for place, name in enumerate(self.source.raw.headings):
            if normalised(name) == heading:
                words = self.cells[place]
                return _spread(heading, words, _saying(words.distinct))
        return None

    def number(self, field: str) -> Floats:
        """(rows,) a field's numbers, NaN where there is none; read once."""
        self.source.step.check()
        if field not in self.places:
            return np.full(len(self), np.nan)
        if field not in self._numbers:
            column = self.cells[self.places[field]]
            self._numbers[field] = read_numbers(
                self.source.cursor, column, self.source.options.decimals
            )
        return self._numbers[field]

    def number_beside(self, heading: str) -> Floats | None:
        """(rows,) the numbers of the column of this normalised heading, or None without one."""
        for place, name in enumerate(self.source.raw.headings):
            if normalised(name) == heading:
                decimals = self.source.options.decimals
                return read_numbers(self.source.cursor, self.cells[place], decimals)
        return None

    def unreadable(self, field: str) -> Mask:
        """(rows,) whether a field says something that is no number."""
        said: Mask = self.text(field).is_not_null().to_numpy()
        return np.isnan(self.number(field)) & said

    def moment(self, field: str) -> tuple[pl.Series, str]:
        """(rows,) a field's timestamps, and what had to be assumed of them."""
        self.source.step.check()
        if field not in self.places:
            return pl.Series(field, [None] * len(self), dtype=pl.Datetime("us")), ""
        words = self.cells[self.places[field]]
        read = read_dates(self.source.cursor, words, self.source.options.date_order)
        moments = read.by_word.gather(words.place).cast(pl.Datetime("us"))
        return moments.alias(field), read.note


def shop_fields(source: Source) -> ShopFields:
    """The fields of a table that is to be checked."""
    places = {column.field: column.index for column in source.columns}
    return ShopFields(source, trimmed(source.records.cells), places)


def _spread(name: str, words: Words, distinct: pl.Series) -> pl.Series:
    return distinct.gather(words.place).alias(name)


def _saying(distinct: pl.Series) -> pl.Series:
    cell = pl.col("cell")
    says = ~cell.str.to_lowercase().is_in(BLANK_WORDS)
    return distinct.to_frame("cell").select(pl.when(says).then(cell)).to_series()
