"""Which of a table's first rows holds its headings: titles may stand above, or there are none.

Works on cells alone, so that text and workbooks are looked at alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.errors import FileRefused

MOST_COLUMNS = 4096
"""Four times the widest export known; each column costs memory whatever stands in it."""
_MOST_TITLES = 30
_MOST_SHOWN = 30  # signs of a heading: an open quotation mark makes one of half the file
_NUMBER = re.compile(r"[-+(]?\s?[^\w\s]?\s?\d[\d.,'\s]*[)%]?\s?[^\w\s]?|\d[\d.,]*\s?[A-Z]{3}")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|\d{1,2}:\d{2}.*")
Row = Sequence[str]


@dataclass(frozen=True)
class Header:
    """Where a table begins and what its columns are called.

    Attributes:
        place: Index of the row that holds the headings, or of the first record without any.
        cells: The headings as they stand there; empty where there are none.
        headings: One a column, none empty, all distinct.
        notes: What was taken for what, in sentences.
        numbered: Whether a first column without a heading was added, for the records' own numbers.
    """

    place: int
    cells: tuple[str, ...]
    headings: tuple[str, ...]
    notes: tuple[str, ...] = ()
    numbered: bool = False


def find_header(rows: Sequence[Row]) -> Header:
    """Find the headings.

    Args:
        rows: The first rows of a table, at least one, titles and all.

    Raises:
        FileRefused: There are more than `MOST_COLUMNS` columns.
    """
    place = _after_titles(rows)
    notes = []
    if place:
        one = "row above the headings was" if place == 1 else "rows above the headings were"
        notes.append(f"{place} {one} taken as a title.")
    body = rows[place + 1 :]
    cells = tuple(cell.strip() for cell in rows[place])
    if _is_record(cells, body):
        notes.append("The file has no headings; its columns were numbered.")
        width = Counter(map(len, rows[place:])).most_common(1)[0][0]
        return Header(place, (), named([""] * _allowed(width)), tuple(notes))
    numbered = _lacks_one(cells, body)
    if numbered:
        notes.append("The first column has no heading; it numbers the rows.")
    headings = named(["", *cells] if numbered else cells)
    _allowed(len(headings))
    return Header(place, cells, headings, tuple(notes), numbered)


def named(cells: Sequence[str]) -> tuple[str, ...]:
    """Headings without white space around them, none empty, equal ones told apart."""
    taken: dict[str, int] = {}
    found = []
    for number, cell in enumerate(cells, start=1):
        name = cell.strip() or f"column {number}"
        count = taken[name] = taken.get(name, 0) + 1
        while count > 1 and f"{name} ({count})" in taken:
            count = taken[name] = count + 1
        if count > 1:
            name = f"{name} ({count})"
            taken[name] = 1
        found.append(name)
    return tuple(found)


def listed(headings: Sequence[str], most: int = 12) -> str:
    """Headings as a sentence names them: the first of them, long ones shortened."""
    shown = [repr(heading[:_MOST_SHOWN]) for heading in headings[:most]]
    short = [word if len(word) <= _MOST_SHOWN else f"{word[:_MOST_SHOWN]}…" for word in shown]
    return ", ".join(short) + (" …" if headings[most:] else "")


def _allowed(width: int) -> int:
    if width > MOST_COLUMNS:
        raise FileRefused(
            f"The table has {width:,} columns; {MOST_COLUMNS:,} are the most that are read."
        )
    return width


def _after_titles(rows: Sequence[Row]) -> int:
    """Index of the first row that is as full as the table below it; 0 where in doubt."""
    full = [sum(bool(cell.strip()) for cell in row) for row in rows]
    usual = _usual(full)
    if usual < 2 or full[0] >= max(2, 0.6 * usual):
        return 0
    for place in range(1, min(_MOST_TITLES, len(rows) - 1)):
        if full[place] > max(1, usual // 2):
            break
    else:
        return 0
    width, below = len(rows[place]), rows[place + 1 :]
    even = sum(len(row) == width for row in below) >= 0.8 * len(below)
    words = [cell.strip() for cell in rows[place] if cell.strip()]
    headings = len(words) >= 0.6 * usual and not any(map(_is_value, words))
    return place if even and headings and below else 0


def _usual(full: Sequence[int]) -> int:
    """How many cells of a row are usually filled; of equally common numbers the largest."""
    counts = Counter(number for number in full if number > 1) or Counter(full)
    return max(counts, key=lambda number: (counts[number], number))


def _is_record(cells: Row, body: Sequence[Row]) -> bool:
    """Whether values stand where headings should: in all columns of values below."""
    columns = [
        place
        for place, cell in enumerate(cells)
        if cell and _share_of_values([row[place] for row in body if place < len(row)]) >= 0.9
    ]
    values = [cells[place] for place in columns]
    return bool(values) and all(map(_is_value, values)) and not _is_scale(values)


def _share_of_values(cells: Sequence[str]) -> float:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return sum(map(_is_value, filled)) / len(filled) if filled else 0.0


def _is_value(cell: str) -> bool:
    """Whether a cell is a number, a date or a time."""
    return len(cell) < 40 and bool(_NUMBER.fullmatch(cell) or _DATE.fullmatch(cell))


def _is_scale(values: Sequence[str]) -> bool:
    """Whether values are years or count up, as headings of a table by year or month do."""
    if not all(value.isdecimal() for value in values) or len(values) < 2:
        return False
    numbers = [int(value[:18]) for value in values]
    steps = {later - earlier for earlier, later in pairwise(numbers)}
    years = all(1900 <= number <= 2100 for number in numbers)
    return len(steps) == 1 and steps.pop() in (1, -1) and (years or len(numbers) > 2)


def _lacks_one(cells: Row, body: Sequence[Row]) -> bool:
    """Whether every record has one cell more than there are headings, its number before them."""
    if len(body) < 2 or any(len(row) != len(cells) + 1 for row in body):
        return False
    first = [row[0].strip() for row in body]
    if not all(cell.isdecimal() and len(cell) < 18 for cell in first):
        return False
    numbers = [int(cell) for cell in first]
    return numbers[0] in (0, 1) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
