"""Bundles → the plain values and the flat table that are kept, shown and written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from engine.bundles.result import Bundle
from engine.reports import rounded


def as_documents(bundles: Sequence[Bundle]) -> list[dict[str, Any]]:
    """One plain dictionary a bundle, with the field names of `bundles.json`."""
    documents = []
    for bundle in bundles:
        document = asdict(bundle)
        evidence = document["evidence"]
        evidence["from"] = evidence.pop("from_")
        documents.append(rounded(document))
    return documents


def as_table(documents: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """One row a bundle: nested fields become columns, lists JSON arrays.

    Args:
        documents: What `as_documents` made.
    """
    rows = [_row(document) for document in documents]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


_PLAIN: dict[str, Any] = {
    "rank": pl.Int64,
    "portfolio": pl.Boolean,
    "status": pl.String,
    "bundle_id": pl.String,
    "objective": pl.String,
    "bundle_type": pl.String,
}
_LISTS = ("offer", "skus", "titles", "items")
_EVIDENCE: dict[str, Any] = {
    "orders_together": pl.Int64,
    "orders_either": pl.Int64,
    "support": pl.Float64,
    "confidence": pl.Float64,
    "lift": pl.Float64,
    "expected_by_chance": pl.Float64,
    "p_value": pl.Float64,
    "log10_p": pl.Float64,
    "q_value": pl.Float64,
    "from": pl.String,
    "to": pl.String,
    "tier": pl.String,
    "source": pl.String,
    "sources": pl.String,
}
_SCORES: dict[str, Any] = {
    "semantic": pl.Float64,
    "transactional": pl.Float64,
    "business": pl.Float64,
    "hybrid": pl.Float64,
    "weights": pl.String,
    "lift_shrunk": pl.Float64,
    "ranking": pl.Float64,
    "appeal": pl.Float64,
}
_PRICING: dict[str, Any] = {
    "list_price": pl.Int64,
    "bundle_price": pl.Int64,
    "discount_pct": pl.Float64,
    "cap_pct": pl.Float64,
    "floor": pl.Int64,
    "bayesian_optimal": pl.Float64,
    "llm_suggestion": pl.Float64,
    "unit_cost": pl.Int64,
    "margin_pct": pl.Float64,
    "worst_margin_pct": pl.Float64,
    "break_even_discount_pct": pl.Float64,
    "given_away": pl.Int64,
    "given_away_amount": pl.Int64,
    "break_even_uplift_pct": pl.Float64,
    "expected_profit": pl.String,
    "reasoning": pl.String,
}
_COPY: dict[str, Any] = {
    "title": pl.String,
    "description": pl.String,
    "value_proposition": pl.String,
    "features": pl.String,
}
_LAST: dict[str, Any] = {
    "explanation": pl.String,
    "made_by": pl.String,
    "family": pl.String,
    "new_orders": pl.Int64,
    "reached_orders": pl.Int64,
}
_HEADINGS = {"reasoning": "price_reasoning", "title": "copy_title", "weights": "score_weights"}
_JSON = ("from", "sources", "weights", "expected_profit", "features")
_SCHEMA: dict[str, Any] = {
    **_PLAIN,
    **dict.fromkeys(_LISTS, pl.String),
    **{
        _HEADINGS.get(name, name): kind
        for part in (_EVIDENCE, _SCORES, _PRICING, _COPY, _LAST)
        for name, kind in part.items()
    },
}


def _row(document: dict[str, Any]) -> tuple[Any, ...]:
    items = document["items"]
    lists = (
        document["offer"],
        [item["sku"] for item in items],
        [item["title"] for item in items],
        items,
    )
    parts = (
        ("evidence", _EVIDENCE), ("scores", _SCORES), ("pricing", _PRICING), ("copy", _COPY),
    )  # fmt: skip
    return (
        *(document[name] for name in _PLAIN),
        *map(_json, lists),
        *(_cell(name, (document[part] or {}).get(name)) for part, names in parts for name in names),
        *(document[name] for name in _LAST),
    )


def _cell(name: str, value: object) -> object:
    return value if value is None or name not in _JSON else _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
