"""Itemsets → association rules: what an order that holds these is likely to hold as well.

Measures (Agrawal 1993; Piatetsky-Shapiro 1991; Brin 1997), with n(X) the orders that hold X and
N all orders: support n(AB)/N, confidence n(AB)/n(A), lift confidence/(n(B)/N), leverage
n(AB)/N - n(A)n(B)/N², conviction (1 - n(B)/N)/(1 - confidence), infinite at confidence 1.
"""

from __future__ import annotations

import itertools
import json

import numpy as np
import polars as pl

from engine.bundles.context.itemsets import Itemsets
from engine.bundles.context.subsets import SubsetCounts
from engine.bundles.context.transactions import Floats, Ints, Products
from engine.steps import Progress


def find_rules(
    itemsets: Itemsets,
    counts: SubsetCounts,
    q_values: tuple[Floats, ...],
    products: Products,
    step: Progress,
) -> pl.DataFrame:
    """Every way to cut every itemset in two.

    Returns:
        antecedent and consequent (JSON arrays of codes), support 0..1, confidence 0..1, lift
        (1 = independent), leverage -1..1, conviction 0..inf, orders, q_value 0..1 (of the whole
        set); strongest lift first, equal ones by orders and then by their codes.
    """
    step.expect(itemsets.total - len(itemsets.sets[0]))
    quoted = pl.Series([json.dumps(sku, ensure_ascii=False) for sku in products.skus])
    frames = [_EMPTY]
    for size in range(2, len(itemsets.sets) + 1):
        for taken in range(1, size):
            for left in itertools.combinations(range(size), taken):
                frames.append(_cut(itemsets, counts, q_values[size - 2], quoted, left, size))
                step.check()
        step.advance(len(itemsets.sets[size - 1]))
    rules = pl.concat(frames)
    return rules.sort(
        "lift", "orders", "antecedent", "consequent", descending=[True, True, False, False]
    )


_EMPTY = pl.DataFrame(
    schema={
        "antecedent": pl.String,
        "consequent": pl.String,
        "support": pl.Float64,
        "confidence": pl.Float64,
        "lift": pl.Float64,
        "leverage": pl.Float64,
        "conviction": pl.Float64,
        "orders": pl.Int64,
        "q_value": pl.Float64,
    }
)


def _cut(
    itemsets: Itemsets,
    counts: SubsetCounts,
    q_value: Floats,
    quoted: pl.Series,
    left: tuple[int, ...],
    size: int,
) -> pl.DataFrame:
    """The rules that have the products at these places of a set on their left side."""
    sets, both, total = itemsets.sets[size - 1], itemsets.counts[size - 1], itemsets.orders
    right = tuple(k for k in range(size) if k not in left)
    first, second = counts.of(sets[:, left]), counts.of(sets[:, right])
    # Whole numbers as long as possible: a certain rule is certain, both ways round lift the same.
    conviction = np.full(len(sets), np.inf)
    np.divide(first * (total - second), total * (first - both), out=conviction, where=both < first)
    return pl.DataFrame(
        {
            "antecedent": _json(quoted, sets[:, left]),
            "consequent": _json(quoted, sets[:, right]),
            "support": both / total,
            "confidence": both / first,
            "lift": both * total / (first * second),
            "leverage": both / total - first / total * (second / total),
            "conviction": conviction,
            "orders": both,
            "q_value": q_value,
        },
        schema=_EMPTY.schema,
    )


def _json(quoted: pl.Series, sets: Ints) -> pl.Series:
    """(n,) JSON arrays of the codes of (n, k) products."""
    columns = [quoted.gather(sets[:, k]).alias(str(k)) for k in range(sets.shape[1])]
    listed = pl.concat_str(pl.all(), separator=", ")
    return pl.DataFrame(columns).select(pl.format("[{}]", listed)).to_series()
