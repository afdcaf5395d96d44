"""The fields of `summary.json`: the figures of a run as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from engine.feedback.meaning.measures import Measures
from engine.feedback.meaning.quotes import Quote
from engine.feedback.meaning.sentences import Sentence

HIGH_RISK = 0.7
BINS = (0.2, 0.4, 0.6, 0.8)
MOST_CALLS, MOST_PAINS = 50, 20
_GROUPS = ("promoters", "passives", "detractors")
_THEME = ("name", "words", "count", "share", "nps", "mean", "sentiment", "impact", "low", "high")


def summarise(
    measures: Measures,
    quotes: Sequence[Quote],
    words: Sequence[Sentence],
    rejected: Mapping[str, int],
) -> dict[str, Any]:
    """Everything that is told of a set of responses, as plain values.

    Args:
        measures: The figures.
        quotes: Checked passages.
        words: The summary in sentences.
        rejected: Reason → rows of the input that were left out.
    """
    return {
        **_scores(measures),
        "segments": _rows(measures.segments),
        "trend": _rows(measures.trend),
        "themes": _themes(measures.themes, quotes),
        "drivers": _rows(measures.drivers),
        "churn": _churn(measures),
        "mismatches": measures.mismatches.height,
        "pain_points": _rows(measures.pain_points.head(MOST_PAINS)),
        "emotions": _rows(measures.emotions),
        "sentiment": _rows(measures.sentiment),
        "excluded": dict(rejected),
        "words": [asdict(sentence) for sentence in words],
        "notes": list(measures.notes),
    }


def _scores(measures: Measures) -> dict[str, Any]:
    """How many there are, and what their scores come to."""
    totals, nps = measures.totals, measures.nps
    return {
        "n": totals["scored"],
        "responses": totals["responses"],
        "comments": totals["comments"],
        "totals": dict(totals),
        **({name: _group(nps, name) for name in _GROUPS} if nps else {}),
        "nps": {name: value for name, value in nps.items() if name not in _GROUPS} or None,
        "csat": dict(measures.csat) or None,
    }


def _themes(themes: pl.DataFrame, quotes: Sequence[Quote]) -> list[dict[str, Any]]:
    """Each theme with the passages that tell of it."""
    return [
        {name: theme.get(name) for name in _THEME}
        | {"quotes": [_quote(quote) for quote in quotes if quote.theme == theme["name"]]}
        for theme in _rows(themes)
    ]


def _group(nps: dict[str, Any], name: str) -> dict[str, Any]:
    count = nps[name]
    every = sum(nps[group] for group in _GROUPS)
    return {"count": count, "share": count / every if every else None}


def _rows(table: pl.DataFrame) -> list[dict[str, Any]]:
    dates = table.with_columns(pl.col(pl.Date, pl.Datetime).dt.to_string("%Y-%m-%d"))
    return dates.to_dicts()


def _quote(quote: Quote) -> dict[str, Any]:
    return {"row": quote.row, "text": quote.text}


def _churn(measures: Measures) -> dict[str, Any]:
    """Who to call by row, and how the risk is spread; the words stay in `responses.csv`."""
    spread = measures.totals.get("churn", {})
    calls = measures.churn.head(MOST_CALLS).select("row", "churn_risk", "why")
    return {"high_risk_over": HIGH_RISK, **spread, "call": _rows(calls)}
