"""What is known of each response as one table, and how it is written to a file."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from engine.feedback.comments.ask import class_of
from engine.feedback.comments.comments import Analysis, Comments
from engine.feedback.meaning.themes import Themes
from engine.feedback.responses import (
    COLUMNS,
    DETRACTORS,
    EMOTIONS,
    PASSIVES,
    PROMOTERS,
    SEGMENT,
    Floats,
    Ints,
    Mask,
    Scored,
)

OPPOSITE = 0.8  # least chance of the other end of the scale
FELT, WARM = -0.5, 0.7  # sentiment that no score has taught: clear blame, clear praise
HIGH, LOW = 0.75, 0.25  # scores on 0..1 that comments can contradict
_GROUPS = {1: PROMOTERS, 0: PASSIVES, -1: DETRACTORS}


@dataclass(frozen=True)
class Known:
    """What is known of the comments.

    Attributes:
        comments: The distinct comments, d.
        place: The distinct comment of each row, -1 where there is none, (n,).
        analysis: What is said of each, d.
        themes: Which themes it is in, d.
        leaving: Explicit cues of leaving in each, (d,); None where nobody has looked.
    """

    comments: Comments
    place: Ints = field(repr=False)
    analysis: Analysis
    themes: Themes
    leaving: Ints | None = None


def responses_table(
    lines: pl.DataFrame, scored: Scored, known: Known, weight: str = ""
) -> pl.DataFrame:
    """The table `responses`: what the file says and what is known of its comment, row by row.

    Args:
        lines: The checked survey; see `engine.files.Reading`.
        scored: How its scores were read, (n,).
        known: What is known of the comments.
        weight: Heading of the segment with the weights; empty where each response counts once.
    """
    order = np.argsort(lines["row"].to_numpy(), kind="stable")
    place, analysis = known.place, known.analysis
    table = pl.DataFrame(
        {
            "row": lines["row"],
            "score": pl.Series(scored.score).fill_nan(None),
            "nps_group": [_GROUPS.get(group) for group in scored.group.tolist()],
            "comment": lines["comment"].cast(pl.String),
            **_joined(known),
            "duplicate_of": _first_rows(lines["row"].to_numpy(), place),
            "mismatch": _mismatches(scored, analysis, place),
            "moment": lines["moment"],
            "customer": lines["customer"].cast(pl.String),
            "weight": _weights(lines, weight),
            "leaving": _leaving(known),
            **{name: lines[name].cast(pl.String) for name in segment_columns(lines)},
        },
        schema_overrides={"nps_group": pl.String, "mismatch": pl.String},
    )
    beside = [name for name in table.columns if name not in COLUMNS]
    return table[order].select(
        *(pl.col(name).cast(kind) for name, kind in COLUMNS.items()), *beside
    )


def segment_columns(lines: pl.DataFrame) -> list[str]:
    """The columns that tell responses apart, in the order of the file."""
    return [name for name in lines.columns if name.startswith(SEGMENT)]


def written(responses: pl.DataFrame) -> pl.DataFrame:
    """The columns of `responses.csv`: those of the contract, then the segments by their headings.

    Lists are JSON arrays; a segment that is called like a column of ours keeps its prefix.
    """
    lists = [name for name, kind in COLUMNS.items() if isinstance(kind, pl.List)]
    told = {name: name.removeprefix(SEGMENT) for name in segment_columns(responses)}
    plain = {name: name if told[name] in COLUMNS else told[name] for name in told}
    chosen = responses.select(*COLUMNS, *told).rename(plain)
    return chosen.with_columns(
        pl.Series(name, [_json(cell) for cell in chosen[name].to_list()], dtype=pl.String)
        for name in lists
    )


def _json(cell: list[str] | None) -> str | None:
    return None if cell is None else json.dumps(cell, ensure_ascii=False)


def _of_comments(known: Known) -> pl.DataFrame:
    """One row for each distinct comment."""
    comments, analysis = known.comments, known.analysis
    lists = pl.List(pl.String)
    read = [bool(who) for who in analysis.analysed_by]
    return pl.DataFrame(
        {
            "language": [code or None for code in comments.language],
            "junk": [why or None for why in comments.junk],
            "sentiment": pl.Series(analysis.sentiment).fill_nan(None),
            "sentiment_class": [class_of(place) for place in analysis.sentiment_class.tolist()],
            **{
                name: pl.Series(analysis.emotions[:, at]).fill_nan(None)
                for at, name in enumerate(EMOTIONS)
            },
            "churn_risk": pl.Series(analysis.churn).fill_nan(None),
            "themes": pl.Series(_names(known), dtype=lists),
            "pain_points": pl.Series(_lists(analysis.pain_points, read), dtype=lists),
            "key_phrases": pl.Series(_lists(analysis.key_phrases, read), dtype=lists),
            "analysed_by": [who or None for who in analysis.analysed_by],
        },
        schema_overrides=dict.fromkeys(_TEXTS, pl.String),
    )


def _names(known: Known) -> list[list[str] | None]:
    """Names of the themes of each distinct comment, None where it is not worth reading."""
    names = [theme.name for theme in known.themes.themes]
    return [
        [names[theme] for theme in row if theme >= 0] if worth and names else None
        for row, worth in zip(
            known.themes.member.tolist(), known.comments.worth.tolist(), strict=True
        )
    ]


def _lists(told: tuple[tuple[str, ...], ...], read: list[bool]) -> list[list[str] | None]:
    return [list(words) if known else None for words, known in zip(told, read, strict=True)]


def _joined(known: Known) -> dict[str, pl.Series]:
    """What is known of its comment, for each response."""
    names = [name for name in COLUMNS if name not in _OF_ROWS]
    if not len(known.comments):
        rows = len(known.place)
        return {name: pl.Series(name, [None] * rows, dtype=COLUMNS[name]) for name in names}
    of_rows = pl.Series(known.place).replace(-1, None)
    joined = _of_comments(known).select(pl.all().gather(of_rows))
    return {name: joined[name] for name in names}


_TEXTS = ("language", "junk", "sentiment_class", "analysed_by")
_OF_ROWS = ("row", "score", "nps_group", "comment", "duplicate_of", "mismatch")


def _first_rows(row: Ints, place: Ints) -> pl.Series:
    """Row of the first response with the same comment, null for the first itself."""
    first = np.full(int(place.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    told = place >= 0
    np.minimum.at(first, place[told], row[told])
    again = told.copy()
    again[told] = first[place[told]] < row[told]
    of = np.where(again, first[np.maximum(place, 0)] if len(first) else 0, 0)
    return pl.Series(of).set(pl.Series(~again), None)


def _mismatches(scored: Scored, analysis: Analysis, place: Ints) -> list[str | None]:
    """A complaint under a high score, praise under a low one; worth reading, never wrong."""
    n = len(place)
    if not len(analysis.sentiment) or np.isnan(scored.low):
        return [None] * n
    at = np.maximum(place, 0)
    high, low = _ends(scored)
    told = place >= 0
    feels, opposite = analysis.sentiment[at], analysis.opposite[at]
    taught = ~np.isnan(opposite)
    sure = ~taught | (opposite > OPPOSITE)
    blame = np.where(taught, feels < 0, feels <= FELT) & sure
    praise = np.where(taught, feels > 0, feels >= WARM) & sure
    return [
        "complaint" if complains else "praise" if praises else None
        for complains, praises in zip(
            (told & high & blame).tolist(), (told & low & praise).tolist(), strict=True
        )
    ]


def _ends(scored: Scored) -> tuple[Mask, Mask]:
    """Rows with a high score and rows with a low one."""
    if scored.is_nps:
        return scored.group == 1, scored.group == -1
    share: Floats = (scored.score - scored.low) / (scored.high - scored.low)
    return share >= HIGH, share <= LOW


def _weights(lines: pl.DataFrame, heading: str) -> pl.Series:
    """What each response counts; null where the file gives no weight over 0."""
    name = SEGMENT + heading
    if not heading or name not in lines.columns:
        return pl.Series([1.0] * lines.height, dtype=pl.Float64)
    weight = lines[name].cast(pl.String).cast(pl.Float64, strict=False)
    return weight.set((weight <= 0) | ~weight.is_finite(), None)


def _leaving(known: Known) -> pl.Series:
    """Cues of leaving in each response's comment; null where there is none or nobody looked."""
    if known.leaving is None or not len(known.leaving):
        return pl.Series([None] * len(known.place), dtype=pl.Int64)
    cues = known.leaving[np.maximum(known.place, 0)]
    return pl.Series(cues, dtype=pl.Int64).set(pl.Series(known.place < 0), None)
