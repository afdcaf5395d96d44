"""Bundles as a one-page report that opens anywhere: the best first, charts, all of them, limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from engine.bundles.out.account import RunAccount
from engine.bundles.out.offer import TYPE_TITLES, objective_of, offer_in_words, title_of
from engine.bundles.out.shop import Shop
from engine.bundles.out.tables import bundles_table
from engine.reports import Section, to_html
from engine.reports.charts import (
    Bar,
    Point,
    Range,
    bar_chart,
    curve_chart,
    point_chart,
    range_chart,
)
from engine.reports.html import card, figures, paragraph, table_of
from engine.reports.markup import Markup

Document = Mapping[str, Any]
CARDS, INTERVALS, FEWEST_PAIRS = 12, 15, 5
_SHOWN = (
    "place", "title", "objective", "type", "offer", "price", "parts", "discount", "margin",
    "orders together", "times chance", "verdict",
)  # fmt: skip
_HONEST = (
    "Bundles are found in orders of the past: that products were bought together does not show "
    "that a bundle sells more of them. Before and after alone is no test; keep some customers or "
    "days without the bundle and compare.",
    "What customers who buy both already would save is given away. Where the file has no costs, no "
    "margin is claimed.",
)


def to_report(documents: Sequence[Document], account: RunAccount, shop: Shop) -> bytes:
    """The report.

    Args:
        documents: All bundles as they were decided; rejected ones are left out.
        account: The run they come from.
        shop: Whose money it is.
    """
    shown = [one for one in documents if one["decision"]["verdict"] != "rejected"]
    left = len(documents) - len(shown)
    days = f", {account.first} to {account.last}" if account.first else ""
    sections = (
        Section("At a glance", _glance(shown, account, left)),
        Section("First of all", tuple(_card(one, shop) for one in shown[:CARDS])),
        Section("How far the portfolio reaches", _reach(documents, account)),
        Section("What they stand on", _stand(shown)),
        Section("What they are for", _purposes(shown)),
        Section("What they may earn", _profits(shown, shop)),
        Section("All bundles", _all(shown, shop)),
        Section("Offers that are not possible", _empty(account)),
        Section("What to keep in mind", tuple(map(paragraph, (*account.warnings, *_HONEST)))),
    )
    foot = "; ".join(f"{name}: {told}" for name, told in account.facts)
    return to_html("Bundles", f"From {account.file}{days}", sections, foot)


def _glance(shown: Sequence[Document], account: RunAccount, left: int) -> tuple[Markup, ...]:
    accepted = sum(one["decision"]["verdict"] == "accepted" for one in shown)
    portfolio = sum(bool(one["portfolio"]) for one in shown)
    told = [("bundles", f"{len(shown):,}"), ("in the portfolio", f"{portfolio:,}")]
    if accepted:
        told.append(("accepted", f"{accepted:,}"))
    if left:
        told.append(("rejected, not shown", f"{left:,}"))
    told.append(("orders with several products", f"{account.orders_of_several:,}"))
    return (figures(told),)


def _card(document: Document, shop: Shop) -> Markup:
    copy = document.get("copy") or {}
    parts = [paragraph(offer_in_words(document, shop))]
    if copy.get("description"):
        parts.append(paragraph(copy["description"]))
    parts.append(paragraph(document["explanation"], soft=True))
    parts.extend(paragraph(note) for note in document["decision"]["notes"])
    kind = f"{TYPE_TITLES[document['bundle_type']]} · {objective_of(document)}"
    return card(f"{document['place']}. {title_of(document)}", paragraph(kind, soft=True), *parts)


def _reach(documents: Sequence[Document], account: RunAccount) -> tuple[Markup, ...]:
    """Reach was counted in the order of ranks, rejected pairs included, so it is drawn that way."""
    pairs = sorted(
        (
            one
            for one in documents
            if one["portfolio"] and len(one["items"]) == 2 and one["reached_orders"] is not None
        ),
        key=lambda one: one["rank"],
    )
    if len(pairs) < FEWEST_PAIRS or not account.orders_of_several:
        return ()
    held = [100 * one["reached_orders"] / account.orders_of_several for one in pairs]
    points = [(0.0, 0.0), *((float(place), share) for place, share in enumerate(held, start=1))]
    chart = curve_chart(
        "Share of orders that already hold one of the first pairs", points,
        "pairs, best first", "% of orders with several products",
    )  # fmt: skip
    told = "By rank, whatever was decided. Where the curve is flat, more pairs add little."
    return (chart, paragraph(told, soft=True))


def _stand(shown: Sequence[Document]) -> tuple[Markup, ...]:
    points = [
        Point(title_of(one), float(said["orders_together"]), float(said["lift"]),
              TYPE_TITLES[one["bundle_type"]])
        for one in shown
        if (said := one["evidence"])["orders_together"] and said["lift"]
    ]  # fmt: skip
    if len(points) < 2:
        return ()
    chart = point_chart(
        "Orders that hold each bundle, and how far that is from chance", points,
        "orders that hold all of it", "times what chance predicts", log=True,
    )  # fmt: skip
    told = "Right: many customers buy it already. High: it is far from chance."
    return (chart, paragraph(told, soft=True))


def _purposes(shown: Sequence[Document]) -> tuple[Markup, ...]:
    counts = Counter(objective_of(one) for one in shown)
    if len(counts) < 2:
        return ()
    bars = [Bar(name, float(count)) for name, count in counts.most_common()]
    return (bar_chart("Bundles by objective", bars),)


def _profits(shown: Sequence[Document], shop: Shop) -> tuple[Markup, ...]:
    told = [
        (title_of(one), profit)
        for one in shown
        if (profit := (one.get("pricing") or {}).get("expected_profit"))
    ][:INTERVALS]
    if not told:
        return ()
    ranges = [
        Range(name, shop.amount(profit["low"]) or 0.0, shop.amount(profit["high"]) or 0.0)
        for name, profit in told
    ]
    days = sorted({profit["days"] for _, profit in told if profit.get("days")})
    over = f" over {days[0]} days" if len(days) == 1 else ""
    chart = range_chart(f"Expected extra profit{over}, from low to high", ranges, shop.currency)
    return (chart, paragraph("A bar that crosses 0 may lose money.", soft=True))


def _all(shown: Sequence[Document], shop: Shop) -> tuple[Markup, ...]:
    if not shown:
        return (paragraph("There are none."),)
    table, forms = bundles_table(shown, shop)
    empty = [name for name in _SHOWN if table[name].null_count() == table.height]
    return (table_of(table.select(name for name in _SHOWN if name not in empty), forms),)


def _empty(account: RunAccount) -> tuple[Markup, ...]:
    if not account.empty:
        return ()
    kinds = dict.fromkeys(("objective", "type", "why"), pl.String)
    return (table_of(pl.DataFrame(list(account.empty), kinds, orient="row")),)
