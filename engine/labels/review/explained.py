"""What a change of a label is, who is behind it, and why, in words."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

_ACTION, _BY_RULE = pl.col("action"), pl.col("decider") != "reviewer"


def explained(rules: Mapping[str, str]) -> dict[str, pl.Expr]:
    """The columns change, decided_by, reason, made_by and confidence of planned changes.

    A person's word has no confidence: it is empty there.

    Args:
        rules: Id of a rule → what it says.
    """
    nobody = _ACTION.is_null()
    return {
        "change": _change(),
        "decided_by": pl.when(_BY_RULE).then(pl.lit("rule"))
        .when(nobody).then("decided_by").otherwise(pl.lit("reviewer")),
        "reason": _why(rules),
        "made_by": pl.when(nobody).then("made_by").otherwise(pl.lit("")),
        "confidence": pl.when(nobody).then("confidence"),
    }  # fmt: skip


def _change() -> pl.Expr:
    return (
        pl.when(pl.col("right").is_not_null()).then(pl.lit("relabel"))
        .when(pl.col("new_status") == "INVALID").then(pl.lit("invalidate"))
        .when(pl.col("new_status") == "NEEDS_REVIEW").then(pl.lit("review"))
        .otherwise(pl.lit("confirm"))
    )  # fmt: skip


def _why(rules: Mapping[str, str]) -> pl.Expr:
    said = pl.col("decider").replace_strict(
        dict(rules), default="one that was dropped since", return_dtype=pl.String
    )
    reason = pl.col("reason").fill_null("")
    return (
        pl.when(_BY_RULE).then(pl.lit("By a rule that a reviewer kept: ") + said)
        .when(_ACTION == "accept").then(pl.lit("A reviewer accepted what was suggested: ") + reason)
        .when(_ACTION == "change").then(pl.lit("A reviewer chose another label."))
        .when(_ACTION == "reject").then(pl.lit("A reviewer found the label right."))
        .when(_ACTION == "unsure").then(pl.lit("A reviewer was not sure."))
        .otherwise(reason)
    )  # fmt: skip


def with_people(standing: pl.DataFrame) -> pl.DataFrame:
    """The labels of a run with the verdicts of people in place of its own.

    A label that was accepted or changed is wrong and the right one is suggested; one that was
    found right is right; those left alone or unsure keep the run's verdict. A rule that a person
    kept speaks as `rule`. Scores stay the run's.

    Args:
        standing: The labels with their decisions.
    """
    wrong = pl.col("action").is_in(["accept", "change"])
    says = wrong | (pl.col("action") == "reject")
    told = explained({})
    return standing.with_columns(
        is_outlier=pl.when(says).then(wrong).otherwise("is_outlier"),
        suggested_label=pl.when(says).then(pl.when(wrong).then("new_label"))
        .otherwise("suggested_label"),
        confidence=pl.when(says.fill_null(value=False)).then(None).otherwise("confidence"),
        decided_by=pl.when(says & _BY_RULE).then(pl.lit("rule"))
        .when(says).then(pl.lit("reviewer")).otherwise("decided_by"),
        reason=pl.when(says & _BY_RULE).then(pl.lit("By a rule that a reviewer kept."))
        .when(says).then(told["reason"]).otherwise("reason"),
    )  # fmt: skip
