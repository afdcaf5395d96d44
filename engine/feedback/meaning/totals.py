"""How many responses, scores and comments there are."""

from __future__ import annotations

from typing import Any

import polars as pl

from engine.feedback.scores.answers import Answers
from engine.feedback.scores.sums import all_of


def totals_of(responses: pl.DataFrame, answers: Answers) -> dict[str, Any]:
    """What `Measures.totals` holds.

    Comments are junk, or the first of their kind (`distinct`), or `duplicates`; those that are not
    junk are in themes or in none. Scored responses are the answers and the `unweighted`.

    Args:
        responses: Their table.
        answers: Its scored responses.
    """
    worth = responses.filter(pl.col("themes").is_not_null())
    kinds = worth.select(pl.coalesce("duplicate_of", "row")).to_series().n_unique()
    commented = len(responses) - responses["comment"].null_count()
    sums = all_of(answers)
    in_no_theme = int((worth["themes"].list.len() == 0).sum())
    return {
        "responses": len(responses),
        "scored": len(answers) + answers.unweighted,
        "comments": commented,
        "junk": commented - len(worth),
        "distinct": kinds,
        "duplicates": len(worth) - kinds,
        "in_themes": len(worth) - in_no_theme,
        "in_no_theme": in_no_theme,
        "unweighted": answers.unweighted,
        "weight_sum": float(sums.weight[0]),
        "effective": float(sums.effective[0]),
    }
