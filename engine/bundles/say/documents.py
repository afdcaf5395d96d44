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
        document["offer"] = {}
        documents.append(rounded(document))
    return documents


def as_table(documents: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """One row a bundle: nested fields become columns, lists JSON arrays.

    Args:
        documents: What `as_documents` made.
    """
    rows = [_row(document) for document in documents]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


_EVIDENCE = {
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
    "source": pl.String,
}
_PRICING = {
    "list_price": pl.Int64,
    "bundle_price": pl.Int64,
    "discount_pct": pl.Float64,
    "method": pl.String,
    "reasoning": pl.String,
}
_PLAIN = {
    "rank": pl.Int64,
    "portfolio": pl.Boolean,
    "status": pl.String,
    "bundle_id": pl.String,
    "objective": pl.String,
    "bundle_type": pl.String,
    "offer": pl.String,
    "skus": pl.String,
    "titles": pl.String,
    "items": pl.String,
}
_HEADINGS = {"method": "price_method", "reasoning": "price_reasoning"}
_LAST = {
    "explanation": pl.String,
    "made_by": pl.String,
    "family": pl.String,
    "new_orders": pl.Int64,
    "reached_orders": pl.Int64,
}
_SCHEMA: dict[str, Any] = {
    **_PLAIN,
    **_EVIDENCE,
    **{_HEADINGS.get(name, name): kind for name, kind in _PRICING.items()},
    **_LAST,
}


def _row(document: dict[str, Any]) -> tuple[Any, ...]:
    items, evidence = document["items"], dict(document["evidence"])
    evidence["from"] = _json(evidence["from"])
    pricing = document["pricing"] or {}
    head = [document[name] for name in list(_PLAIN)[:6]]
    lists = [_json(document["offer"]), _json([item["sku"] for item in items]),
             _json([item["title"] for item in items]), _json(items)]  # fmt: skip
    return (
        *head,
        *lists,
        *(evidence[name] for name in _EVIDENCE),
        *(pricing.get(name) for name in _PRICING),
        *(document[name] for name in _LAST),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
