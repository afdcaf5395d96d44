"""What a file looks like before it is read whole: for the user to check and to map by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.files.forms.raw import RawTable
from engine.files.recognise.recognition import Recognition

SAMPLES = 5


@dataclass(frozen=True)
class LookedColumn:
    """One column of a file.

    Attributes:
        heading: Its heading.
        samples: Up to five of its distinct first values; empty for a personal one.
        personal: Whether it seems to tell a person.
        field: The field it was taken for, or an empty string.
    """

    heading: str
    samples: tuple[str, ...]
    personal: bool
    field: str


@dataclass(frozen=True)
class Look:
    """A file as it was looked at; kept in memory only, because its samples are the file's own.

    Attributes:
        columns: All its columns, in its own order.
        recognition: What it was taken for, or None where that failed.
        notes: What was noticed of its form, in sentences.
        sheets: Name → rows of the sheets of a workbook; empty for other files.
        sheet: The sheet that was read, or an empty string.
    """

    columns: tuple[LookedColumn, ...]
    recognition: Recognition | None
    notes: tuple[str, ...]
    sheets: Mapping[str, int] = field(default_factory=dict)
    sheet: str = ""


def look_closely(raw: RawTable, recognition: Recognition | None, personal: frozenset[int]) -> Look:
    """What to show of a file.

    Args:
        raw: Its headings and first records.
        recognition: What it was taken for, if anything.
        personal: Places of columns whose values are not shown.
    """
    fields = {column.index: column.field for column in recognition.columns} if recognition else {}
    columns = (
        LookedColumn(
            heading,
            () if index in personal else _samples(raw, index),
            index in personal,
            fields.get(index, ""),
        )
        for index, heading in enumerate(raw.headings)
    )
    sheets = {sheet.name: sheet.rows for sheet in raw.sheets}
    return Look(tuple(columns), recognition, raw.notes, sheets, raw.sheet or "")


def _samples(raw: RawTable, index: int) -> tuple[str, ...]:
    cells = (row[index].strip()[:200] for row in raw.sample if index < len(row))
    return tuple(dict.fromkeys(cell for cell in cells if cell))[:SAMPLES]
