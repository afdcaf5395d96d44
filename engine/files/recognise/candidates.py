"""The kinds a table could be of, and what speaks for and against each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import ColumnsMissing
from engine.files.forms.header import listed
from engine.files.kinds import Kind
from engine.files.recognise.columns import Column

MARGIN = 0.5  # of standing, by which an incomplete kind must lead to be the one to ask about
_NO_BUYERS = ("catalog", "inventory")  # kinds in which nobody buys
_WORDS = {
    "order_id": "an order number",
    "product": "a product",
    "sku": "a product's code or name",
    "price": "a price or category",
    "available": "how many there are",
    "score": "a score or a comment",
    "date": "a date",
    "text": "the word itself",
    "label": "a label",
    "image_id": "which picture or receipt it is on",
    "items": "the products of an order",
}
"""What a group of needed fields holds, by its first."""

MAP_IT = (
    "If a column holds it under another name, say which: under Change on the page, or with --map."
)


@dataclass(frozen=True)
class Candidate:
    """A table taken for one kind.

    Attributes:
        kind: The kind.
        columns: The columns that then hold its fields.
        buyers: Whether a column of the table names who bought.
        keyed: Whether what it must know a row by is there once only.
    """

    kind: Kind
    columns: tuple[Column, ...]
    buyers: bool = False
    keyed: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of needed fields that were not found, of each group the first."""
        found = {column.field: column for column in self.columns}
        return tuple(field.name for field in self.kind.missing(found))

    @property
    def standing(self) -> float:
        """The weights of the fields found, each by its confidence, less what speaks against it."""
        found = sum(self.kind.field(one.field).weight * one.confidence for one in self.columns)
        against = 0.4 * len(self.missing) / len(self.kind.needs)
        if self.buyers and self.kind.name in _NO_BUYERS:
            against += 2
        return round(found - against, 6)

    @property
    def of_sales(self) -> bool:
        """Whether it tells when something was sold, to whom or for how much in all."""
        told = {"date", "time", "line_total"}
        return self.buyers or not told.isdisjoint(column.field for column in self.columns)

    @property
    def confidence(self) -> float:
        """0..1: mean confidence of the best field of each group that is needed."""
        sure = {column.field: column.confidence for column in self.columns}
        groups = [max(sure.get(name, 0.0) for name in group) for group in self.kind.needs]
        return round(sum(groups) / len(groups), 2)

    @property
    def evidence(self) -> str:
        """How many of its fields were found, in words."""
        fields = f"{len(self.columns)} of its {len(self.kind.fields)} fields were found"
        return fields if self.missing else f"{fields}, all that it needs among them"

    @property
    def lacks(self) -> str:
        """What no column was found for, in words."""
        fields = (self.kind.field(name) for name in self.missing)
        return " or ".join(_WORDS.get(field.name, field.says) for field in fields)


def likeliest(candidates: Sequence[Candidate]) -> tuple[Candidate, bool]:
    """The candidate to go on with, among equals the first.

    Returns:
        It, and whether it is complete. An incomplete one comes before a complete one where far
        more speaks for it: sales without an order number are no catalog, unless each product is
        there once only.
    """
    complete = [one for one in candidates if not one.missing]
    nearest = max(candidates, key=lambda one: one.standing)
    if not complete:
        return nearest, False
    best = max(complete, key=lambda one: one.standing)
    leads = nearest.standing > best.standing + MARGIN and nearest.of_sales
    return (nearest, False) if leads and (nearest.buyers or not best.keyed) else (best, True)


def why_not(other: Candidate, instead: str) -> str:
    """Why a table was not taken for a kind, in words."""
    if other.missing:
        return f"no column for {other.lacks} was found"
    return f"less speaks for it than for {instead}: {other.evidence}"


def refusal(nearest: Candidate, headings: tuple[str, ...]) -> ColumnsMissing:
    """What is missing for the nearest kind, and which headings there are."""
    kind = nearest.kind
    return ColumnsMissing(
        f"No column for {nearest.lacks} was found among {listed(headings)}: "
        f"{kind.title.lower()} are a table with {kind.says}{_why(nearest)}. {MAP_IT}",
        nearest.missing,
        headings,
    )


def _why(nearest: Candidate) -> str:
    """What the missing column is needed for, where that is not plain."""
    if nearest.kind.name == "orders" and "order_id" in nearest.missing:
        return "; without an order number there is no way to form baskets"
    return ""
