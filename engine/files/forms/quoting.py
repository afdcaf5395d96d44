"""Is a text table quoted so that every reader of CSV cuts it alike?

It is where a quotation mark opens a cell at its very beginning, closes it at its very end, and
is doubled in between; where every carriage return belongs to a newline; and where no byte is 0.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.steps import Progress

QUOTE, NEWLINE, RETURN = b'"\n\r'
BLOCK_BYTES = 1 << 18
SLICE_BYTES = 1 << 25
Places = npt.NDArray[np.int64]
Signs = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class RegularText:
    """A text table whose cells are quoted by the book.

    Attributes:
        data: Its bytes.
        quotes: Places of all quotation marks.
        start: Where the first record after the header begins.
        end: Where the last record ends.
    """

    data: mmap.mmap
    quotes: Places
    start: int
    end: int

    def slices(self, at_most: int = SLICE_BYTES) -> Iterator[bytes]:
        """The records after the header in pieces of whole records, each soon read."""
        start = self.start
        while start < self.end:
            stop = self.end
            if stop - start > at_most:
                stop = self._last_end(start, start + at_most)
            yield self.data[start:stop]
            start = stop

    def has_empty_lines(self) -> bool:
        """Whether two newlines follow one another, be it inside a cell."""
        body = self.data[self.start - 1 : self.end]
        return b"\n\n" in body or b"\n\r\n" in body

    def _last_end(self, start: int, before: int) -> int:
        """Where the last record that ends before a place ends, or the one that goes beyond it."""
        newline = self.data.rfind(b"\n", start, before)
        while newline >= 0 and (marks := int(np.searchsorted(self.quotes, newline))) % 2:
            newline = self.data.rfind(b"\n", start, int(self.quotes[marks - 1]))
        if newline < 0:
            newline = _end_of_record(self.data, self.quotes, before)
        return newline + 1 if 0 <= newline < self.end else self.end


def look_for_quotes(path: Path, delimiter: str, step: Progress) -> RegularText | None:
    """The text with its records' bounds, or None where readers may disagree.

    Args:
        path: The table with its header, UTF-8; not empty.
        delimiter: One character.
        step: Checked every block.
    """
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    signs = np.frombuffer(data, dtype=np.uint8)
    quotes = _quotes(signs, step)
    if signs[0] in (NEWLINE, RETURN) or quotes is None or not _at_edges(signs, quotes, delimiter):
        return None
    header = _end_of_record(data, quotes, 0)
    end = len(data)
    while end and signs[end - 1] in (NEWLINE, RETURN):
        end -= 1
    return RegularText(data, quotes, header + 1 if header >= 0 else end, end)


def _quotes(signs: Signs, step: Progress) -> Places | None:
    """Places of the quotation marks; None with a byte 0 or a carriage return on its own."""
    found = []
    for start in range(0, len(signs), BLOCK_BYTES):
        step.check()
        block = signs[start : start + BLOCK_BYTES]
        if not block.all():
            return None
        returns = np.flatnonzero(block == RETURN) + start + 1
        if len(returns) and (returns[-1] == len(signs) or (signs[returns] != NEWLINE).any()):
            return None
        found.append(np.flatnonzero(block == QUOTE) + start)
    return np.concatenate(found)


def _at_edges(signs: Signs, quotes: Places, delimiter: str) -> bool:
    """Whether opening marks follow a delimiter or newline, and closing ones precede one.

    A doubled mark inside a cell counts as closing it and opening it again at once.
    """
    if len(quotes) % 2:
        return False
    edges = np.array([ord(delimiter), NEWLINE, RETURN], dtype=np.uint8)
    opening, closing = quotes[::2], quotes[1::2]
    doubled = np.zeros(len(opening) + 1, dtype=bool)
    doubled[1:-1] = opening[1:] == closing[:-1] + 1
    begins = doubled[:-1] | (opening == 0) | np.isin(signs[opening - 1], edges)
    after = np.minimum(closing + 1, len(signs) - 1)
    ends = doubled[1:] | (closing == len(signs) - 1) | np.isin(signs[after], edges)
    return bool(begins.all() and ends.all())


def _end_of_record(data: mmap.mmap, quotes: Places, start: int) -> int:
    """The first newline from a place on that stands in no cell, or -1."""
    newline = data.find(b"\n", start)
    while newline >= 0 and (marks := int(np.searchsorted(quotes, newline))) % 2:
        newline = data.find(b"\n", int(quotes[marks]))
    return newline
