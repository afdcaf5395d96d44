"""Documents of bundles → flat tables that people read, money in major units."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from engine.bundles.out.offer import (
    TYPE_TITLES,
    objective_of,
    offer_in_words,
    products_of,
    role_of,
    title_of,
)
from engine.bundles.out.shop import Shop

Document = Mapping[str, Any]
Column = tuple[str, Any, str, Callable[[Document], Any]]
"""Heading, kind, form (of `engine.reports.forms`), and where the value comes from."""


def bundles_table(documents: Sequence[Document], shop: Shop) -> tuple[pl.DataFrame, dict[str, str]]:
    """A row a bundle: what it is, what it costs, what it stands on; and the columns' forms."""
    columns: list[Column] = [
        ("place", pl.Int64, "count", lambda one: one["place"]),
        ("title", pl.String, "", title_of),
        ("objective", pl.String, "", objective_of),
        ("type", pl.String, "", lambda one: TYPE_TITLES[one["bundle_type"]]),
        ("offer", pl.String, "", lambda one: offer_in_words(one, shop)),
        ("products", pl.String, "", products_of),
        ("verdict", pl.String, "", lambda one: one["decision"]["verdict"]),
        ("changed by hand", pl.String, "", lambda one: ", ".join(one["decision"]["edited"])),
        ("price", pl.Float64, "amount", _money("bundle_price", shop)),
        ("parts", pl.Float64, "amount", _money("list_price", shop)),
        ("discount", pl.Float64, "percent", _of("pricing", "discount_pct")),
        ("margin", pl.Float64, "percent", _of("pricing", "margin_pct")),
        ("orders together", pl.Int64, "count", lambda one: one["evidence"]["orders_together"]),
        ("times chance", pl.Float64, "factor", lambda one: one["evidence"]["lift"]),
        ("evidence", pl.String, "", lambda one: one["evidence"].get("tier")),
        ("in the portfolio", pl.Boolean, "", lambda one: one["portfolio"]),
        ("rank", pl.Int64, "count", lambda one: one["rank"]),
        ("why", pl.String, "", lambda one: one["explanation"]),
        ("made by", pl.String, "", lambda one: one["made_by"]),
        ("notes", pl.String, "", lambda one: " ".join(one["decision"]["notes"])),
        ("bundle_id", pl.String, "", lambda one: one["bundle_id"]),
    ]
    return _table(documents, columns)


def products_table(
    documents: Sequence[Document], shop: Shop
) -> tuple[pl.DataFrame, dict[str, str]]:
    """A row a product in a bundle; and the columns' forms."""
    rows = [
        (one["place"], title_of(one), item["sku"], item["title"], item["quantity"],
         shop.amount(item["unit_price"]), role_of(one, item["sku"]), one["bundle_id"])
        for one in documents
        for item in one["items"]
    ]  # fmt: skip
    kinds = {
        "place": pl.Int64, "bundle": pl.String, "sku": pl.String, "product": pl.String,
        "quantity": pl.Int64, "unit price": pl.Float64, "role": pl.String, "bundle_id": pl.String,
    }  # fmt: skip
    forms = {"place": "count", "quantity": "count", "unit price": "amount"}
    return pl.DataFrame(rows, kinds, orient="row"), forms


_EVIDENCE: tuple[tuple[str, Any, str], ...] = (
    ("orders_together", pl.Int64, "count"),
    ("orders_either", pl.Int64, "count"),
    ("expected_by_chance", pl.Float64, "factor"),
    ("lift", pl.Float64, "factor"),
    ("support", pl.Float64, "share"),
    ("confidence", pl.Float64, "share"),
    ("p_value", pl.Float64, "tiny"),
    ("log10_p", pl.Float64, "factor"),
    ("q_value", pl.Float64, "tiny"),
    ("tier", pl.String, ""),
    ("source", pl.String, ""),
)
_SCORES = ("semantic", "transactional", "business", "hybrid", "ranking")


def evidence_table(documents: Sequence[Document]) -> tuple[pl.DataFrame, dict[str, str]]:
    """A row a bundle: all that orders say of it, its best rule, its scores; and the forms."""
    columns: list[Column] = [_place(), _called()]
    columns += [(name, kind, form, _of("evidence", name)) for name, kind, form in _EVIDENCE]
    columns.append(("from", pl.String, "", lambda one: _listed(one["evidence"].get("from"))))
    columns.append(("to", pl.String, "", _of("evidence", "to")))
    columns += [(name, pl.Float64, "score", _of("scores", name)) for name in _SCORES]
    columns += [("appeal", pl.Float64, "factor", _of("scores", "appeal")), _id()]
    return _table(documents, columns)


_PERCENTS = (
    "discount_pct", "cap_pct", "bayesian_optimal", "llm_suggestion", "margin_pct",
    "worst_margin_pct", "break_even_discount_pct", "break_even_uplift_pct",
)  # fmt: skip
_AMOUNTS = ("list_price", "bundle_price", "floor", "unit_cost", "given_away_amount")


def prices_table(documents: Sequence[Document], shop: Shop) -> tuple[pl.DataFrame, dict[str, str]]:
    """A row a bundle that has a price: how it came about; and the columns' forms."""
    columns: list[Column] = [_place(), _called()]
    columns += [(name, pl.Float64, "amount", _money(name, shop)) for name in _AMOUNTS]
    columns += [(name, pl.Float64, "percent", _of("pricing", name)) for name in _PERCENTS]
    columns.append(("given_away", pl.Int64, "count", _of("pricing", "given_away")))
    columns += [
        (f"expected_profit_{end}", pl.Float64, "amount", _profit(end, shop))
        for end in ("low", "high")
    ]
    columns += [("reasoning", pl.String, "", _of("pricing", "reasoning")), _id()]
    return _table([one for one in documents if one.get("pricing")], columns)


def _place() -> Column:
    return "place", pl.Int64, "count", lambda one: one["place"]


def _called() -> Column:
    return "bundle", pl.String, "", title_of


def _id() -> Column:
    return "bundle_id", pl.String, "", lambda one: one["bundle_id"]


def _of(part: str, name: str) -> Callable[[Document], Any]:
    """Reads a field of `evidence`, `scores` or `pricing`; None where there is none."""
    return lambda one: (one.get(part) or {}).get(name)


def _money(name: str, shop: Shop) -> Callable[[Document], float | None]:
    """Reads a field of `pricing` in major units."""
    read = _of("pricing", name)
    return lambda one: shop.amount(read(one))


def _profit(end: str, shop: Shop) -> Callable[[Document], float | None]:
    read = _of("pricing", "expected_profit")
    return lambda one: shop.amount((read(one) or {}).get(end))


def _listed(codes: object) -> str:
    return ", ".join(str(code) for code in codes) if isinstance(codes, list | tuple) else ""


def _table(
    documents: Sequence[Document], columns: Sequence[Column]
) -> tuple[pl.DataFrame, dict[str, str]]:
    rows = [tuple(read(one) for _, _, _, read in columns) for one in documents]
    kinds = {name: kind for name, kind, _, _ in columns}
    forms = {name: form for name, _, form, _ in columns if form}
    return pl.DataFrame(rows, kinds, orient="row", strict=False), forms
