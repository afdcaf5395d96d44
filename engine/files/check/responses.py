"""Records and their columns → what each response says, typed; nothing is judged here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from engine.files.cells.dates import read_dates
from engine.files.cells.numbers import Floats
from engine.files.cells.scores import Scores, are_groups, read_scores
from engine.files.cells.words import Words, nothing
from engine.files.check.checked import Source
from engine.files.check.said import said


@dataclass(frozen=True)
class Responses:
    """Responses before they are judged; an absent column has no word anywhere.

    Attributes:
        cells: The trimmed cells of the file's columns, by place.
        told: The same without blank words.
        fields: Field → place of its column.
        id: Response ids.
        comment: Comments, whole.
        customer: Identities as the file has them.
        dates: Dates as written.
        moment: Timestamps, null where there is none.
        scores: How the scores were read.
        said_score: The cells of the scores.
        score: (rows,) NaN where there is none.
        notes: What had to be assumed, in sentences.
        open: Names of read options that the file leaves open.
    """

    cells: tuple[Words, ...]
    told: tuple[Words, ...]
    fields: Mapping[str, int]
    id: Words
    comment: Words
    customer: Words
    dates: Words
    moment: pl.Series
    scores: Scores
    said_score: Words
    score: Floats
    notes: tuple[str, ...]
    open: tuple[str, ...]


def read_responses(source: Source, cells: tuple[Words, ...]) -> Responses:
    """Read the cells of all recognised columns.

    Args:
        source: Tells which column holds which field, and what the user chose.
        cells: The trimmed cells of all columns, by place.
    """
    fields = {column.field: column.index for column in source.columns}
    told = tuple(said(words) for words in cells)
    words = {name: told[index] for name, index in fields.items()}
    absent = nothing(len(source.records.row))
    if fields.get("response_id") in source.personal:
        words["response_id"] = absent
    comment, plain = _plain_line_ends(words.get("comment", absent))
    dates, score = words.get("date", absent), words.get("score", absent)
    read = read_dates(source.cursor, dates, source.options.date_order)
    scores = _scores(source, told, score)
    return Responses(
        cells=cells,
        told=told,
        fields=fields,
        id=words.get("response_id", absent),
        comment=comment,
        customer=words.get("customer", absent),
        dates=dates,
        moment=read.by_word.gather(dates.place),
        scores=scores,
        said_score=score,
        score=score.spread(scores.by_word.fill_null(float("nan"))),
        notes=(*scores.notes, *(note for note in (read.note, plain) if note)),
        open=_open(scores, dates_open=bool(read.open)),
    )


def _open(scores: Scores, *, dates_open: bool) -> tuple[str, ...]:
    """What the user is asked, in the order of the options."""
    unsure = scores.scale is not None and not scores.scale.sure
    return (("date_order",) if dates_open else ()) + (("scale",) if unsure else ())


def _plain_line_ends(comment: Words) -> tuple[Words, str]:
    r"""Comments with \n for \r\n, and a sentence that says how many were changed."""
    changed = int(comment.rows[comment.distinct.str.contains("\r\n").fill_null(value=False)].sum())
    if not changed:
        return comment, ""
    plain = comment.renamed(comment.distinct.str.replace_all("\r\n", "\n", literal=True))
    return plain, f"Windows line ends inside of {changed:,} comments were read as plain ones."


def _scores(source: Source, told: Sequence[Words], score: Words) -> Scores:
    """Read the scores; a column of NPS groups beside them tells their scale."""
    fields = {column.index for column in source.columns}
    groups = (
        heading
        for index, heading in enumerate(source.raw.headings)
        if index not in fields and are_groups(told[index])
    )
    heading = next((c.heading for c in source.columns if c.field == "score"), "")
    options = source.options
    return read_scores(
        score,
        heading,
        scale=options.scale,
        decimals=options.decimals,
        beside=next(groups, ""),
    )
