"""How far a review is, in all and by group."""

from __future__ import annotations

from typing import Any

import polars as pl

from engine.labels.review.worklist import WHICH

GROUP = ("merchant_name", "label")


def progress_of(standing: pl.DataFrame) -> dict[str, Any]:
    """How far a review is.

    Args:
        standing: The labels with their decisions; see `with_decisions`.

    Returns:
        total (counts over all labels) and groups (a dictionary each: merchant_name or None,
        label, counts), those with most to review first. Counts are: words, decided, to_review
        (called wrong or unclear, and open, but not by the file itself), accepted, changed,
        rejected, left, unsure, by_rule (decided by a rule), taken_over (decided in another file).
    """
    counts = _counts()
    groups = standing.group_by(GROUP).agg(counts)
    ordered = groups.sort("to_review", "words", *GROUP, descending=[True, True, False, False])
    return {"total": standing.select(counts).to_dicts()[0], "groups": ordered.to_dicts()}


def _counts() -> list[pl.Expr]:
    actions = {
        "accepted": "accept", "changed": "change", "rejected": "reject", "left": "leave",
        "unsure": "unsure",
    }  # fmt: skip
    return [
        pl.len().alias("words"),
        pl.col("action").is_not_null().sum().alias("decided"),
        WHICH["to_review"].sum().alias("to_review"),
        *((pl.col("action") == name).sum().alias(told) for told, name in actions.items()),
        (pl.col("decider") != "reviewer").sum().alias("by_rule"),
        pl.col("taken_over").sum().alias("taken_over"),
    ]
