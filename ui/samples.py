"""The sample shop that ships with Backroom."""

from __future__ import annotations

from pathlib import Path

from engine import Backroom

FOLDER = Path(__file__).parent.parent / "sample_data"


def read_sample_orders(backroom: Backroom) -> str:
    """Have the sample shop's orders read; returns the table's id."""
    return _read(backroom, "orders.csv")


def read_sample_survey(backroom: Backroom) -> str:
    """Have the sample shop's survey read; returns the table's id."""
    return _read(backroom, "survey.csv")


def _read(backroom: Backroom, name: str) -> str:
    path = FOLDER / name
    with path.open("rb") as source:
        return backroom.read(backroom.take(path.name, source))
