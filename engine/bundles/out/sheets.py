"""Bundles as an Excel workbook: what they are, what is in them, what they stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from engine.bundles.out.account import RunAccount
from engine.bundles.out.shop import Shop
from engine.bundles.out.tables import (
    bundles_table,
    evidence_table,
    prices_table,
    products_table,
)
from engine.reports import Sheet, to_xlsx

_MEANS = (
    ("place", "order in which the bundles stand, yours where you chose one"),
    ("rank", "order in which the program chose them"),
    ("verdict", "accepted, rejected, or open where nothing was decided yet"),
    ("parts", "what the products cost one by one, at what customers usually pay"),
    ("margin", "share of the price that is left after the products' costs; empty without costs"),
    ("orders together", "orders that hold all of it already"),
    ("times chance", "these orders over those expected if products were bought independently"),
    ("confidence", "share of the orders with `from` that hold `to` as well"),
    ("q_value", "share of chance finds among all sets called at least this sure"),
    ("floor", "smallest price that keeps the margin floor, a site-wide code on top included"),
    ("given_away", "today's joint buyers, who would have paid the full price"),
    ("break_even_uplift_pct", "how many more such orders it takes to earn the same"),
    ("expected_profit", "extra profit, from low to high; empty where the file cannot tell"),
)


def to_workbook(documents: Sequence[Mapping[str, Any]], account: RunAccount, shop: Shop) -> bytes:
    """bundles.xlsx: sheets Bundles, Products, Evidence, Prices, Not possible, About.

    Args:
        documents: All bundles as they were decided, rejected ones included.
        account: The run they come from.
        shop: Whose money it is.
    """
    sheets = [
        Sheet("Bundles", *bundles_table(documents, shop)),
        Sheet("Products", *products_table(documents, shop)),
        Sheet("Evidence", *evidence_table(documents)),
        Sheet("Prices", *prices_table(documents, shop)),
    ]
    if account.empty:
        sheets.append(Sheet("Not possible", _texts(("objective", "type", "why"), account.empty)))
    about = [*account.facts, *(("Note", sentence) for sentence in account.warnings)]
    if shop.currency:
        about.append(("Currency", shop.currency))
    sheets.append(Sheet("About", _texts(("what", "says"), [*about, *_MEANS])))
    return to_xlsx(sheets)


def _texts(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), dict.fromkeys(headings, pl.String), orient="row")
