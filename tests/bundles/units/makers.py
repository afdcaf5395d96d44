"""Small shops to make units of: facts, sales, tags and a pool with exact evidence."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.bundles.candidates.candidate import Candidate, Seen, Unit
from engine.bundles.candidates.groups import Group
from engine.bundles.candidates.pool import MOST_ITEMS, Pool
from engine.bundles.candidates.prepared import Material, Prepared, prepare
from engine.bundles.candidates.units import make_units
from engine.bundles.context.facts import ProductFacts, Sales
from engine.bundles.context.tags.tag import Tag, Tags
from engine.bundles.objectives import TAGS
from engine.bundles.options import BundleOptions
from tests.bundles.makers import baskets_of, evidence_of, quiet

Order = Mapping[int, float]
HAS = frozenset({"prices", "costs", "stock", "dates", "customers", "categories", "catalog"})


def facts_of(products: int, bought: Sequence[Order] = (), **said: Any) -> ProductFacts:
    """Facts of so many products; prices 1000, no costs, stock unknown unless said."""
    held = np.array([sum(item in order for order in bought) for item in range(products)])
    units = np.array([sum(order.get(item, 0.0) for order in bought) for item in range(products)])
    never, nothing = np.full(products, -1), np.full(products, np.nan)
    plain: dict[str, Any] = {
        "sold": products,
        "skus": tuple(f"P{number:04}" for number in range(products)),
        "titles": tuple(f"Thing {number}" for number in range(products)),
        "categories": (None,) * products,
        "vendors": (None,) * products,
        "words": (None,) * products,
        "price": np.full(products, 1000),
        "list_price": np.full(products, 1000),
        "cost": never,
        "stock": nothing,
        "created": never,
        "first_sold": never,
        "last_sold": never,
        "orders": held.astype(np.int64),
        "units": units.astype(float),
        "recent_orders": held.astype(np.int64),
        "velocity": nothing,
        "discount": nothing,
        "buyers": np.zeros(products, dtype=np.int64),
        "returning": np.zeros(products, dtype=np.int64),
        "last_day": -1,
        "recent_transactions": len(bought),
        "has": HAS,
    }
    arrays = {
        name: np.array(value) if isinstance(plain[name], np.ndarray) else value
        for name, value in said.items()
    }
    return ProductFacts(**{**plain, **arrays})


def sales_of(orders: Sequence[Order], price: float = 1000.0) -> Sales:
    """One line for every product of every order, sorted by order and product."""
    rows = [(n, item, order[item]) for n, order in enumerate(orders) for item in sorted(order)]
    number, item, units = np.array(rows, dtype=float).reshape(-1, 3).T
    return Sales(
        item=item.astype(np.int64),
        order=number.astype(np.int64),
        day=np.full(len(rows), -1),
        quantity=units,
        paid=np.full(len(rows), price),
        customer=np.full(len(rows), -1),
    )


def resold(sales: Sales, **said: Any) -> Sales:
    """The same lines with some columns said otherwise."""
    names = ("item", "order", "day", "quantity", "paid", "customer")
    return Sales(**{**{name: getattr(sales, name) for name in names}, **said})


def tags_of(products: int, **carriers: Sequence[int]) -> Tags:
    """Tags by data for those that are named, and nothing known of the others."""
    tags = {}
    for name in TAGS:
        carried = np.zeros(products, dtype=bool)
        carried[list(carriers.get(name, ()))] = True
        basis = "data" if name in carriers else "none"
        tags[name] = Tag(name, carried, basis, f"The file tells {basis} on {name}.", {})
    return tags


def pool_of(orders: Sequence[Order], tier: int = 0, least: int = 2, **said: Any) -> Pool:
    """Every set of two to four products in `least` orders or more, with exact evidence."""
    sized = evidence_of([set(order) for order in orders], least)
    items = np.concatenate(
        [np.pad(one.sets, ((0, 0), (0, MOST_ITEMS - one.sets.shape[1])), constant_values=-1)
         for one in sized]
    )  # fmt: skip
    order = np.lexsort(items.T[::-1])
    names = ("together", "either", "chance", "lift", "confidence", "to", "log_p", "q_value")
    known = {name: np.concatenate([getattr(one, name) for one in sized])[order] for name in names}
    return filled_pool(items[order], tier=tier, **{**known, **said})


def filled_pool(items: Any, tier: int = 0, **said: Any) -> Pool:
    """A pool of these sets; what is not said is not known, and orders hold none of them."""
    items = np.array(items, dtype=np.int64).reshape(-1, MOST_ITEMS)
    none, unknown = np.zeros(len(items), dtype=np.int64), np.full(len(items), np.nan)
    plain: dict[str, Any] = dict.fromkeys(("chance", "lift", "confidence", "log_p"), unknown)
    plain |= dict.fromkeys(("q_value", "alive", "likeness"), unknown)
    plain |= {"together": none, "either": none, "to": none - 1, "sources": none + 1}
    plain |= {"tier": none + tier, "twins": none > 0, "items": items}
    plain |= {name: np.array(value) for name, value in said.items()}
    return Pool(**{"lift_now": plain["lift"], **plain})


def groups_of_items(*groups: Sequence[int]) -> tuple[Group, ...]:
    """Families of these products."""
    return tuple(Group(tuple(sorted(set(items))), "family", "") for items in groups)


def material_of(orders: Sequence[Order], products: int, **said: Any) -> Material:
    """What units of these orders are made of; parts may be said otherwise."""
    plain: dict[str, Any] = {
        "groups": (),
        "facts": facts_of(products, orders),
        "sales": sales_of(orders),
        "tags": tags_of(products),
        "baskets": baskets_of([set(order) for order in orders]),
        "options": BundleOptions(),
    }
    if "pool" not in said:
        plain["pool"] = pool_of(orders)
    return Material(**{**plain, **said})


def prepared_of(orders: Sequence[Order], products: int, **said: Any) -> Prepared:
    """The known of the same."""
    return prepare(material_of(orders, products, **said), quiet())


def units_of(material: Material, *, side_by_side: bool = True) -> dict[tuple[str, str], Unit]:
    """Every unit by its objective and type."""
    made = asyncio.run(make_units(material, side_by_side=side_by_side, step=quiet()))
    return {(unit.objective, unit.bundle_type): unit for unit in made}


def candidate_of(*items: int, **said: Any) -> Candidate:
    """A plain FBT candidate of these products."""
    plain: dict[str, Any] = {
        "objective": "increase_aov",
        "bundle_type": "FBT",
        "items": items,
        "quantities": (1,) * len(items),
        "tier": "strict_rules",
        "sources": ("rules",),
        "seen": Seen(together=1, either=1, orders=10),
        "fit": 0.5,
        "why": "It fits.",
    }
    return Candidate(**{**plain, **said})
