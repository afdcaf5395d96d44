"""Small order lines, baskets, itemsets and candidates to test with."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
import scipy.sparse as sp

from engine.bundles.candidates.from_itemsets import Candidates
from engine.bundles.context.evidence import SetEvidence, gather_evidence
from engine.bundles.context.itemsets import Itemsets
from engine.bundles.context.subsets import SubsetCounts
from engine.bundles.context.transactions import Baskets, Products
from engine.bundles.context.weights import OrderWeights, weight_per_product
from engine.steps import Steps
from tests.bundles.oracles import Counted, every_frequent_set

SCHEMA = {
    "row": pl.Int64,
    "order_id": pl.String,
    "sku": pl.String,
    "title": pl.String,
    "quantity": pl.Float64,
    "unit_price": pl.Float64,
    "moment": pl.Datetime("us"),
    "customer": pl.String,
    "category": pl.String,
}
EPOCH = dt.date(1970, 1, 1)


def line(order_id: str, sku: str, **cells: Any) -> dict[str, Any]:
    """One checked order line; the title is the code unless it is given."""
    plain = {"title": sku, "quantity": 1.0, "unit_price": 5.0, "moment": None}
    return {"order_id": order_id, "sku": sku, **plain, **cells}


def lines_of(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """A checked table of the given lines, numbered from 1."""
    numbered = [{"row": number, **row} for number, row in enumerate(rows, start=1)]
    return pl.DataFrame(numbered, schema=SCHEMA)


def lines_of_orders(
    orders: Sequence[Iterable[str]],
    *,
    days: Sequence[str] | None = None,
    prices: Mapping[str, float] | None = None,
) -> pl.DataFrame:
    """A checked table from the products of each order, with a day for each order if given."""
    prices = prices or {}
    return lines_of(
        line(
            f"A{number:05}",
            sku,
            unit_price=prices.get(sku, 5.0),
            moment=dt.datetime.fromisoformat(days[number]) if days else None,
        )
        for number, skus in enumerate(orders)
        for sku in skus
    )


def products_of(
    titles: Sequence[str], *, skus: Sequence[str] | None = None, prices: Sequence[int] | None = None
) -> Products:
    """Products with these titles, coded P000, P001, … unless said otherwise."""
    return Products(
        skus=tuple(skus or (f"P{number:03}" for number in range(len(titles)))),
        titles=tuple(titles),
        prices=np.array(prices or [500] * len(titles), dtype=np.int64),
        categories=(None,) * len(titles),
    )


def baskets_of(
    orders: Sequence[Iterable[int]],
    *,
    days: Sequence[int] | None = None,
    products: Products | None = None,
) -> Baskets:
    """Baskets of product numbers; products are named as plain as possible."""
    rows = [(number, item) for number, items in enumerate(orders) for item in sorted(set(items))]
    pairs = np.array(rows, dtype=np.int64).reshape(-1, 2)
    highest = int(pairs[:, 1].max(initial=-1))
    return Baskets(
        order=pairs[:, 0],
        item=pairs[:, 1],
        orders=len(orders),
        days=np.array(days if days is not None else [-1] * len(orders), dtype=np.int64),
        products=products or products_of([f"thing {chr(97 + k)}" for k in range(highest + 1)]),
        wholesale_orders=0,
        wholesale_lines=0,
    )


def itemsets_of(counted: Counted, orders: int, min_count: int, max_items: int) -> Itemsets:
    """Itemsets from a plain dictionary of set → count."""
    sets, counts = [], []
    for size in range(1, max_items + 1):
        rows = sorted(row for row in counted if len(row) == size)
        sets.append(np.array(rows, dtype=np.int64).reshape(-1, size))
        counts.append(np.array([counted[row] for row in rows], dtype=np.int64))
    return Itemsets(orders, min_count, tuple(sets), tuple(counts))


def counted_of(itemsets: Itemsets) -> Counted:
    """The plain dictionary of set → count of itemsets; no set may appear twice."""
    rows = [
        (tuple(row), count)
        for sets, counts in zip(itemsets.sets, itemsets.counts, strict=True)
        for row, count in zip(sets.tolist(), counts.tolist(), strict=True)
    ]
    assert len(dict(rows)) == len(rows)
    return dict(rows)


def evidence_of(orders: Sequence[set[int]], min_count: int = 1) -> tuple[SetEvidence, ...]:
    """Evidence for every set that so many orders hold, by size from 2."""
    itemsets = itemsets_of(every_frequent_set(orders, min_count, 4), len(orders), min_count, 4)
    return gather_evidence(itemsets, subset_counts(itemsets), quiet())


def candidates_of(
    sets: Sequence[tuple[int, ...]],
    held: Sequence[set[int]],
    weight: Sequence[float],
    alive: Sequence[float] | None = None,
) -> Candidates:
    """Candidates with the given sets, the numbers of the orders that hold each, and lives."""
    matrix = np.zeros((len(sets), len(weight)))
    for row, orders in enumerate(held):
        matrix[row, sorted(orders)] = 1
    nothing = np.zeros(len(sets))
    size = len(sets[0]) if sets else 2
    rows = np.array(sets, dtype=np.int64).reshape(-1, size)
    evidence = SetEvidence(rows, *[nothing] * 8)
    return Candidates(
        evidence=evidence,
        orders=sp.csr_matrix(matrix),
        weighted=matrix @ np.array(weight),
        lift_now=nothing,
        alive=np.array(alive or [1.0] * len(sets)),
        least_lift=1.0,
        dropped={},
    )


def subset_counts(itemsets: Itemsets) -> SubsetCounts:
    """The look-up of subsets of these itemsets."""
    return SubsetCounts(itemsets)


def quiet() -> Steps:
    """Progress that nobody looks at."""
    return Steps()


def day_number(day: str) -> int:
    """Days since 1970-01-01."""
    return (dt.date.fromisoformat(day) - EPOCH).days


def weights_of(
    weight: Sequence[float],
    trend: Sequence[float] = (1.0,),
    recent: Sequence[int] = (),
    baskets: Baskets | None = None,
) -> OrderWeights:
    """Order weights as they are said; all orders of one age, those in `recent` of late."""
    held = np.zeros(0) if baskets is None else weight_per_product(baskets, np.array(weight))
    late = np.zeros(len(weight))
    late[list(recent)] = 1
    alike = np.ones(len(weight)) / len(weight)
    return OrderWeights(np.array(weight), alike, late, held, np.array(trend), 0)
