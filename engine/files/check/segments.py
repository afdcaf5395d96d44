"""The columns of a survey that hold no field: which tell responses apart, and which rate as well.

A rating beside the score gives the score away, so it is kept under a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from engine.errors import OptionRefused
from engine.files.cells.scale import Scale
from engine.files.cells.scores import are_groups, read_scores
from engine.files.cells.wordings import folded
from engine.files.cells.words import Mask, Words
from engine.files.check.checked import Source
from engine.files.forms.header import listed

MOST_VALUES = 50
LONGEST_VALUE = 80  # characters
_MOST_RATINGS = 101  # distinct values of a rating: 0 to 100
_RATES = re.compile(
    r"rating|rated|score|satisf|zufried|csat|nps|recom[mie]|empfehl|stars?\b|estrella|estrela"
    r"|etoile|\bstern|bewertung|calificaci|puntua|valoraci|avaliac|likelihood|\bnot[ae]\b"
)


@dataclass
class Others:
    """What becomes of the columns without a field.

    Attributes:
        columns: `segment: …` and `rating: …` → the used rows' texts, segments first.
        segments: heading and number of values of each segment.
        ratings: Headings of the ratings.
        not_kept: Headings of the columns that are left out.
    """

    columns: dict[str, pl.Series] = field(default_factory=dict)
    segments: list[dict[str, Any]] = field(default_factory=list)
    ratings: list[str] = field(default_factory=list)
    not_kept: list[str] = field(default_factory=list)


def other_columns(source: Source, told: Sequence[Words], used: Mask, scale: Scale | None) -> Others:
    """Sort out the columns that hold no field.

    Args:
        source: Tells which columns hold fields, which are personal and which to keep.
        told: The cells of all columns without blank words, by place.
        used: (rows,) which rows are in the table.
        scale: The scale of the survey's scores.

    Raises:
        OptionRefused: A column to keep is not in the file.
    """
    _refuse_unknown(source)
    others = Others()
    rated: dict[str, pl.Series] = {}
    for index, name in _names(source):
        source.step.check()
        words = _used(told[index], used)
        values = len(words.distinct) - 1
        if source.raw.headings[index] in source.options.keep:
            becomes = "segment"
        else:
            personal = index in source.personal
            becomes = "" if personal else _becomes(words, source.raw.headings[index], scale)
        if becomes == "segment":
            others.columns[f"segment: {name}"] = words.categorical(_all(words))
            others.segments.append({"heading": name, "values": values})
        elif becomes == "rating":
            rated[f"rating: {name}"] = words.categorical(_all(words))
            others.ratings.append(name)
        else:
            others.not_kept.append(name)
    others.columns |= rated
    return others


def _refuse_unknown(source: Source) -> None:
    for heading in source.options.keep:
        if heading not in source.raw.headings:
            raise OptionRefused(
                f"There is no column {heading!r} to keep; columns are "
                f"{listed(source.raw.headings, 30)}."
            )


def _names(source: Source) -> Iterator[tuple[int, str]]:
    """Place and name of each column without a field; no two names are alike."""
    fields = {column.index for column in source.columns}
    seen: set[str] = set()
    for index, heading in enumerate(source.raw.headings):
        if index in fields:
            continue
        name = heading.strip() or f"column {index + 1}"
        while name in seen:
            name = f"{name} ({index + 1})"
        seen.add(name)
        yield index, name


def _used(words: Words, used: Mask) -> Words:
    """The words of the used rows alone."""
    place = words.place[used]
    kept = np.zeros(len(words.distinct), dtype=bool)
    kept[place] = True
    kept[-1] = True
    return Words(words.distinct.filter(pl.Series(kept)), (np.cumsum(kept) - 1)[place])


def _all(words: Words) -> Mask:
    return np.ones(len(words), dtype=bool)


def _becomes(words: Words, heading: str, scale: Scale | None) -> str:
    """`segment`, `rating` or nothing."""
    values, filled = len(words.distinct) - 1, int((~words.blank).sum())
    if values > _MOST_RATINGS or filled < 2 * values:
        return ""
    if are_groups(words) or _rates(words, heading, filled, scale):
        return "rating"
    longest = words.distinct.str.len_chars().max()
    short = isinstance(longest, int) and longest <= LONGEST_VALUE
    return "segment" if 2 <= values <= MOST_VALUES and short else ""


def _rates(words: Words, heading: str, filled: int, scale: Scale | None) -> bool:
    """Whether a column rates: nearly all are scores, and its heading or its scale says so."""
    scores = read_scores(words, heading)
    if scores.scale is None or scores.scale.name == "unknown":
        return False
    rows = words.rows[scores.fits.to_numpy()].sum()
    if rows < 0.9 * filled:
        return False
    if _RATES.search(folded(heading.replace("_", " "))):
        return True
    return scale is not None and _like(scores.scale, scale)


def _like(one: Scale, other: Scale) -> bool:
    """Whether a column runs over the scale of the scores, up to its highest; 0 and 1 may be any."""
    lowest, highest = min(one.counts), max(one.counts)
    whole = len(one.counts) > (other.high - other.low) / 2 and len(one.counts) >= 3
    return whole and lowest >= other.low and highest == other.high
