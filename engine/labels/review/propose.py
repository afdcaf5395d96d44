"""Decisions → the rules that they may be cases of."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from engine.labels.review.rules import Rule

LEAST_SHARE = 0.8
"""Of the decisions that a proposed rule is about, the least share that agrees with it; and of the
labels that a text bears, the least share of one that a rule calls right."""

_LEAST = 2
_WORDS, _NUMBERS = ("said_text",), ("shape", "said_before")


def propose(labels: pl.DataFrame) -> list[Rule]:
    """The rules that a person may want to keep.

    A rule is proposed where decisions about two labels or more agree, or about one where all that
    it would decide look doubtful too; never where most of these look right. At any merchant it is
    proposed where the decisions are from two merchants or more, or the file does not say; it then
    stands for those at each of them. That labels are right becomes a rule only where two alarms or
    more were found false and it would silence another, and only of what bears hardly any other
    label: where a text rightly bears several, it says nothing by itself.

    Args:
        labels: The labels with what rules look at; see `conditions`.

    Returns:
        Rules, those that would decide most labels first.
    """
    found: dict[Rule, tuple[int, int]] = {}
    for what in (_WORDS, _NUMBERS):
        anywhere = dict(_rules(labels, what, by_merchant=False))
        found |= anywhere
        general = {(rule.label, rule.right, rule.text, rule.shape, rule.before)
                   for rule in anywhere}  # fmt: skip
        for rule, weight in _rules(labels, what, by_merchant=True):
            if (rule.label, rule.right, rule.text, rule.shape, rule.before) not in general:
                found[rule] = weight
    return sorted(found, key=lambda rule: (*(-one for one in found[rule]), rule.said))


def _rules(
    labels: pl.DataFrame, what: tuple[str, ...], *, by_merchant: bool
) -> Iterator[tuple[Rule, tuple[int, int]]]:
    """Rules on one level, each with how many labels are open and agree."""
    told = ("label", *what, *(("merchant_name",) if by_merchant else ()))
    known = labels.filter(pl.all_horizontal(pl.col(name).is_not_null() for name in told))
    agreeing = _agreeing(known, told)
    if not by_merchant:
        agreeing = agreeing.filter((pl.col("merchants") > 1) | ~pl.col("named"))
    for one in agreeing.to_dicts():
        rule = Rule(
            label=one["label"],
            right=one["outcome"] or None,
            text=one.get("said_text"),
            shape=one.get("shape"),
            before=one.get("said_before"),
            merchant=one.get("merchant_name"),
        )
        yield rule, (one["open"], one["agree"])


def _agreeing(known: pl.DataFrame, told: tuple[str, ...]) -> pl.DataFrame:
    """Groups of labels whose decisions agree well enough, with what they agree on."""
    said = [name for name in told if name != "label"]
    doubtful = pl.col("is_outlier") | ~pl.col("clear")
    groups = known.group_by(told).agg(
        pl.len().alias("labels"),
        pl.col("outcome").count().alias("decided"),
        pl.col("willing").sum().alias("open"),
        (pl.col("willing") & doubtful).sum().alias("doubted"),
    )
    groups = groups.with_columns(
        (pl.col("labels") / pl.col("labels").sum().over(said)).alias("share")
    )
    outcomes = (
        known.filter(pl.col("outcome").is_not_null())
        .group_by(*told, "outcome")
        .agg(
            pl.len().alias("agree"),
            doubtful.sum().alias("alarms"),
            pl.col("merchant_name").n_unique().alias("merchants"),
            pl.col("merchant_name").is_not_null().any().alias("named"),
        )
    )
    both = outcomes.join(groups, on=told, how="inner")
    right = pl.col("outcome") == pl.col("label")
    return both.filter(
        pl.when(right).then(_silences()).otherwise(_corrects()),
        pl.col("agree") >= LEAST_SHARE * pl.col("decided"),
    )


def _silences() -> pl.Expr:
    """Whether a rule that labels are right stands on alarms that were false, and there are more."""
    return (pl.col("alarms") >= _LEAST) & (pl.col("doubted") > 0) & (pl.col("share") >= LEAST_SHARE)


def _corrects() -> pl.Expr:
    """Whether a rule that labels are wrong has enough behind it, beside what looks right."""
    alone = (pl.col("open") > 0) & (pl.col("doubted") == pl.col("open"))
    return (2 * pl.col("doubted") >= pl.col("open")) & ((pl.col("agree") >= _LEAST) | alone)
