"""Small shops to price bundles of."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Seen
from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.decide.price.book import PriceBook
from engine.bundles.options import BundleOptions

LAST_DAY = 15_000


def facts_of(
    prices: Sequence[int],
    costs: Sequence[int] | None = None,
    *,
    listed: Sequence[int] | None = None,
    categories: Sequence[str | None] | None = None,
    stock: Sequence[float] | None = None,
    velocity: Sequence[float] | None = None,
    last_day: int = LAST_DAY,
    currency: str = "",
) -> ProductFacts:
    """Facts of products named A, B, …; what is not given the file does not tell."""
    count = len(prices)
    unknown = np.full(count, -1, dtype=np.int64)
    nothing = np.full(count, np.nan)
    names = tuple(f"P{place:03}" for place in range(count))
    words: tuple[str | None, ...] = (None,) * count
    return ProductFacts(
        sold=count,
        skus=names,
        titles=tuple(f"thing {place}" for place in range(count)),
        categories=tuple(categories or words),
        vendors=words,
        words=words,
        price=np.array(prices, dtype=np.int64),
        list_price=np.array(listed or prices, dtype=np.int64),
        cost=np.array(costs, dtype=np.int64) if costs is not None else unknown,
        stock=np.array(stock, dtype=np.float64) if stock is not None else nothing,
        created=unknown,
        first_sold=unknown,
        last_sold=unknown,
        orders=np.zeros(count, dtype=np.int64),
        units=np.zeros(count),
        recent_orders=np.zeros(count, dtype=np.int64),
        velocity=np.array(velocity, dtype=np.float64) if velocity is not None else nothing,
        discount=nothing,
        buyers=np.zeros(count, dtype=np.int64),
        returning=np.zeros(count, dtype=np.int64),
        last_day=last_day,
        recent_transactions=0,
        has=frozenset(),
        currency=currency,
    )


def sales_of(lines: Sequence[Mapping[str, float]]) -> Sales:
    """Lines with an item and what was paid; each an order of one unit unless said otherwise."""

    def column(name: str, missing: Sequence[float]) -> Any:
        given = [line.get(name, other) for line, other in zip(lines, missing, strict=True)]
        return np.array(given)

    count = len(lines)
    whole = {name: column(name, [0] * count) for name in ("item",)}
    return Sales(
        item=whole["item"].astype(np.int64),
        order=column("order", range(count)).astype(np.int64),
        day=column("day", [LAST_DAY] * count).astype(np.int64),
        quantity=column("quantity", [1] * count).astype(np.float64),
        paid=column("paid", [np.nan] * count).astype(np.float64),
        customer=np.full(count, -1, dtype=np.int64),
    )


def candidate_of(bundle_type: str, items: Sequence[int], **fields: Any) -> Candidate:
    """A candidate of one unit of each, in ten orders, to raise the order value."""
    plain: dict[str, Any] = {
        "objective": "increase_aov",
        "quantities": (1,) * len(items),
        "tier": "strict_rules",
        "sources": ("rules",),
        "seen": Seen(together=fields.pop("together", 10), either=100, orders=1000),
        "fit": 0.5,
        "why": "",
    }
    return Candidate(bundle_type=bundle_type, items=tuple(items), **{**plain, **fields})


def book_of(
    facts: ProductFacts, lines: Sequence[Mapping[str, float]] = (), **options: Any
) -> PriceBook:
    """The price book of a shop."""
    return PriceBook.of(sales_of(lines), facts, BundleOptions(**options))
