"""The sample shop that ships with Backroom."""

from __future__ import annotations

from pathlib import Path

from engine import Backroom

FOLDER = Path(__file__).parent.parent / "sample_data"


def read_sample_orders(backroom: Backroom) -> str:
    """Have the sample shop's orders read; returns the table's id."""
    path = FOLDER / "orders.csv"
    with path.open("rb") as source:
        return backroom.read(backroom.take(path.name, source))
