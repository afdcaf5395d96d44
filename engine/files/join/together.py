"""Several checked tables → one table of order lines: months, then headers, then products."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.errors import TooSmall
from engine.files.check.facts import order_facts
from engine.files.check.reasons import REASONS
from engine.files.join.headers import join_headers
from engine.files.join.months import join_months
from engine.files.join.part import Part
from engine.files.join.products import join_products
from engine.steps import Step

LISTED = 1_000  # unmatched orders and products that an account names; it counts all of them


@dataclass(frozen=True)
class Joined:
    """Several files as one table of order lines.

    Attributes:
        read: Data records in all order files.
        used: Records of them that are in `table`.
        rejected: Reason → records left out for it; read = used + the sum of these.
        doubted: Reason → records that are used although something is odd.
        notes: What was assumed, done or is missing, in sentences.
        facts: What the table holds, as JSON values; see `order_facts`.
        accounts: Join → its account: months, headers, products; the unmatched are named, up to
            1,000, most lines first.
        table: The rows to use; columns as checked order lines have them, and those of
            `join_products` where there is a catalog or inventory.
        rejects: row, reason, value; a line per record left out.
        doubts: row, reason, value; a line per doubt.
    """

    read: int
    used: int
    rejected: Mapping[str, int]
    doubted: Mapping[str, int]
    notes: tuple[str, ...]
    facts: Mapping[str, Any]
    accounts: Mapping[str, Any]
    table: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    doubts: pl.DataFrame = field(repr=False)


def join_all(parts: Mapping[str, Sequence[tuple[Part, Sequence[str]]]], step: Step) -> Joined:
    """Put all files together, whatever order they come in.

    Args:
        parts: Kind (orders, order_headers, catalog, inventory) → its tables, each with the notes
            of its reading; at least one of orders.
        step: Named steps are reported inside it.

    Raises:
        TooSmall: No row is left.
    """
    of = {kind: [part for part, _ in told] for kind, told in parts.items()}
    with step("Put the orders together"):
        months = join_months(of["orders"])
    whole = _Whole(months.table, months.rejects, list(months.notes), {"months": months.account})
    if of.get("order_headers"):
        with step("Find each order's header"):
            whole.take_headers(of["order_headers"])
    if of.get("catalog") or of.get("inventory"):
        with step("Look up the products"):
            whole.take_products(of.get("catalog", []), of.get("inventory", []))
    table, rejects = whole.table, whole.rejects
    rows = table["row"].unique()
    if not len(rows):
        raise TooSmall(f"None of the {months.read:,} rows is left once the files are put together.")
    doubts = months.doubts.filter(pl.col("row").is_in(rows.implode()))
    return Joined(
        months.read, len(rows), _counts(rejects), _counts(doubts),
        (*_own_notes(parts, table), *whole.notes), _facts(table, of["orders"]), whole.accounts,
        table, rejects, doubts,
    )  # fmt: skip


@dataclass
class _Whole:
    """What has been put together so far."""

    table: pl.DataFrame
    rejects: pl.DataFrame
    notes: list[str]
    accounts: dict[str, Any]

    def take_headers(self, headers: Sequence[Part]) -> None:
        told = join_headers(self.table, headers)
        self.table = told.table
        self.rejects = pl.concat([self.rejects, told.rejects]).sort("row", maintain_order=True)
        self.accounts["headers"] = {**told.account, "absent": _listed(told.absent)}
        self.notes.append(_header_note(told.account))

    def take_products(self, catalogs: Sequence[Part], inventories: Sequence[Part]) -> None:
        known = join_products(self.table, catalogs, inventories)
        self.table = known.table
        self.accounts["products"] = {**known.account, "unresolved": _listed(known.unresolved)}
        self.notes += known.notes


def _counts(rows: pl.DataFrame) -> dict[str, int]:
    counts = dict(rows.group_by("reason").len().iter_rows())
    return {reason: counts[reason] for reason in REASONS if reason in counts}


def _listed(unmatched: pl.DataFrame) -> list[dict[str, Any]]:
    return unmatched.head(LISTED).to_dicts()


def _header_note(account: Mapping[str, Any]) -> str:
    note = (
        f"{account['matched']:,} of {account['orders']:,} orders ({account['share']:.1%}) have a "
        "header"
    )
    if account["cancelled_orders"]:
        return f"{note}; {account['cancelled_orders']:,} more are cancelled there and left out."
    return f"{note}."


def _own_notes(
    parts: Mapping[str, Sequence[tuple[Part, Sequence[str]]]], table: pl.DataFrame
) -> list[str]:
    """What each reading noted, unless it no longer holds."""
    settled = [
        *(["The file has no dates"] if not table["moment"].null_count() else []),
        *(["The file has no prices"] if not table["unit_price"].null_count() else []),
    ]
    return [
        f"{part.name}: {note}"
        for kind in sorted(parts)
        for part, notes in sorted(parts[kind], key=lambda one: (one[0].name, one[0].content))
        for note in notes
        if not any(note.startswith(words) for words in settled)
    ]


def _facts(table: pl.DataFrame, orders: Sequence[Part]) -> dict[str, Any]:
    currencies = {part.facts["currency"] for part in orders if part.facts.get("currency")}
    one = {"currency": currencies.pop()} if len(currencies) == 1 else {}
    return {**order_facts(table), **one}
