"""Is a text table quoted so that every reader of CSV cuts it alike?

It is where a quotation mark opens a cell at its very beginning, closes it at its very end, and
is doubled in between; where every carriage return belongs to a newline; and where no byte is 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.steps import Progress

QUOTE, NEWLINE, RETURN = b'"\n\r'
BLOCK_BYTES = 1 << 20
SLICE_BYTES = 1 << 25
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class RegularText:
    """A text table whose cells are quoted by the book.

    Attributes:
        data: Its bytes.
        quotes: Places of all quotation marks.
        start: Where the first record after the header begins.
        end: Where the last record ends.
    """

    data: bytes
    quotes: Places
    start: int
    end: int

    def slices(self, at_most: int = SLICE_BYTES) -> Iterator[bytes]:
        """The records after the header in pieces of whole records, each soon read."""
        start = self.start
        while start < self.end:
            stop = self.end
            if stop - start > at_most:
                stop = self._end_of_record(start, start + at_most)
            yield self.data[start:stop]
            start = stop

    def has_empty_lines(self) -> bool:
        """Whether two newlines follow one another, be it inside a cell."""
        body = self.data[self.start - 1 : self.end]
        return b"\n\n" in body or b"\n\r\n" in body

    def _end_of_record(self, start: int, before: int) -> int:
        """The last end of a record before a place, or the first one after it."""
        newline = self.data.rfind(b"\n", start, before)
        while newline >= 0 and (open_quotes := np.searchsorted(self.quotes, newline)) % 2:
            newline = self.data.rfind(b"\n", start, int(self.quotes[open_quotes - 1]))
        if newline < 0:
            newline = _end_of_record(self.data, self.quotes, before)
        return newline + 1 if 0 <= newline < self.end else self.end


def look_for_quotes(data: bytes, delimiter: str, step: Progress) -> RegularText | None:
    """The text with its records' bounds, or None where readers may disagree.

    Args:
        data: The whole table with its header, UTF-8.
        delimiter: One character.
        step: Checked every block.
    """
    if data.startswith((b"\n", b"\r")) or b"\x00" in data or not _returns_are_newlines(data):
        return None
    quotes = _quotes(data, step)
    if not _at_edges(data, quotes, delimiter):
        return None
    header = _end_of_record(data, quotes, 0)
    end = len(data)
    while end and data[end - 1] in (NEWLINE, RETURN):
        end -= 1
    return RegularText(data, quotes, header + 1 if header >= 0 else end, end)


def _returns_are_newlines(data: bytes) -> bool:
    return b"\r" not in data or data.count(b"\r") == data.count(b"\r\n")


def _quotes(data: bytes, step: Progress) -> Places:
    if b'"' not in data:
        return np.empty(0, dtype=np.int64)
    signs = np.frombuffer(data, dtype=np.uint8)
    found = []
    for start in range(0, len(signs), BLOCK_BYTES):
        step.check()
        found.append(np.flatnonzero(signs[start : start + BLOCK_BYTES] == QUOTE) + start)
    return np.concatenate(found)


def _at_edges(data: bytes, quotes: Places, delimiter: str) -> bool:
    """Whether opening marks follow a delimiter or newline, and closing ones precede one.

    A doubled mark inside a cell counts as closing it and opening it again at once.
    """
    if len(quotes) % 2:
        return False
    signs = np.frombuffer(data, dtype=np.uint8)
    opening, closing = quotes[::2], quotes[1::2]
    doubled = opening[1:] == closing[:-1] + 1
    before = signs[opening[1:] - 1] if len(opening) else signs[:0]
    after = signs[closing[:-1] + 1] if len(closing) else signs[:0]
    edges = [ord(delimiter), NEWLINE]
    inner = np.isin(before, edges) & np.isin(after, [*edges, RETURN])
    if not (doubled | inner).all():
        return False
    if not len(quotes):
        return True
    first, last = int(opening[0]), int(closing[-1])
    begins = first == 0 or data[first - 1] in edges
    return begins and (last + 1 == len(data) or data[last + 1] in (*edges, RETURN))


def _end_of_record(data: bytes, quotes: Places, start: int) -> int:
    """The first newline from a place on that stands in no cell, or -1."""
    newline = data.find(b"\n", start)
    while newline >= 0 and (open_quotes := int(np.searchsorted(quotes, newline))) % 2:
        newline = data.find(b"\n", int(quotes[open_quotes]))
    return newline
