"""Small shops to gather pools from: facts, vectors and context."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from engine.bundles.candidates.holders import Holders
from engine.bundles.candidates.likeness import compare_products
from engine.bundles.candidates.neighbours import Neighbours
from engine.bundles.candidates.pool import MOST_ITEMS, Pool
from engine.bundles.candidates.pool_context import PoolContext
from engine.bundles.context.evidence import gather_evidence
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.subsets import SubsetCounts
from engine.bundles.context.transactions import Baskets, Ints
from engine.bundles.context.vectors import ProductVectors
from engine.bundles.context.weights import weigh_orders
from tests.bundles.makers import baskets_of, itemsets_of, products_of, quiet
from tests.bundles.oracles import every_frequent_set

MIN_COUNT = 5


def facts_of(
    titles: Sequence[str],
    *,
    sold: int | None = None,
    orders: Sequence[int] | None = None,
    recent: Sequence[int] | None = None,
    prices: Sequence[int] | None = None,
    categories: Sequence[str | None] | None = None,
    vendors: Sequence[str | None] | None = None,
    words: Sequence[str | None] | None = None,
    created: Sequence[int] | None = None,
) -> ProductFacts:
    """Facts of products with these titles; what is not given is not known, or 0."""
    many = len(titles)
    nothing: tuple[str | None, ...] = (None,) * many
    unknown, none = np.full(many, -1), np.zeros(many, dtype=np.int64)
    counted = np.array(orders if orders is not None else none, dtype=np.int64)
    return ProductFacts(
        sold=many if sold is None else sold,
        skus=tuple(f"P{number:03}" for number in range(many)),
        titles=tuple(titles),
        categories=tuple(categories or nothing),
        vendors=tuple(vendors or nothing),
        words=tuple(words or nothing),
        price=np.array(prices if prices is not None else unknown, dtype=np.int64),
        list_price=unknown,
        cost=unknown,
        stock=np.full(many, np.nan),
        created=np.array(created if created is not None else unknown, dtype=np.int64),
        first_sold=unknown,
        last_sold=unknown,
        orders=counted,
        units=counted.astype(np.float64),
        recent_orders=np.array(recent if recent is not None else none, dtype=np.int64),
        velocity=np.zeros(many),
        discount=np.full(many, np.nan),
        buyers=none,
        returning=none,
        last_day=-1,
        recent_transactions=0,
        has=frozenset(),
    )


def titles_of(many: int) -> list[str]:
    """Names that no word list knows and no two of which are alike."""
    return [f"zq{chr(97 + number // 26)}{chr(97 + number % 26)}" for number in range(many)]


def shop_of(
    orders: Sequence[Iterable[int]],
    *,
    unsold: int = 0,
    min_count: int = MIN_COUNT,
    max_items: int = 4,
    days: Sequence[int] | None = None,
    facts: ProductFacts | None = None,
    **rest: Any,
) -> PoolContext:
    """PoolContext of these orders; products that are not sold follow those that are."""
    sold = max((max(items, default=-1) for items in map(set, orders)), default=-1) + 1
    titles = list(facts.titles[:sold]) if facts else titles_of(sold)
    baskets = baskets_of(orders, days=days, products=products_of(titles))
    counts = np.bincount(baskets.item, minlength=sold + unsold).tolist()
    if facts is None:
        facts = facts_of(titles_of(sold + unsold), sold=sold, orders=counts)
    sets = [set(items) for items in orders]
    itemsets = itemsets_of(
        every_frequent_set(sets, min_count, max_items), len(sets), min_count, max_items
    )
    look_up = SubsetCounts(itemsets)
    return PoolContext(
        baskets=baskets,
        facts=facts,
        itemsets=itemsets,
        counts=look_up,
        evidence=gather_evidence(itemsets, look_up, quiet()),
        weights=weigh_orders(baskets, 60, 0.33),
        likeness=compare_products(facts),
        **rest,
    )


def holders_of(baskets: Baskets, unsold: int = 0) -> Holders:
    """Who holds what, with products never sold at the end."""
    return Holders(baskets, len(baskets.products.skus) + unsold, quiet())


def rows_of(sets: Iterable[Sequence[int]]) -> Ints:
    """(n, 4) rows of sets of any size."""
    rows = [[*sorted(items), *[-1] * (MOST_ITEMS - len(items))] for items in sets]
    return np.array(rows, dtype=np.int64).reshape(-1, MOST_ITEMS)


def sets_of(rows: Ints) -> list[tuple[int, ...]]:
    """Plain sets of (n, 4) rows, in their order."""
    return [tuple(item for item in row if item >= 0) for row in rows.tolist()]


def vectors_of(vectors: Sequence[Sequence[float]]) -> ProductVectors:
    """Vectors of products 0, 1, … brought to length 1; an empty one is none."""
    rows = [row for row, vector in enumerate(vectors) if len(vector)]
    numbers = np.array([vectors[row] for row in rows], dtype=np.float64)
    units = numbers / np.sqrt(np.square(numbers).sum(axis=1, keepdims=True))
    return ProductVectors(np.array(rows, dtype=np.int64), units.astype(np.float32), "test")


def near_of(rows: Sequence[tuple[int, int, float]]) -> Neighbours:
    """Neighbours as they are said: item, other, cosine."""
    item, other, cosine = zip(*rows, strict=True) if rows else ((), (), ())
    return Neighbours(
        np.array(item, dtype=np.int64),
        np.array(other, dtype=np.int64),
        np.array(cosine, dtype=np.float64),
        "test",
        1.0,
    )


def same_pool(one: Pool, other: Pool) -> bool:
    """Whether two pools are the same, down to the last digit."""
    return all(
        values.dtype == vars(other)[name].dtype
        and np.array_equal(values, vars(other)[name], equal_nan=values.dtype.kind == "f")
        for name, values in vars(one).items()
    )
