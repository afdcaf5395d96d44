"""What is to become of every label: by what a person decided, else by what was found.

Nothing is taken away: a wrong label becomes INVALID and stays, and the right one gets a row of
its own that says from what it came.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from engine.labels.review.explained import explained
from engine.labels.words import IDS

TRUSTED = ("reviewed", "clear", "unclear")
"""Who stands behind a change: a person or a rule that a person kept; the self-test's thresholds
or the file's own status; nobody yet."""

_NO = pl.lit(None, pl.String)
_WRONG = ("accept", "change")
CHANGES = {
    "row": pl.Int64, **dict.fromkeys(IDS, pl.String), "word_text": pl.String,
    "merchant_name": pl.String, "old_label": pl.String, "new_label": pl.String,
    "old_status": pl.String, "new_status": pl.String, "added_status": pl.String,
    "change": pl.String, "trust": pl.String, "decided_by": pl.String,
    "confidence": pl.Float64, "reason": pl.String, "made_by": pl.String, "key": pl.String,
    "word": pl.Int64,
}  # fmt: skip


def changes_of(
    standing: pl.DataFrame,
    places: pl.DataFrame,
    *,
    min_confidence: float,
    rules: Mapping[str, str],
) -> pl.DataFrame:
    """Every change of a label, whoever stands behind it.

    - accepted or changed: the label becomes INVALID and the right one, unless its word carries it
      already, is added as VALID, or as PENDING where a rule decided;
    - rejected: the label becomes VALID, or PENDING by a rule where nobody had looked at it;
    - unsure: it becomes NEEDS_REVIEW; left alone: nothing;
    - undecided and called wrong: as where a rule decided if the suggestion is sure enough, else
      NEEDS_REVIEW; what the file calls VALID stays, and what it has settled stays too.

    Args:
        standing: The labels with their decisions; see `with_decisions`.
        places: Every word of the file with all its labels; see `engine.labels.tables`.
        min_confidence: Least confidence of a suggestion that needs no person, 0..1.
        rules: Id of a rule → what it says.

    Returns:
        A row for each label something becomes of, by row: `CHANGES`. `new_status` is the old
        label's, `added_status` that of a row to be added (null where none is), `change` one of
        relabel, invalidate, confirm, review, `trust` one of `TRUSTED`.
    """
    called = _called(standing, min_confidence)
    planned = _without_copies(called.with_columns(**_planned()), places)
    planned = planned.with_columns(**explained(rules)).filter(
        pl.col("added_status").is_not_null() | (pl.col("new_status") != pl.col("status"))
    )
    named = planned.with_columns(
        pl.col("label").alias("old_label"), pl.col("status").alias("old_status"),
        pl.col("right").alias("new_label"),
    )  # fmt: skip
    return named.sort("row").select(
        pl.col(name).cast(kind, strict=False) for name, kind in CHANGES.items()
    )


def _called(standing: pl.DataFrame, min_confidence: float) -> pl.DataFrame:
    """The labels with vouched, called and sure: what may become of those nobody decided.

    A label that a person said is right for its word, deciding about another one of the word, is
    vouched for. Of two labels of a word that would each become the other, neither is sure.
    """
    by_a_person = pl.col("action").is_in(_WRONG) & (pl.col("decider") == "reviewer")
    right = standing.filter(by_a_person).select("word", pl.col("new_label").alias("label"))
    vouched = pl.col("vouched").fill_null(value=False) & pl.col("action").is_null()
    found = standing.join(
        right.unique().with_columns(vouched=pl.lit(True)),  # noqa: FBT003
        on=("word", "label"), how="left", maintain_order="left",
    ).with_columns(vouched)  # fmt: skip
    open_to = pl.col("action").is_null() & ~pl.col("vouched") & ~pl.col("settled")
    found = found.with_columns(
        called=open_to & pl.col("is_outlier") & (pl.col("status") != "VALID")
    )
    crossed = found.filter("called").select(
        "word",
        pl.col("label").alias("suggested_label"),
        crossed=pl.lit(True),  # noqa: FBT003
    )
    found = found.join(crossed, on=("word", "suggested_label"), how="left", maintain_order="left")
    sure = pl.col("suggested_label").is_not_null() & (pl.col("confidence") >= min_confidence)
    return found.with_columns(sure=sure.fill_null(value=False) & pl.col("crossed").is_null())


def _planned() -> dict[str, pl.Expr]:
    """Right (the label to be), new_status of the old label, trust; null where nothing is."""
    action, replaced = pl.col("action"), pl.col("called") & pl.col("sure")
    right = (
        pl.when(action.is_in(_WRONG)).then("new_label")
        .when(replaced).then("suggested_label")
        .otherwise(_NO)
    )  # fmt: skip
    trust = (
        pl.when(action.is_not_null() | pl.col("vouched")).then(pl.lit("reviewed"))
        .when(pl.col("clear")).then(pl.lit("clear"))
        .otherwise(pl.lit("unclear"))
    )  # fmt: skip
    return {"right": right, "new_status": _new_status(replaced), "trust": trust}


def _new_status(replaced: pl.Expr) -> pl.Expr:
    action, status = pl.col("action"), pl.col("status")
    looked = (
        pl.when(pl.col("decider") == "reviewer").then(pl.lit("VALID"))
        .when(status == "NONE").then(pl.lit("PENDING"))
        .otherwise(status)
    )  # fmt: skip
    return (
        pl.when(action.is_in(_WRONG) | replaced).then(pl.lit("INVALID"))
        .when(action == "reject").then(looked)
        .when(action == "unsure").then(pl.lit("NEEDS_REVIEW"))
        .when(pl.col("vouched") & (status == "INVALID")).then(pl.lit("VALID"))
        .when(pl.col("called") & (status != "INVALID")).then(pl.lit("NEEDS_REVIEW"))
        .otherwise(status)
    )  # fmt: skip


def _without_copies(planned: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Say with which status the right label is added; not where the word carries it already.

    Of several labels of a word that come to the same one, the first adds it, a person's before
    another's.
    """
    held = places.select("word", pl.col("labels").alias("held"))
    joined = planned.join(held, on="word", how="left", maintain_order="left")
    new = pl.col("right").is_not_null() & ~pl.col("held").list.contains(pl.col("right"))
    by_a_person = pl.col("action").is_in(_WRONG) & (pl.col("decider") == "reviewer")
    status = pl.when(by_a_person).then(pl.lit("VALID")).otherwise(pl.lit("PENDING"))
    rank = pl.col("trust").replace_strict({name: k for k, name in enumerate(TRUSTED)})
    ordered = joined.with_columns(
        rank.alias("rank"), by_a_person.fill_null(value=False).alias("person")
    )
    ordered = ordered.sort("rank", "person", "row", descending=[False, True, False])
    first = pl.struct("word", "right").is_first_distinct()
    return ordered.with_columns(pl.when(new & first).then(status).alias("added_status"))
