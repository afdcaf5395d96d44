"""The sample shop and receipts that ship with Backroom."""

from __future__ import annotations

from pathlib import Path

from engine import Backroom

FOLDER = Path(__file__).parent.parent / "sample_data"


def read_sample_shop(backroom: Backroom) -> list[str]:
    """Have the sample shop's orders, catalog and inventory read; returns the tables' ids."""
    return [_read(backroom, name) for name in ("orders.csv", "catalog.csv", "inventory.csv")]


def read_sample_receipts(backroom: Backroom) -> str:
    """Have the sample receipts' words read; returns the table's id."""
    return _read(backroom, "receipts.csv")


def read_sample_survey(backroom: Backroom) -> str:
    """Have the sample shop's survey read; returns the table's id."""
    return _read(backroom, "survey.csv")


def _read(backroom: Backroom, name: str) -> str:
    path = FOLDER / name
    with path.open("rb") as source:
        return backroom.read(backroom.take(path.name, source))
