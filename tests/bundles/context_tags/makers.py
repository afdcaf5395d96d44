"""Facts and pasts as they are said."""

import dataclasses
from typing import Any

import numpy as np

from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.tags.past import Past
from engine.bundles.context.tags.tag import Tag
from tests.bundles.makers import day_number

LAST = day_number("2025-10-31")
ALL = frozenset({"prices", "list_prices", "costs", "stock", "dates", "customers", "categories"})


def facts_of(products: int, **told: Any) -> ProductFacts:
    """Facts of so many products that sold well, are in stock, and of which little else is known."""
    plain: dict[str, Any] = {
        "sold": products,
        "skus": tuple(f"P{k}" for k in range(products)),
        "titles": tuple(f"thing {chr(97 + k % 26)}" for k in range(products)),
        "categories": (None,) * products,
        "vendors": (None,) * products,
        "words": (None,) * products,
        "price": 1000, "list_price": 1000, "cost": -1, "stock": np.nan, "created": -1,
        "first_sold": LAST - 364, "last_sold": LAST, "orders": 100, "units": 100.0,
        "recent_orders": 20, "velocity": 1.0, "discount": np.nan, "buyers": 0, "returning": 0,
        "last_day": LAST, "recent_transactions": 500, "has": ALL,
        "currency": "",
    } | told  # fmt: skip
    floats = ("stock", "units", "velocity", "discount")
    scalars = ("sold", "last_day", "recent_transactions", "currency")
    for field in dataclasses.fields(ProductFacts):
        value = plain[field.name]
        if field.name not in scalars and not isinstance(value, tuple | frozenset):
            kind = np.float64 if field.name in floats else np.int64
            plain[field.name] = np.broadcast_to(np.array(value, dtype=kind), products).copy()
    return ProductFacts(**plain)


def past_of(covered: int = 365, by_month: Any = None) -> Past:
    """A past of so many days; by_month is (products, 12), January first."""
    days = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    return Past(covered, days, None if by_month is None else np.array(by_month, dtype=np.int64))


def sales_of(rows: list[tuple[int, int, int]]) -> Sales:
    """Sales of one unit from (order, item, day), sorted."""
    table = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3)
    count = len(table)
    return Sales(
        table[:, 1], table[:, 0], table[:, 2], np.ones(count), np.full(count, 500.0),
        np.full(count, -1),
    )  # fmt: skip


def carriers(tag: Tag) -> list[int]:
    """Products that carry it; each of them, and no other, has a reason where any has."""
    carried = np.flatnonzero(tag.carried).tolist()
    assert set(tag.reasons) == set(carried)
    assert all(reason.endswith(".") for reason in (tag.reason, *tag.reasons.values()))
    return carried
