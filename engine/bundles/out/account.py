"""What a run's manifest says, as the report and the workbook tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.bundles.objectives import OBJECTIVES
from engine.bundles.out.offer import TYPE_TITLES


@dataclass(frozen=True)
class RunAccount:
    """A run in a few facts.

    Attributes:
        file: The file's name.
        facts: (what, how many or which) in the order in which they are told.
        empty: (objective, type, why) of each kind of offer that is not possible.
        warnings: Sentences the reader should know.
        orders_of_several: Orders with two products or more.
        first: First day of the file, or empty.
        last: Its last day, or empty.
    """

    file: str
    facts: tuple[tuple[str, str], ...]
    empty: tuple[tuple[str, str, str], ...]
    warnings: tuple[str, ...]
    orders_of_several: int
    first: str
    last: str


def read_account(manifest: Mapping[str, Any]) -> RunAccount:
    """The account of a run.

    Args:
        manifest: As it is kept; `units` lists {objective, bundle_type, empty} of each kind of
            offer, where `empty` is the reason why there is none.
    """
    inputs, mining = manifest.get("inputs", {}), manifest.get("mining", {})
    rows, held = manifest.get("rows", {}), inputs.get("facts", {})
    first, last = held.get("first") or "", held.get("last") or ""
    facts = [
        ("File", str(inputs.get("file", ""))),
        ("Days", f"{first} to {last}" if first else "without dates"),
        ("Rows read", _count(rows.get("read"))),
        ("Rows used", _count(rows.get("used"))),
        ("Orders", _count(mining.get("orders"))),
        ("Orders with several products", _count(mining.get("multi_item_orders"))),
        ("Products", _count(mining.get("products"))),
        ("Made by", str(manifest.get("made_by", ""))),
        ("Version", str(manifest.get("versions", {}).get("backroom", ""))),
    ]
    return RunAccount(
        file=str(inputs.get("file", "")),
        facts=tuple((name, told) for name, told in facts if told),
        empty=tuple(_empty(unit) for unit in manifest.get("units", ()) if unit.get("empty")),
        warnings=tuple(manifest.get("warnings", ())),
        orders_of_several=int(mining.get("multi_item_orders") or 0),
        first=first,
        last=last,
    )


def _empty(unit: Mapping[str, Any]) -> tuple[str, str, str]:
    known = OBJECTIVES.get(unit["objective"])
    kind = TYPE_TITLES.get(unit["bundle_type"], unit["bundle_type"])
    return known.title if known else unit["objective"], kind, unit["empty"]


def _count(number: int | None) -> str:
    return "" if number is None else f"{number:,}"
