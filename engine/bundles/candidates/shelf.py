"""Products as candidates are judged by them: one array each, ready to be indexed by whole sets.

Every array has one element more than there are products: the last one is neutral, and it is what
-1 points at, the filling behind the last product of a set. So a sum, a maximum or an `any` over
the rows of a set matrix needs no mask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.bundles.context.facts import ProductFacts, Sales, Words
from engine.bundles.context.tags.tag import Tags
from engine.bundles.context.transactions import Floats, Ints

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Shelf:
    """Products, numbered as in `ProductFacts`, and the neutral element.

    Attributes:
        price: (products + 1,) what customers usually pay, in minor units; nan where not known.
        margin: (products + 1,) (price - cost) / price; nan where either is not known.
        cost: (products + 1,) in minor units; nan where not known.
        stock: (products + 1,) how many there are; endless where not known.
        at_hand: (products + 1,) whether it is not known to be out of stock.
        category: (products + 1,) number of its category, -1 where it has none.
        orders: (products + 1,) orders that hold it.
        renown: (products + 1,) 0..1, share of the sold products that are in as many orders or
            fewer; 0 for a product that was never sold.
        repeat: (products + 1,) share of its known buyers who bought it again; nan where it has
            none.
        carried: Tag → (products + 1,) whether the product carries it.
        margins: Known margins of all products, ascending.
        order_value: Median value of an order in minor units; nan without prices.
    """

    price: Floats
    margin: Floats
    cost: Floats
    stock: Floats
    at_hand: Mask
    category: Ints
    orders: Ints
    renown: Floats
    repeat: Floats
    carried: Mapping[str, Mask]
    margins: Floats
    order_value: float


def stock_shelf(facts: ProductFacts, sales: Sales, tags: Tags) -> Shelf:
    """The shelf of a file."""
    price, cost = _money(facts.price), _money(facts.cost, least=0)
    margin = (price - cost) / price
    stock = np.append(np.where(np.isnan(facts.stock), np.inf, facts.stock), np.inf)
    repeat = np.full(len(facts), np.nan)
    np.divide(facts.returning, facts.buyers, out=repeat, where=facts.buyers > 0)
    return Shelf(
        price=price,
        margin=margin,
        cost=cost,
        stock=stock,
        at_hand=stock >= 1,
        category=_numbers(facts.categories),
        orders=np.append(facts.orders, 0),
        renown=_renown(facts.orders),
        repeat=np.append(repeat, np.nan),
        carried={name: np.append(tag.carried, False) for name, tag in tags.items()},
        margins=np.sort(margin[np.isfinite(margin)]),
        order_value=_order_value(sales),
    )


def _money(minor: Ints, least: int = 1) -> Floats:
    """Known amounts as floats with nan for the others, and the neutral nan."""
    return np.append(np.where(minor >= least, minor, np.nan), np.nan)


def _numbers(words: Words) -> Ints:
    places = {word: place for place, word in enumerate(sorted({w for w in words if w}))}
    return np.array([*(places.get(word or "", -1) for word in words), -1], dtype=np.int64)


def _renown(orders: Ints) -> Floats:
    ranked = np.sort(orders[orders > 0])
    shares = np.searchsorted(ranked, orders, side="right") / max(1, len(ranked))
    return np.append(np.where(orders > 0, shares, 0.0), 0.0)


def _order_value(sales: Sales) -> float:
    """The median over orders of what was paid for their priced lines."""
    value = sales.paid * sales.quantity
    priced = np.isfinite(value)
    order = sales.order
    if not priced.all():
        order, value = order[priced], value[priced]
    totals = np.bincount(order, weights=value)
    totals = totals[totals > 0]
    return float(np.median(totals)) if len(totals) else float("nan")
