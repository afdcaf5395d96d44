"""Which column holds which field, where several could."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Pair:
    """A field and a column that could hold it; the smallest pair is taken first.

    Attributes:
        against: 0..1, how much speaks against it; 0 is certain.
        field: Place of the field in its kind.
        heading: The column's heading, so that the order of the columns decides nothing before it.
        column: Place of the column in the file.
    """

    against: float
    field: int
    heading: str
    column: int


def assigned(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Give every field at most one column and every column at most one field, the best pair first.

    No pair that is left out is better than both pairs that its field and its column got.

    Returns:
        The pairs taken, best first.
    """
    fields: set[int] = set()
    columns: set[int] = set()
    taken = []
    for pair in sorted(pairs):
        if pair.field not in fields and pair.column not in columns:
            taken.append(pair)
            fields.add(pair.field)
            columns.add(pair.column)
    return tuple(taken)
