"""Records and their columns → responses that can be counted on, and the rest with reasons.

Scores keep the scale of the file; comments stay as they were written, so that a quote from one is
found in its row. Nothing is repaired or filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from engine.files.cells.copies import later_copies
from engine.files.cells.scores import Scores
from engine.files.cells.wordings import SECOND_HEADINGS
from engine.files.cells.words import Mask, Words, trimmed
from engine.files.check.checked import Checked, Source
from engine.files.check.facts import days
from engine.files.check.reasons import REASONS
from engine.files.check.responses import Responses, read_responses
from engine.files.check.segments import Others, other_columns
from engine.files.kinds import normalised

LONG_COMMENT = 20_000  # characters
YEARS = (1990, 2100)
MOST_COUNTS = 200  # distinct scores told in the facts


def check_survey(source: Source) -> Checked:
    """Judge every record of a table of responses.

    The table's columns: row, response_id, score (on the file's own scale), comment, moment,
    customer (as the file has it), then `segment: …` and `rating: …` as text.
    """
    answers = read_responses(source, trimmed(source.records.cells))
    row = source.records.row
    reason = np.full(len(row), -1, dtype=np.int8)
    for name, holds in _rules(answers, source):
        reason[holds & (reason < 0)] = _PLACE[name]
        source.step.check()
    used = reason < 0
    others = other_columns(source, answers.told, used, answers.scores.scale)
    table = _table(answers, row, used, others)
    return Checked(
        table,
        _rejects(answers, row, reason),
        tuple(_notes(answers)),
        doubts=_doubts(answers, row, used),
        facts=_facts(table, answers.scores, others),
        open=answers.open,
    )


_NAMELESS = re.compile(r"(unnamed\d*|index|column\d+)?")
_PLACE = {name: place for place, name in enumerate(REASONS)}


def _rules(answers: Responses, source: Source) -> Iterator[tuple[str, Mask]]:
    """Reason → rows it holds for, in the order of REASONS; absent columns give none."""
    yield "empty_row", np.logical_and.reduce([words.blank for words in answers.told])
    yield "second_header", _second_header(answers, source.records.row)
    words, scores = answers.said_score, answers.scores
    silent, fits = words.spread(scores.silent), words.spread(scores.fits)
    wrote = ~words.blank & ~silent
    yield "unreadable_score", wrote & np.isnan(answers.score)
    yield "score_out_of_scale", wrote & ~fits
    yield "no_answer", ~wrote & answers.comment.blank
    if "response_id" in answers.fields:
        headings = enumerate(source.raw.headings)
        counted = [answers.cells[k] for k, name in headings if not _is_index(answers, k, name)]
        yield "duplicate_response", later_copies(counted) & ~answers.id.blank


def _is_index(answers: Responses, place: int, heading: str) -> bool:
    """Whether a column without a name only counts the rows, as tables written by programs do."""
    if place in answers.fields.values() or not _NAMELESS.fullmatch(normalised(heading)):
        return False
    words = answers.cells[place]
    counts = len(words.distinct) == len(words) + 1  # no word twice, and the one for none
    return counts and bool(words.distinct.str.contains("^[0-9]+$").fill_null(value=True).all())


def _second_header(answers: Responses, row: pl.Series) -> Mask:
    """The first record where it says `Response` and the like under the questions.

    Other columns may name choices there; then neither an id nor a date may stand beside them.
    """
    found = np.zeros(len(row), dtype=bool)
    if not len(row) or row[0] != 1:
        return found
    cells = [(w.distinct[int(w.place[0])] or "").strip().casefold() for w in answers.cells]
    places = answers.fields
    keys = [cells[places[name]] for name in ("response_id", "date") if name in places]
    asked = [cells[places[name]] for name in ("score", "comment") if name in places]
    told = asked if keys and not any(keys) else cells
    filled = [cell for cell in told if cell]
    found[0] = bool(filled) and all(cell in SECOND_HEADINGS for cell in filled)
    return found


def _table(answers: Responses, row: pl.Series, used: Mask, others: Others) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "row": row.filter(pl.Series(used)),
            "response_id": answers.id.categorical(used),
            "score": pl.Series(answers.score[used]).fill_nan(None),
            "comment": answers.comment.categorical(used),
            "moment": answers.moment.filter(pl.Series(used)),
            "customer": answers.customer.categorical(used),
            **others.columns,
        }
    )


def _rejects(answers: Responses, row: pl.Series, reason: npt.NDArray[np.int8]) -> pl.DataFrame:
    """The rows left out, each with the cell behind the reason, never one that tells a person."""
    left = np.flatnonzero(reason >= 0)
    cells = pl.DataFrame(
        {
            "row": row.gather(left),
            "reason": pl.Series(list(REASONS), dtype=pl.String).gather(reason[left]),
            "id": _shown(answers.id, left),
            "score": _shown(answers.said_score, left),
        }
    )
    of_score = pl.col("reason").is_in(["unreadable_score", "score_out_of_scale"])
    behind = pl.when(of_score).then("score").otherwise("id").alias("value")
    return cells.select("row", "reason", behind)


def _shown(words: Words, rows: npt.NDArray[np.intp]) -> pl.Series:
    return words.distinct.gather(words.place[rows]).str.slice(0, 200)


def _doubts(answers: Responses, row: pl.Series, used: Mask) -> pl.DataFrame:
    """Rows that are used although something is odd, in the order of REASONS and of rows."""
    ids = np.bincount(answers.id.place[used], minlength=len(answers.id.distinct)) > 1
    length = answers.comment.distinct.str.len_chars().fill_null(0)
    long = answers.comment.spread(length > LONG_COMMENT)
    year = answers.moment.dt.year()
    odd = ((year < YEARS[0]) | (year > YEARS[1])).fill_null(value=False).to_numpy()
    unread = answers.moment.is_null().to_numpy() & ~answers.dates.blank
    lengths = (length.cast(pl.String) + " characters").gather(answers.comment.place)
    parts: tuple[tuple[str, Mask, Words | pl.Series], ...] = (
        ("repeated_id", ids[answers.id.place] & ~answers.id.blank, answers.id),
        ("long_comment", long, lengths),
        ("unreadable_date", unread, answers.dates),
        ("odd_date", odd, answers.dates),
    )
    return pl.concat([_doubt(part, row, used) for part in parts])


def _doubt(part: tuple[str, Mask, Words | pl.Series], row: pl.Series, used: Mask) -> pl.DataFrame:
    reason, holds, shown = part
    rows = np.flatnonzero(holds & used)
    value = _shown(shown, rows) if isinstance(shown, Words) else shown.gather(rows)
    reasons = pl.Series([reason] * len(rows), dtype=pl.String)
    return pl.DataFrame({"row": row.gather(rows), "reason": reasons, "value": value})


def _notes(answers: Responses) -> Iterator[str]:
    yield from answers.notes
    scale = answers.scores.scale
    if scale and scale.mixed:
        both = " and ".join(scale.mixed)
        yield (
            f"The scores seem to mix the scales {both} ({scale.evidence}): they were kept as "
            "given and cannot be averaged until you choose a scale."
        )
    elif scale and not scale.sure:
        yield f"The scale of the scores is uncertain ({scale.name}: {scale.evidence})."
    if "score" not in answers.fields:
        yield "The file has no scores: comments are analysed without them."
    if "comment" not in answers.fields:
        yield "The file has no comments: scores are analysed without them."
    if "date" not in answers.fields:
        yield "The file has no dates: there is no trend."


def _facts(table: pl.DataFrame, scores: Scores, others: Others) -> dict[str, Any]:
    return {
        "responses": table.height,
        "scored": table.height - table["score"].null_count(),
        "commented": table.height - table["comment"].null_count(),
        **days(table["moment"]),
        "scale": _scale_facts(scores),
        "segments": others.segments,
        "ratings": others.ratings,
        "not_kept": others.not_kept,
    }


def _scale_facts(scores: Scores) -> dict[str, Any] | None:
    scale = scores.scale
    if scale is None:
        return None
    most = sorted(scale.counts.items(), key=lambda told: (-told[1], told[0]))[:MOST_COUNTS]
    return {
        "name": scale.name,
        "low": scale.low,
        "high": scale.high,
        "evidence": scale.evidence,
        "mixed": list(scale.mixed),
        "beyond": scale.beyond,
        "counts": {f"{score:g}": rows for score, rows in sorted(most)},
    }
