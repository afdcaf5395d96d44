"""A column of text that comes in pieces → its words, without ever holding all of its text."""

from __future__ import annotations

import numpy as np
import polars as pl

from engine.files.cells.words import Places, Words, words_of


class WordPieces:
    """The words of the pieces so far; those of different pieces become one only at the end."""

    def __init__(self) -> None:
        self._distinct = [pl.Series([None], dtype=pl.String)]
        self._places: list[Places] = [np.empty(0, dtype=np.uint32)]
        self._words = 1

    def add(self, column: pl.Series) -> None:
        """Take in the next rows, as text."""
        piece = words_of(column)
        self._places.append(piece.place + np.uint32(self._words))
        self._distinct.append(piece.distinct)
        self._words += len(piece.distinct)

    def words(self) -> Words:
        """The words of all rows; nothing can be added afterwards."""
        merged, done = words_of(pl.concat(self._distinct)), 0
        # As few bytes a row as there are words: most columns have few.
        fewest = np.min_scalar_type(len(merged.distinct))
        of_words = merged.place.astype(fewest)
        place = np.empty(sum(map(len, self._places)), dtype=fewest)
        for piece in self._places:
            np.take(of_words, piece, out=place[done : done + len(piece)], mode="clip")
            done += len(piece)
        self._places.clear()
        return merged.placed(place)
