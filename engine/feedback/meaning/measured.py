"""What the figures of a run need beside its responses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import polars as pl

from engine.feedback.meaning.measures import Measured
from engine.feedback.meaning.themes import Themes
from engine.feedback.options import FeedbackOptions
from engine.feedback.responses import SEGMENT, Scored


def measured_of(
    scored: Scored, themes: Themes, responses: pl.DataFrame, options: FeedbackOptions
) -> Measured:
    """What is needed to count the figures of these responses, and to count them again.

    Args:
        scored: How the scores were read.
        themes: The themes.
        responses: The table; tells which segments there are.
        options: Those of the run; its headline must be named.
    """
    there = [name.removeprefix(SEGMENT) for name in responses.columns if name.startswith(SEGMENT)]
    wanted = [name for name in there if name in options.segments] if options.segments else there
    return Measured(
        scale=scored.scale,
        low=scored.low,
        high=scored.high,
        headline=options.headline or "shifted",
        sure=options.sure,
        segments=tuple(name for name in wanted if name != options.weight),
        themes=tuple(
            {"name": theme.name, "words": list(theme.words), "aspect": theme.aspect,
             "pinned": theme.pinned}
            for theme in themes.themes
        ),
        seed=options.seed,
    )  # fmt: skip


def measured_document(measured: Measured) -> dict[str, Any]:
    """The same as plain values, for the store."""
    told = asdict(measured)
    for name in ("low", "high"):
        told[name] = None if math.isnan(told[name]) else told[name]
    return told


def measured_from(document: Mapping[str, Any]) -> Measured:
    """What `measured_document` told."""
    ends = {
        name: math.nan if document[name] is None else document[name] for name in ("low", "high")
    }
    lists = {name: tuple(document[name]) for name in ("segments", "themes")}
    return Measured(**{**document, **ends, **lists})


def themes_table(measured: Measured, responses: pl.DataFrame) -> pl.DataFrame:
    """The themes that were found, one a row: name, words, aspect, pinned, count (responses)."""
    held = responses["themes"].explode().drop_nulls().value_counts(name="count")
    counts = dict(held.iter_rows())
    rows = [{**theme, "count": counts.get(theme["name"], 0)} for theme in measured.themes]
    kinds: dict[str, pl.DataType] = {
        "name": pl.String(), "words": pl.List(pl.String()), "aspect": pl.String(),
        "pinned": pl.Boolean(), "count": pl.Int64(),
    }  # fmt: skip
    return pl.DataFrame(rows, schema=kinds, orient="row")
