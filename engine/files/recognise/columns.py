"""Which column holds which field: by hand, by a known layout, by headings and what stands below.

This is the seam for mapping by hand: a mapping given by the user replaces what was recognised,
field by field, and everything after this room works from the mapping alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.errors import OptionRefused
from engine.files.forms.header import listed
from engine.files.kinds import Field, Kind, normalised
from engine.files.kinds.known import Layout
from engine.files.recognise.assign import Pair, assigned
from engine.files.recognise.by_content import MOST
from engine.files.recognise.content import Cells
from engine.files.recognise.elimination import by_elimination, only_dates
from engine.files.recognise.headings import Known, known_fields
from engine.files.recognise.layouts import heading_of
from engine.files.recognise.names import names_the_field
from engine.files.recognise.questions import asked
from engine.files.recognise.totals import of_whole_orders

FIT = 0.5  # share of a column's first values that must look as its field's
_SEEN = {
    "date": "dates",
    "number": "numbers",
    "time": "times of day",
    "score": "scores",
    "list": "lists",
    "comment": "texts",
    "key": "given once only",
}


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
    columns: Sequence[Cells],
    kind: Kind,
    by_hand: Mapping[str, str] | None = None,
    layout: Layout | None = None,
) -> tuple[Column, ...]:
    """Recognise the columns of a table of one kind; fields that it needs may be missing.

    Args:
        columns: The first cells of every column.
        kind: What kind of table it is taken for.
        by_hand: Field → heading, from the user; an empty heading leaves the field out.
        layout: A known layout that the file has; what it says of its headings goes before guesses.

    Raises:
        OptionRefused: `by_hand` names an unknown field or heading.
    """
    by_hand = dict(by_hand or {})
    found = {column.field: column for column in _chosen(columns, kind, by_hand)}
    if layout:
        for column in _laid_out(columns, kind, layout):
            if column.field not in by_hand and column.index not in _taken(found):
                found.setdefault(column.field, column)
    told = {normalised(heading) for heading in layout.headings} if layout else set()
    taken = _taken(found)
    free = [cells for cells in columns if cells.index not in taken and cells.plain not in told]
    open_fields = [name for name in kind.names if name not in found and name not in by_hand]
    for column in _guessed(free, kind, open_fields):
        found[column.field] = column
    _eliminate(found, free, kind, open_fields)
    if "line_total" in open_fields:
        _let_go_of_totals(found, columns)
    return tuple(found[name] for name in kind.names if name in found)


def by_content(kind: Kind, found: Mapping[str, Cells]) -> tuple[Column, ...]:
    """Columns that were told by their content alone, as fields of a kind."""
    return tuple(
        _column(found[field.name], field, MOST, "by content alone")
        for field in kind.fields
        if field.name in found
    )


def _taken(found: Mapping[str, Column]) -> set[int]:
    return {column.index for column in found.values()}


def _chosen(columns: Sequence[Cells], kind: Kind, by_hand: Mapping[str, str]) -> Iterator[Column]:
    headings = [cells.heading for cells in columns]
    for name, heading in by_hand.items():
        field = kind.field(name)
        if not heading:
            continue
        if heading not in headings:
            raise OptionRefused(
                f"There is no column {heading!r}; columns are {listed(headings, 30)}."
            )
        yield _column(columns[headings.index(heading)], field, 1.0, "chosen by hand")


def _laid_out(columns: Sequence[Cells], kind: Kind, layout: Layout) -> Iterator[Column]:
    """What a layout says of its headings, of several for a field the first that is there."""
    places = {cells.plain: cells for cells in reversed(columns)}
    for name, headings in layout.fields.items():
        if name not in kind.names:
            continue
        listed = (headings,) if isinstance(headings, str) else headings
        listed = tuple(map(heading_of, listed)) if layout.document else listed
        there = [places[normalised(one)] for one in listed if normalised(one) in places]
        if there:
            yield _column(there[0], kind.field(name), 1.0, f"known layout: {layout.name}")


def _guessed(columns: Sequence[Cells], kind: Kind, names: Sequence[str]) -> Iterator[Column]:
    """The best columns for some fields, by heading and content."""
    order = {name: place for place, name in enumerate(kind.names)}
    here = {cells.index: cells for cells in columns}
    knowns: dict[tuple[int, int], Known] = {}
    pairs = []
    for cells in columns:
        for name, known in _known(cells, kind).items():
            if name not in names or not names_the_field(name, cells, columns):
                continue
            share = cells.share(kind.field(name).content)
            if share < FIT:
                continue
            knowns[order[name], cells.index] = known
            against = 1 - _score(known, share, empty=not cells.filled)
            pairs.append(Pair(against, order[name], cells.plain, cells.index))
    for pair in assigned(pairs):
        field, cells = kind.fields[pair.field], here[pair.column]
        yield _by_heading(cells, field, knowns[pair.field, pair.column])


def _known(cells: Cells, kind: Kind) -> dict[str, Known]:
    """The kind's fields that a column's heading may tell."""
    known = dict(asked(cells)) if kind.name == "survey" else {}
    for name in kind.exact:
        known.pop(name, None)
    for (of_kind, name), one in known_fields(cells.heading).items():
        if of_kind != kind.name or (name in kind.exact and one.strength < 1):
            continue
        if name not in known or one.strength > known[name].strength:
            known[name] = one
    return known


def _score(known: Known, share: float, *, empty: bool) -> float:
    """0..1: how well a column fits a field; an earlier one of the known headings fits better."""
    strength = known.strength - 0.002 * min(known.rank, 40)
    return round(strength * (0.5 + share / 2) * (0.8 if empty else 1), 6)


def _by_heading(cells: Cells, field: Field, known: Known) -> Column:
    if not cells.filled:
        evidence = f"{known.evidence}; its first values are all empty"
        return _column(cells, field, round(0.8 * known.strength, 2), evidence)
    share = cells.share(field.content)
    seen = _SEEN.get(field.content)
    fits = f"; {share:.0%} of its first values are {seen}" if seen else ""
    return _column(cells, field, round(share * known.strength, 2), known.evidence + fits)


def _eliminate(
    found: dict[str, Column], free: Sequence[Cells], kind: Kind, names: Sequence[str]
) -> None:
    """Find what is missing where only one column can hold it."""
    for find in (by_elimination, only_dates):
        taken = _taken(found)
        left = find([c for c in free if c.index not in taken], kind, tuple(found))
        if left and left[0] in names and left[0] not in kind.exact:
            name, cells, evidence = left
            found[name] = _column(cells, kind.field(name), MOST, evidence)


def _let_go_of_totals(found: dict[str, Column], columns: Sequence[Cells]) -> None:
    """A line's total is of use without a price only, and an order's is no line's."""
    if "line_total" not in found or "order_id" not in found:
        return
    here = {cells.index: cells for cells in columns}
    total, order = (here[found[name].index] for name in ("line_total", "order_id"))
    if "unit_price" in found or of_whole_orders(total, order):
        del found["line_total"]


def _column(cells: Cells, field: Field, confidence: float, evidence: str) -> Column:
    samples = () if field.personal else cells.distinct[:5]
    return Column(
        field.name, cells.index, cells.heading, confidence, evidence, samples, field.personal
    )
