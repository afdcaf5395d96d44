"""How the cells of a column look, told from the first records."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from engine.files.forms.raw import RawTable
from engine.files.kinds import normalised

LONGEST = 300  # signs of a cell that are looked at
_MONEY = r"(?:[A-Za-z]{0,3}[$€£¥₹]|[A-Z]{3}\b|kr\b\.?|Rs\.?|zł|Kč|[^\w\s])"
_NUMBER = re.compile(
    rf"[(\-+]?\s*{_MONEY}?\s*[(\-]?\d[\d.,\s'’]*-?\)?\s*{_MONEY}?|[A-Z]{{3}}\s?\d[\d.,]*"
)
ENOUGH = 5  # cells from which on it can be told that none comes again
_MONTH = r"[^\W\d_]{3,12}\.?"
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|\d{8}|\d{1,2}:\d{2}.*|\d{1,2}|\d{5}(\.\d+)?"
    rf"|\d{{1,2}}\.?[ -](de )?{_MONTH}[ ,-]+(de )?\d{{2,4}}.*"
    rf"|(\w{{2,10}}\.?,? )?{_MONTH} \d{{1,2}},? \d{{4}}.*|\w{{2,4}}, \d{{1,2}} {_MONTH} \d{{4}}.*"
)
_TIME = re.compile(r"\d{1,2}([:.h]\d{2}.*| ?[aApP]\.?[mM]\.?)?|\d{4}|.*\d:\d{2}.*")
_SCORE = re.compile(
    r"\d{1,3}([.,]\d+)?(\s*(/|de|von|sur|of|out of)\s*\d{1,3})?(\s*(stars?|★|⭐|%))?"
    r"|[★☆⭐]{1,10}|\d{1,2}\s*[-–:(].*"
)
_LIST = re.compile(r"\[.*\]|\{.*\}|[^;|]+([;|][^;|]+)+[;|]?|[^,]+(,[^,]+)+,?", re.DOTALL)
_LONG_LIST = re.compile(r"\[.*\]|[^;|]+([;|][^;|]+)+[;|]?|[^,]+(,[^,]+){2,},?", re.DOTALL)


class Cells:
    """The first cells of one column; what was found out of them is kept.

    Attributes:
        index: The column's place, from 0.
        heading: Its heading.
        plain: Its heading, normalised.
        cells: Its first cells, trimmed and cut at `LONGEST` signs.
        filled: Those that are not empty.
    """

    def __init__(self, index: int, heading: str, cells: Sequence[str]) -> None:
        self.index = index
        self.heading = heading
        self.plain = normalised(heading)
        self.cells = tuple(cell[:LONGEST].strip() for cell in cells)
        self.filled = tuple(cell for cell in self.cells if cell)
        self._shares: dict[str, float] = {}

    @property
    def distinct(self) -> tuple[str, ...]:
        """Its different filled cells, in order."""
        return tuple(dict.fromkeys(self.filled))

    def share(self, content: str) -> float:
        """Share of the filled cells that look as a field's content should; 1 where all are empty.

        Args:
            content: As in `Field.content`.
        """
        if content not in self._shares:
            self._shares[content] = self._looked(content) if self.filled else 1.0
        return self._shares[content]

    def _looked(self, content: str) -> float:
        if content == "key":
            return len(self.distinct) / len(self.filled)
        fits = _FITS.get(content)
        return sum(map(fits, self.filled)) / len(self.filled) if fits else 1.0


def given_once(cells: Cells) -> bool:
    """Whether hardly any cell is there twice, among enough of them to tell."""
    return len(cells.filled) >= ENOUGH and cells.share("key") > 0.97


def columns_of(raw: RawTable) -> tuple[Cells, ...]:
    """The first cells of every column."""
    return tuple(
        Cells(index, heading, [row[index] if index < len(row) else "" for row in raw.sample])
        for index, heading in enumerate(raw.headings)
    )


def _is_number(cell: str) -> bool:
    return len(cell) < 40 and _NUMBER.fullmatch(cell) is not None


def _is_comment(cell: str) -> bool:
    return not _is_number(cell) and not (len(cell) < 40 and cell[0].isdigit() and _is_date(cell))


def _is_date(cell: str) -> bool:
    return len(cell) < 60 and _DATE.fullmatch(cell) is not None


_FITS: dict[str, Callable[[str], bool]] = {
    "number": _is_number,
    "date": _is_date,
    "time": lambda cell: len(cell) < 40 and _TIME.fullmatch(cell) is not None,
    "score": lambda cell: len(cell) < 60 and _SCORE.fullmatch(cell) is not None,
    "code": lambda cell: len(cell) <= 64 and "\n" not in cell,
    "name": lambda cell: _LONG_LIST.fullmatch(cell) is None,
    "list": lambda cell: _LIST.fullmatch(cell) is not None,
    "comment": _is_comment,
}
