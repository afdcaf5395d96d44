"""A column of scores, however they are written → numbers on one scale.

Numbers, drawn stars, five-point wordings and yes or no are told apart over the whole column; what
is written in another form than most of it is no score. Nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from engine.files.cells.marks import Mark, read_mark
from engine.files.cells.scale import BOUNDS, Scale, chosen, find_scale
from engine.files.cells.wordings import EXTREMES, GROUPS, NO_SCORE, WORDINGS, folded
from engine.files.cells.words import Words

_LONGEST = 80  # characters of a word that may stand for a score


@dataclass(frozen=True)
class Scores:
    """A column of scores that was read.

    Attributes:
        by_word: A score for each of the column's words, null where it is none.
        silent: For each word, whether it says on purpose that there is no score.
        fits: For each word, whether its score is one of the scale.
        scale: The scale, or None where there is no score at all.
        notes: What had to be assumed, in sentences.
    """

    by_word: pl.Series
    silent: pl.Series
    fits: pl.Series
    scale: Scale | None
    notes: tuple[str, ...] = ()


def read_scores(
    words: Words, heading: str, *, scale: str = "auto", decimals: str = "auto", beside: str = ""
) -> Scores:
    """Read a text column as scores.

    Args:
        words: The column's trimmed words, without those that say nothing.
        heading: The column's heading, which may tell the scale.
        scale: A name of `BOUNDS` to read the scores on, or `auto`.
        decimals: `point`, `comma` or `auto`.
        beside: Heading of a column that names promoters and detractors, if there is one.
    """
    cells = [cell or "" for cell in words.distinct.to_list()]
    rows = words.rows.tolist()
    marks = [read_mark(cell) if cell else None for cell in cells]
    if _only_groups(cells, marks):
        return _read(cells, [None] * len(cells), marks, None, (_GROUPS,))
    form = _form(marks, rows)
    if form == "words":
        return _worded(cells, marks, rows, scale)
    if form == "yes":
        values = [mark.value if mark and mark.form == "yes" else None for mark in marks]
        evidence = f"yes = 1, no = 0; {sum(_counts(values, rows).values()):,} rows"
        return _fixed(cells, marks, values, rows, (scale, "0-1", evidence))
    sign = _sign(marks, rows) if decimals == "auto" else {"point": ".", "comma": ","}[decimals]
    values = [m.read(sign) if m and m.form in ("number", "stars") else None for m in marks]
    counts = _counts(values, rows)
    if not counts:
        return _read(cells, values, marks, None)
    if scale != "auto":
        return _read(cells, values, marks, chosen(scale, counts))
    stated, stars = _stated(marks, rows)
    return _read(cells, values, marks, find_scale(counts, heading, stated, stars, beside))


_GROUPS = (
    "The scores are only groups (promoter, passive, detractor), not the numbers behind them: "
    "they were not read as scores."
)


def _only_groups(cells: Sequence[str], marks: Sequence[Mark | None]) -> bool:
    """Whether the column names promoters and detractors, or writes them as 100, 0 and -100."""
    unread = {
        folded(cell)
        for cell, mark in zip(cells, marks, strict=True)
        if not mark and 0 < len(cell) <= _LONGEST
    }
    numbers = {mark.text for mark in marks if mark and mark.form == "number"}
    named = bool(unread & EXTREMES) and not numbers
    return named or ("-100" in numbers and numbers <= {"-100", "0", "100"})


def are_groups(words: Words) -> bool:
    """Whether a column of few words names promoters and detractors and nothing else."""
    said = words.distinct.drop_nulls()
    if not 0 < len(said) <= 6:
        return False
    names = {folded(word) for word in said}
    return names <= GROUPS and bool(names & EXTREMES)


def _form(marks: Sequence[Mark | None], rows: Sequence[int]) -> str:
    """The form of most rows; numbers and stars are one."""
    forms = Counter({"number": 0, "words": 0, "yes": 0})
    for mark, count in zip(marks, rows, strict=True):
        if mark:
            forms["number" if mark.form == "stars" else mark.form] += count
    return max(forms, key=lambda form: forms[form])


def _sign(marks: Sequence[Mark | None], rows: Sequence[int]) -> str:
    """The decimal sign of most rows that have one."""
    commas = sum(n for mark, n in zip(marks, rows, strict=True) if mark and "," in mark.text)
    points = sum(n for mark, n in zip(marks, rows, strict=True) if mark and "." in mark.text)
    return "," if commas > points else "."


def _stated(marks: Sequence[Mark | None], rows: Sequence[int]) -> tuple[Mapping[int, int], int]:
    """Highest score that cells state → rows; and the rows that are written as stars."""
    stated: Counter[int] = Counter()
    stars = 0
    for mark, count in zip(marks, rows, strict=True):
        if mark and mark.out_of:
            stated[mark.out_of] += count
        stars += count if mark and mark.form == "stars" else 0
    return stated, stars


def _counts(values: Sequence[float | None], rows: Sequence[int]) -> dict[float, int]:
    counts: Counter[float] = Counter()
    for value, count in zip(values, rows, strict=True):
        if value is not None:
            counts[value] += count
    return dict(sorted(counts.items()))


def _worded(
    cells: Sequence[str], marks: Sequence[Mark | None], rows: Sequence[int], scale: str
) -> Scores:
    """Words of one wording a language; where two wordings disagree, no word is read."""
    said = {mark.text for mark in marks if mark and mark.form == "words"}
    points = points_of(said)
    listed = sorted(said, key=lambda word: (points.get(word, 0), word))
    values = [float(points[m.text]) if m and m.text in points else None for m in marks]
    if not points:
        some = ", ".join(repr(word) for word in listed[:8])
        note = f"The scores are words ({some}) that fit no single five-point wording."
        return _read(cells, values, marks, None, (note,))
    told = ", ".join(f"{word} = {points[word]}" for word in listed if word in points)
    evidence = f"{told}; {sum(_counts(values, rows).values()):,} rows"
    return _fixed(cells, marks, values, rows, (scale, "1-5", evidence))


def points_of(words: set[str]) -> dict[str, int]:
    """Folded words of a column → their points, as far as whole wordings settle them.

    A language in which the words of the column are in no wording together, or in several that
    disagree, reads none of its words.
    """
    known = {
        tongue: words & {word for wording in wordings for word in wording}
        for tongue, wordings in WORDINGS.items()
    }
    read: dict[str, set[int]] = {}
    for tongue, said in known.items():
        if not said or any(said < other for other in known.values()):
            continue
        fitting = [wording for wording in WORDINGS[tongue] if said <= set(wording)]
        agree = all(len({wording[word] for wording in fitting}) == 1 for word in said)
        for word in said:
            read.setdefault(word, set()).update({fitting[0][word]} if agree else {0, 6})
    return {word: points.pop() for word, points in read.items() if len(points) == 1}


def _fixed(
    cells: Sequence[str],
    marks: Sequence[Mark | None],
    values: Sequence[float | None],
    rows: Sequence[int],
    how: tuple[str, str, str],
) -> Scores:
    """Scores whose form tells their scale: `how` is the chosen one, that of the form, evidence."""
    choice, name, evidence = how
    if choice not in ("auto", name):
        note = f"The scores are on {name} ({evidence}), so they cannot be read on {choice}."
        return _read(cells, [None] * len(cells), marks, None, (note,))
    note = f"The scores are words and were read as numbers: {evidence}."
    scale = Scale(name, *BOUNDS[name], evidence, _counts(values, rows))
    return _read(cells, values, marks, scale, (note,))


def _read(
    cells: Sequence[str],
    values: Sequence[float | None],
    marks: Sequence[Mark | None],
    scale: Scale | None,
    notes: tuple[str, ...] = (),
) -> Scores:
    fits = [
        value is not None
        and scale is not None
        and scale.holds(value, mark.out_of if mark else None)
        for value, mark in zip(values, marks, strict=True)
    ]
    silent = [not cell or (len(cell) <= _LONGEST and folded(cell) in NO_SCORE) for cell in cells]
    return Scores(
        pl.Series(values, dtype=pl.Float64),
        pl.Series(silent, dtype=pl.Boolean),
        pl.Series(fits, dtype=pl.Boolean),
        scale,
        notes,
    )
