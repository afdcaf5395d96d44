"""How many responses, scores and comments there are."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from engine.feedback.meaning.calling import HIGH_RISK
from engine.feedback.meaning.holding import worth_reading
from engine.feedback.responses import Floats
from engine.feedback.scores.answers import Answers
from engine.feedback.scores.sums import all_of

BINS = (0.2, 0.4, 0.6, 0.8)  # where one fifth of the risks ends; its upper end is in it


def totals_of(responses: pl.DataFrame, answers: Answers) -> dict[str, Any]:
    """What `Measures.totals` holds.

    Comments are junk, or the first of their kind (`distinct`), or `duplicates`; those that are not
    junk are in themes or in none. Scored responses are the answers and the `unweighted`.

    Args:
        responses: Their table.
        answers: Its scored responses.
    """
    worth = responses.filter(worth_reading(responses))
    kinds = worth.select(pl.coalesce("duplicate_of", "row")).to_series().n_unique()
    commented = len(responses) - responses["comment"].null_count()
    sums = all_of(answers)
    in_themes = int((worth["themes"].list.len() > 0).sum())
    return {
        "responses": len(responses),
        "scored": len(answers) + answers.unweighted,
        "comments": commented,
        "junk": commented - len(worth),
        "distinct": kinds,
        "duplicates": len(worth) - kinds,
        "in_themes": in_themes,
        "in_no_theme": len(worth) - in_themes,
        "unweighted": answers.unweighted,
        "weight_sum": float(sums.weight[0]),
        "effective": float(sums.effective[0]),
        "churn": _risks(_floats(worth["churn_risk"])),
    }


def _floats(column: pl.Series) -> Floats:
    """The numbers that are known, ascending, so that their sum is the same in any order."""
    return column.drop_nulls().sort().to_numpy()


def _risks(risk: Floats) -> dict[str, Any]:
    """How the known risks of leaving are spread; empty where none is known."""
    if not len(risk):
        return {}
    high = int((risk > HIGH_RISK).sum())
    fifth = np.searchsorted(BINS, risk, side="left")
    return {
        "known": len(risk),
        "average": float(risk.mean()),
        "high_risk": high,
        "high_risk_share": high / len(risk),
        "bins": np.bincount(fifth, minlength=len(BINS) + 1).tolist(),
    }
