"""How a text table is cut: its delimiter and its first records.

The delimiter is found by how evenly it cuts the first lines, unless the file names it.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_BYTES = 1 << 15
SAMPLE_LINES = 60
MOST_SAMPLE_BYTES = 1 << 24
DELIMITERS = (",", ";", "\t", "|")
_DECLARED = re.compile(r"\"?sep=(.)\"?[;,\t|]*\r?\n", re.IGNORECASE)


@dataclass(frozen=True)
class TextLayout:
    """How a text table is cut.

    Attributes:
        delimiter: One character.
        rows: The first records, as cells, at most 200; the first holds the headings.
        ragged: Whether the first records differ in their number of cells.
        starts: The byte at which each of them begins.
    """

    delimiter: str
    rows: tuple[tuple[str, ...], ...]
    ragged: bool
    starts: tuple[int, ...] = ()


def look_at_text(path: Path) -> TextLayout:
    """Find how a UTF-8 table is cut, from its first lines."""
    text = _first_lines(path)
    declared = _DECLARED.match(text)
    if declared:
        text, delimiter = text[declared.end() :], declared[1]
    else:
        delimiter = max(DELIMITERS, key=lambda sign: (_evenness(text, sign), -_place(sign)))
    found = list(_records(text, delimiter))
    before = len(declared[0].encode()) if declared else 0
    starts, done, at = [], 0, before
    for start, _ in found:
        at += len(text[done:start].encode())
        starts.append(at)
        done = start
    rows = tuple(cells for _, cells in found)
    return TextLayout(delimiter, rows, _is_ragged(rows), tuple(starts))


def restarted(path: Path, layout: TextLayout, place: int, headings: Sequence[str]) -> Path:
    """The table from its record at `place` on, with a line of headings above it.

    Returns:
        A file beside it.
    """
    out = path.with_name(f"{path.name}.table")
    line = io.StringIO()
    csv.writer(line, delimiter=layout.delimiter, lineterminator="\n").writerow(headings)
    with path.open("rb") as source, out.open("wb") as target:
        target.write(line.getvalue().encode())
        if place < len(layout.starts):
            source.seek(layout.starts[place])
            shutil.copyfileobj(source, target, 1 << 20)
    return out


def without_rows(layout: TextLayout, place: int, headings: tuple[str, ...]) -> TextLayout:
    """The layout of what `restarted` wrote."""
    rows = (headings, *layout.rows[place:])
    return TextLayout(layout.delimiter, rows, _is_ragged(rows))


def _place(sign: str) -> int:
    return DELIMITERS.index(sign)


def _is_ragged(rows: Sequence[Sequence[str]]) -> bool:
    return len({len(row) for row in rows}) > 1


def _first_lines(path: Path) -> str:
    """Whole lines from the beginning: enough of them, however long they are."""
    with path.open("rb") as file:
        data = more = file.read(SAMPLE_BYTES)
        while more and data.count(b"\n") < SAMPLE_LINES and len(data) < MOST_SAMPLE_BYTES:
            more = file.read(len(data))
            data += more
        whole = not file.read(1)
    text = data.decode("utf-8", errors="ignore")
    return text if whole else text.rpartition("\n")[0] or text


def _records(text: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first records that are no empty line, each with the place where it begins."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    lines = _Placed(text)
    count = 0
    start = 0
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            if row:
                yield start, tuple(row)
                count += 1
            start = lines.place
            if count == 200:
                return
    except csv.Error:
        return


class _Placed:
    """The lines of a text, telling where the next one begins."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.place = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.place += len(line)
        return line


def _evenness(text: str, delimiter: str) -> float:
    """Share of the first records that have the commonest width above one, times that width."""
    widths = Counter(len(row) for _, row in _records(text, delimiter))
    many = {width: count for width, count in widths.items() if width > 1}
    if not many:
        return 0.0
    width, count = max(many.items(), key=lambda pair: (pair[1], pair[0]))
    even = count / sum(widths.values())
    return even + min(width, 50) / 1000 if even > 0.5 else sum(many.values()) / 1e4
