"""How consistent each merchant is under each label type, and what finding out cost."""

from __future__ import annotations

import numpy as np
import polars as pl

from engine.files import STATUSES
from engine.labels.evidence.judged import Similar
from engine.labels.options import LabelOptions
from engine.labels.verdicts.conflicts import label_rows
from engine.labels.verdicts.reasons import agreement_of
from engine.labels.verdicts.sent import REMEMBERED
from engine.labels.verdicts.verdict import DECIDED_BY, Verdicts
from engine.labels.words import Given, Mask, Words

RULE, LLM = DECIDED_BY.index("rule"), DECIDED_BY.index("llm")
VALID = STATUSES.index("VALID")
YES, TOO_SMALL = "yes", "too small"
_GROUP = ("merchant_name", "label")


def weigh_groups(
    words: Words,
    given: Given,
    verdicts: Verdicts,
    similar: Similar,
    options: LabelOptions,
    *,
    cost_usd: float | None = None,
) -> pl.DataFrame:
    """One row for each label type at each merchant, the least consistent first.

    Words without a merchant are a group of their own for each label, its name null.

    Args:
        words: The words.
        given: Their labels; those not chosen to be judged are left out.
        verdicts: The verdicts, after the asking.
        similar: What is like them.
        options: From how many words on a group is judged by itself.
        cost_usd: What the questions cost in all, shared out by what was shown; None where
            prices are not known.

    Returns:
        merchant_name, label, words, consistent (not called wrong), outliers, to_review (neither
        clear nor decided by a model that is sure), pct_consistent (0..100), agreement (mean share
        of a word's similar matches that carry its label, 0..1, null where none has any), purity
        (expected share of right labels, 1 - mean score), judged (`yes` or `too small`), consensus
        (the text that most of its words say; null where none is said by most), calls (its share
        of the requests), saved_by_rule and saved_by_cache (words not asked about since a rule
        decides or the answer is remembered), cost (USD).
    """
    told = label_rows(words, given, verdicts)
    row = told["row"].to_numpy()
    told = told.rename({"merchant": "merchant_name"}).with_columns(
        pl.Series("review", to_review(given, verdicts, options)[row]),
        pl.Series("score", verdicts.score[row]),
        pl.Series("agreement", agreement_of(given, similar)[row]).fill_nan(None),
        pl.Series("rule", verdicts.decided_by[row] == RULE),
        *_shares(verdicts, row, cost_usd),
    )
    groups = told.group_by(_GROUP).agg(
        *_consistency(options.min_group), *_costs(known=cost_usd is not None)
    )
    found = groups.join(_consensus(told), on=_GROUP, how="left", nulls_equal=True)
    ordered = found.sort("pct_consistent", "words", *_GROUP, descending=[False, True, False, False],
                         nulls_last=True)  # fmt: skip
    names = [name for name in ordered.columns if name != "consensus"]
    return ordered.select(
        *names[: names.index("calls")], "consensus", *names[names.index("calls") :]
    )


def _consistency(min_group: int) -> list[pl.Expr]:
    small = pl.len() < min_group
    return [
        pl.len().cast(pl.Int64).alias("words"),
        (pl.len() - pl.col("outlier").sum()).cast(pl.Int64).alias("consistent"),
        pl.col("outlier").sum().alias("outliers"),
        pl.col("review").sum().cast(pl.Int64).alias("to_review"),
        (100 * (1 - pl.col("outlier").mean())).round(1).alias("pct_consistent"),
        pl.col("agreement").mean().round(6),
        (1 - pl.col("score").mean()).round(6).alias("purity"),
        pl.when(small).then(pl.lit(TOO_SMALL)).otherwise(pl.lit(YES)).alias("judged"),
    ]


def _costs(*, known: bool) -> list[pl.Expr]:
    return [
        pl.col("calls").sum().round(2),
        pl.col("rule").sum().cast(pl.Int64).alias("saved_by_rule"),
        pl.col("cached").sum().cast(pl.Int64).alias("saved_by_cache"),
        pl.col("cost").sum().round(6) if known else pl.col("cost").first(),
    ]


def to_review(given: Given, verdicts: Verdicts, options: LabelOptions) -> Mask:
    """Which labels a person should look at, (m,).

    What is neither clear nor decided by a language model that is as sure as a suggestion has to
    be to be applied without a person.
    """
    sure = (verdicts.decided_by == LLM) & (verdicts.confidence >= options.min_confidence)
    review: Mask = given.asked & ~verdicts.clear & ~sure
    return review


def _shares(
    verdicts: Verdicts, row: np.ndarray[tuple[int], np.dtype[np.int64]], cost_usd: float | None
) -> list[pl.Series]:
    """Each label's share of the requests and of the cost, and whether it was remembered."""
    none = np.zeros(len(row))
    sent = verdicts.sent
    share = none if sent is None else sent.weight[row] / max(1.0, sent.weight.sum())
    cached = none if sent is None else sent.state[row] == REMEMBERED
    cost = pl.Series("cost", [None] * len(row), dtype=pl.Float64)
    return [
        pl.Series("calls", share * (0 if sent is None else sent.requests)),
        pl.Series("cached", cached),
        cost if cost_usd is None else pl.Series("cost", share * cost_usd),
    ]


def _consensus(told: pl.DataFrame) -> pl.DataFrame:
    """The text that more than half of a group's words say, two at least; group and consensus.

    Checked words speak where there are any, else those not called wrong.
    """
    checked = (pl.col("status") == VALID).any().over(_GROUP)
    speaks = pl.when(checked).then(pl.col("status") == VALID).otherwise(pl.col("outlier") == 0)
    voices = told.filter(speaks)
    counts = voices.group_by(*_GROUP, "folded").agg(
        pl.len().alias("times"), pl.col("text").sort().mode(maintain_order=True).first()
    )
    whole = pl.col("times").sum().over(_GROUP)
    most = counts.filter((pl.col("times") >= 2) & (2 * pl.col("times") > whole))
    return most.select(*_GROUP, pl.col("text").alias("consensus"))
