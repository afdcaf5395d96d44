"""Is a text table quoted so that every reader of CSV cuts it alike?

It is where a quotation mark opens a cell at its very beginning, closes it at its very end, and
is doubled in between; where every carriage return belongs to a newline; and where no byte is 0.
A file is looked at piece by piece, each of whole records, so that it is never held whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from engine.steps import Progress

QUOTE, NEWLINE, RETURN = b'"\n\r'
BLOCK_BYTES = 1 << 18
PIECE_BYTES = 1 << 22
MOST_BYTES = 1 << 26
Places = npt.NDArray[np.int64]


class IrregularText(Exception):
    """Readers may disagree on how a text is cut."""


def regular_pieces(
    path: Path, delimiter: str, step: Progress, at_most: int = PIECE_BYTES
) -> Iterator[bytes]:
    """The records after the header, in pieces of whole records without empty lines around them.

    Args:
        path: The table with its header, UTF-8; not empty.
        delimiter: One character.
        step: Checked every piece.
        at_most: Bytes in a piece; more only where a single record has more.

    Raises:
        IrregularText: Readers may disagree, or a record is longer than MOST_BYTES.
    """
    start, size = 0, at_most
    with path.open("rb") as file:
        while text := file.read(size):
            step.check()
            quotes = _quotes(text)
            end = _last_end(text, quotes) if len(text) == size else len(text)
            records = text[:end]
            _refuse_irregular(records, quotes[: np.searchsorted(quotes, end)], delimiter)
            if not start:
                if text[0] in (NEWLINE, RETURN):
                    raise IrregularText
                records = records[_first_end(records, quotes) :]
            if records := _without_newlines(records):
                yield records
            start, size = start + end, at_most if end else _more(text, quotes, delimiter)
            file.seek(start)


def _without_newlines(records: bytes) -> bytes:
    """The records without empty lines around them; copied only where there are some."""
    if records[:1] in (b"\n", b"\r") or records.endswith((b"\n\n", b"\n\r\n")):
        return records.strip(b"\r\n")
    return records


def has_empty_lines(records: bytes) -> bool:
    """Whether two newlines follow one another, be it inside a cell."""
    return b"\n\n" in records or b"\n\r\n" in records


def _more(text: bytes, quotes: Places, delimiter: str) -> int:
    """Bytes to read where a text holds no whole record: long, or its marks are out of step.

    What follows its last marks is not known yet.
    """
    known = quotes[: max(0, len(quotes) // 2 * 2 - 2)]
    _refuse_irregular(text[: known[-1] + 1] if len(known) else b"", known, delimiter)
    if len(text) >= MOST_BYTES:
        raise IrregularText
    return 2 * len(text)


def _quotes(text: bytes) -> Places:
    """Places of the quotation marks; looked for in blocks that a processor's cache holds."""
    signs, here = np.frombuffer(text, dtype=np.uint8), np.empty(BLOCK_BYTES, dtype=bool)
    found = [np.empty(0, dtype=np.int64)]
    for at in range(0, len(signs), BLOCK_BYTES):
        block = signs[at : at + BLOCK_BYTES]
        marks = np.flatnonzero(np.equal(block, QUOTE, out=here[: len(block)]))
        marks += at
        found.append(marks)
    return np.concatenate(found)


def _refuse_irregular(records: bytes, quotes: Places, delimiter: str) -> None:
    if b"\0" in records or not _at_edges(records, quotes, delimiter):
        raise IrregularText
    if b"\r" in records and records.count(b"\r") != records.count(b"\r\n"):
        raise IrregularText


def _at_edges(records: bytes, quotes: Places, delimiter: str) -> bool:
    """Whether opening marks follow a delimiter or newline, and closing ones precede one.

    A doubled mark inside a cell counts as closing it and opening it again at once.
    """
    if len(quotes) % 2:
        return False
    signs = np.frombuffer(records, dtype=np.uint8)
    edge = np.zeros(256, dtype=bool)
    edge[[ord(delimiter), NEWLINE, RETURN]] = True
    opening, closing = quotes[::2], quotes[1::2]
    doubled = np.zeros(len(opening) + 1, dtype=bool)
    doubled[1:-1] = opening[1:] == closing[:-1] + 1
    begins = doubled[:-1] | (opening == 0) | edge[signs[opening - 1]]
    after = np.minimum(closing + 1, len(signs) - 1)
    ends = doubled[1:] | (closing == len(signs) - 1) | edge[signs[after]]
    return bool(begins.all() and ends.all())


def _first_end(text: bytes, quotes: Places) -> int:
    """Where the first record ends, or the text where none does."""
    newline = text.find(b"\n")
    while newline >= 0 and (marks := int(np.searchsorted(quotes, newline))) % 2:
        newline = text.find(b"\n", int(quotes[marks])) if marks < len(quotes) else -1
    return newline + 1 if newline >= 0 else len(text)


def _last_end(text: bytes, quotes: Places) -> int:
    """Where the last whole record ends, 0 where none does."""
    newline = text.rfind(b"\n")
    while newline >= 0 and (marks := int(np.searchsorted(quotes, newline))) % 2:
        newline = text.rfind(b"\n", 0, int(quotes[marks - 1]))
    return newline + 1
