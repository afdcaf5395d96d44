"""Kept rules → decisions about the labels that are still open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from engine.labels.review.rules import Rule
from engine.workspace import LabelDecision


def replay(
    rules: Sequence[Rule], labels: pl.DataFrame
) -> tuple[list[LabelDecision], dict[str, Any]]:
    """Decide open labels by rules; the most special rule holds.

    What a person decided, in this file or another, and what the file says is VALID stays as it
    is. Where rules of the same rank differ, none of them decides.

    Args:
        rules: The rules.
        labels: The labels with what rules look at; see `conditions`.

    Returns:
        The decisions, and counts: rules (how many decided something), decided, changed,
        confirmed, conflicts (open labels that rules differ about), contradicted (labels that a
        person has decided otherwise), by_rule (id → decided).
    """
    met = _met(rules, labels)
    willing = met.filter("willing").filter(pl.col("rank") == pl.col("rank").min().over("key"))
    alone = pl.col("right").n_unique().over("key") == 1
    settled = willing.filter(alone).unique("key", keep="first", maintain_order=True)
    against = met.filter(pl.col("outcome").is_not_null() & (pl.col("outcome") != pl.col("right")))
    decisions = [
        LabelDecision(key, "reject" if right == label else "change", right or None, rule)
        for key, label, right, rule in settled.select("key", "label", "right", "rule").iter_rows()
    ]
    changed = sum(one.action == "change" for one in decisions)
    by_rule = settled["rule"].value_counts().sort("rule")
    return decisions, {
        "rules": by_rule.height,
        "decided": len(decisions),
        "changed": changed,
        "confirmed": len(decisions) - changed,
        "conflicts": willing.filter(~alone)["key"].n_unique(),
        "contradicted": against["key"].n_unique(),
        "by_rule": dict(by_rule.iter_rows()),
    }


def _met(rules: Sequence[Rule], labels: pl.DataFrame) -> pl.DataFrame:
    """A row for each label and rule that is about it, by rank and id of the rule."""
    wanted = ("key", "label", "outcome", "willing")
    frames = [
        labels.filter(rule.holds()).select(
            *wanted,
            pl.lit(rule.id).alias("rule"),
            pl.lit(rule.rank).alias("rank"),
            pl.lit(rule.right or "").alias("right"),
        )
        for rule in sorted(rules, key=lambda rule: (rule.rank, rule.id))
    ]
    nothing = (
        labels.clear()
        .select(*wanted)
        .with_columns(
            rule=pl.lit("", pl.String), rank=pl.lit(0, pl.Int32), right=pl.lit("", pl.String)
        )
    )
    return pl.concat([nothing, *frames])
