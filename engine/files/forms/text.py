"""Bytes of a text table → UTF-8, and how it is cut: delimiter, header, width.

The encoding is found by trying, strictest first; the delimiter by how evenly it cuts the first
lines. What cannot be told falls back to the most common and is said in the reading's notes.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from engine.errors import FileRefused

SAMPLE_BYTES = 1 << 15
PIECE_BYTES = 1 << 18
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class TextLayout:
    """How a text table is cut.

    Attributes:
        encoding: The encoding the bytes came in; the file itself is UTF-8 by now.
        delimiter: One character.
        rows: The first records, as cells, at most 200.
        ragged: Whether the first records differ in their number of cells.
    """

    encoding: str
    delimiter: str
    rows: tuple[tuple[str, ...], ...]
    ragged: bool


def to_utf8(path: Path) -> str:
    """Rewrite a text file as UTF-8 without a byte order mark or blank lines at its head.

    Returns:
        The encoding the bytes were in.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    plain = not head.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if plain and head.lstrip(b"\r\n") == head and b"\n" in head and _is_utf8(path):
        return "utf-8"
    text, encoding = _as_utf8(path.read_bytes())
    if b"\n" not in text:
        text = text.replace(b"\r", b"\n")  # lines ended as on the first Macintosh
    path.write_bytes(text.lstrip(b"\r\n"))
    return encoding


def _as_utf8(data: bytes) -> tuple[bytes, str]:
    if data.startswith(codecs.BOM_UTF8):
        return data[3:], "utf-8 with a byte order mark"
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return (data if encoding == "utf-8" else text.encode("utf-8")), encoding
    raise FileRefused("The text's encoding is not known; save the file as CSV UTF-8.")


def _is_utf8(path: Path) -> bool:
    """Decoded piece by piece, which a processor's cache holds and a large file does not fill."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE_BYTES):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _candidates(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("cp1252", "latin-1")


def look_at_text(path: Path) -> TextLayout:
    """Find how a UTF-8 table is cut, from its first lines."""
    with path.open("rb") as file:
        data = file.read(SAMPLE_BYTES)
    text = data.decode("utf-8", errors="ignore")
    if len(data) == SAMPLE_BYTES:
        text = text.rsplit("\n", 1)[0]
    delimiter = max(DELIMITERS, key=lambda sign: (_evenness(text, sign), -DELIMITERS.index(sign)))
    rows = _cells(text, delimiter)
    widths = Counter(len(row) for row in rows)
    return TextLayout("utf-8", delimiter, rows, ragged=len(widths) > 1)


def _cells(text: str, delimiter: str) -> tuple[tuple[str, ...], ...]:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows: list[tuple[str, ...]] = []
    try:
        for row in reader:
            if row:
                rows.append(tuple(row))
            if len(rows) == 200:
                break
    except csv.Error:
        return tuple(rows)
    return tuple(rows)


def _evenness(text: str, delimiter: str) -> float:
    """Share of the first records that have the commonest width above one, times that width."""
    widths = Counter(len(row) for row in _cells(text, delimiter))
    many = {width: count for width, count in widths.items() if width > 1}
    if not many:
        return 0.0
    width, count = max(many.items(), key=lambda pair: (pair[1], pair[0]))
    even = count / sum(widths.values())
    return even + min(width, 50) / 1000 if even > 0.5 else sum(many.values()) / 1e4
