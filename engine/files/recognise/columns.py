"""Which column holds which field: by its heading, checked against what stands in it.

This is the seam for mapping by hand: a mapping given by the user replaces what was recognised,
field by field, and everything after this room works from the mapping alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.errors import ColumnsMissing, OptionRefused
from engine.files.forms.raw import RawTable
from engine.files.kinds import Field, Kind, normalised
from engine.files.recognise.content import looks_like


@dataclass(frozen=True)
class Column:
    """One recognised column.

    Attributes:
        field: The field it holds.
        index: Its place, from 0.
        heading: Its heading in the file.
        confidence: 0..1; 1 for a known heading whose cells look as they should, or by hand.
        evidence: Why, in words.
        samples: Up to five of its distinct values; empty for a personal field.
        personal: Whether the field tells a person and is kept as a hash only.
    """

    field: str
    index: int
    heading: str
    confidence: float
    evidence: str
    samples: tuple[str, ...] = ()
    personal: bool = False


def recognise_columns(
    raw: RawTable, kind: Kind, by_hand: Mapping[str, str] | None = None
) -> tuple[Column, ...]:
    """Recognise the columns of a table of one kind.

    Args:
        raw: The table with its headings and first records.
        kind: What kind of table it is taken for.
        by_hand: Field → heading, from the user; an empty heading leaves the field out.

    Raises:
        OptionRefused: `by_hand` names an unknown field or heading.
        ColumnsMissing: A field that the kind needs was not found.
    """
    by_hand = dict(by_hand or {})
    found = _chosen(raw, kind, by_hand)
    for rank in range(max(len(field.headings) for field in kind.fields)):
        for field in kind.fields:
            if field.name not in found and field.name not in by_hand and rank < len(field.headings):
                _take(found, raw, field, rank)
    if kind.name == "orders":
        _product_by_elimination(found, raw, kind, by_hand)
    _check_required(found, raw, kind)
    return tuple(found[name] for name in kind.names if name in found)


def _chosen(raw: RawTable, kind: Kind, by_hand: Mapping[str, str]) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for name, heading in by_hand.items():
        field = kind.field(name)
        if not heading:
            continue
        if heading not in raw.headings:
            raise OptionRefused(
                f"There is no column {heading!r}; columns are {', '.join(raw.headings)}."
            )
        found[name] = _column(raw, field, raw.headings.index(heading), 1.0, "chosen by hand")
    return found


def _take(found: dict[str, Column], raw: RawTable, field: Field, rank: int) -> None:
    """Give a field the free column whose heading is its `rank`-th known one, if cells agree."""
    taken = {column.index for column in found.values()}
    for index, heading in enumerate(raw.headings):
        if index in taken or normalised(heading) != field.headings[rank]:
            continue
        if field.name == "order_id" and field.headings[rank] == "name" and not _has_line_items(raw):
            continue
        share = looks_like(field.content, _cells(raw, index))
        if share >= 0.5:
            evidence = f"known heading; {share:.0%} of its first values fit"
            found[field.name] = _column(raw, field, index, round(share, 2), evidence)
            return


def _has_line_items(raw: RawTable) -> bool:
    """Only beside line-item columns is a plain `Name` the order's (Shopify), not a product's."""
    return any(normalised(heading).startswith("lineitem") for heading in raw.headings)


def _product_by_elimination(
    found: dict[str, Column], raw: RawTable, kind: Kind, by_hand: Mapping[str, str]
) -> None:
    """Where only one other column holds codes that repeat, it is the product."""
    if "order_id" not in found or "sku" in found or "product" in found or by_hand.get("sku") == "":
        return
    taken = {column.index for column in found.values()}
    codes = [
        index
        for index, heading in enumerate(raw.headings)
        if index not in taken
        and normalised(heading).endswith(("id", "code", "name"))
        and _repeats(_cells(raw, index))
    ]
    if len(codes) == 1:
        evidence = "the only other column of codes that repeat from order to order"
        found["sku"] = _column(raw, kind.field("sku"), codes[0], 0.6, evidence)


def _repeats(cells: tuple[str, ...]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) > 4 and len(set(filled)) < 0.9 * len(filled)


def _check_required(found: dict[str, Column], raw: RawTable, kind: Kind) -> None:
    missing = kind.missing(found)
    if not missing:
        return
    listed = ", ".join(repr(heading) for heading in raw.headings[:12])
    more = " …" if len(raw.headings) > 12 else ""
    raise ColumnsMissing(
        f"No column for {' or '.join(_WORDS.get(f.name, f.says) for f in missing)} was found among "
        f"{listed}{more}: {kind.title.lower()} are a table with {kind.says}.",
        tuple(field.name for field in missing),
        raw.headings,
    )


_WORDS = {"order_id": "an order number", "product": "a product"}


def _cells(raw: RawTable, index: int) -> tuple[str, ...]:
    return tuple(row[index].strip() if index < len(row) else "" for row in raw.sample)


def _column(raw: RawTable, field: Field, index: int, confidence: float, evidence: str) -> Column:
    distinct = list(dict.fromkeys(cell for cell in _cells(raw, index) if cell))[:5]
    samples = () if field.personal else tuple(distinct)
    return Column(
        field.name, index, raw.headings[index], confidence, evidence, samples, field.personal
    )
