"""What a file seems to be: its kind, its known layout, and which column holds which field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.errors import OptionRefused
from engine.files.forms.raw import RawTable
from engine.files.kinds import KINDS, Kind
from engine.files.kinds.known import Layout
from engine.files.options import ReadOptions
from engine.files.recognise.by_content import MOST, are_opaque, told_by_content
from engine.files.recognise.candidates import Candidate, likeliest, refusal, why_not
from engine.files.recognise.columns import Column, by_content, recognise_columns
from engine.files.recognise.content import Cells, columns_of, given_once
from engine.files.recognise.layouts import known_by_one_mark, known_layouts
from engine.files.recognise.one_hot import product_columns


@dataclass(frozen=True)
class Recognition:
    """What was recognised.

    Attributes:
        kind: Name of the kind of table.
        layout: Name of a known layout, or an empty string.
        confidence: 0..1 of the kind.
        evidence: Why this kind, in words.
        columns: Which column holds which field, in the order of the kind's fields.
        personal: Places of columns that seem to tell a person; not kept.
        others: Every other possible kind, with why the file was not taken for it.
    """

    kind: str
    layout: str
    confidence: float
    evidence: str
    columns: tuple[Column, ...]
    personal: tuple[int, ...] = ()
    others: tuple[tuple[str, str], ...] = ()


def recognise(
    raw: RawTable, options: ReadOptions, exact: Mapping[str, tuple[str, ...]] | None = None
) -> Recognition:
    """Recognise a table's kind and columns.

    A known layout goes first. Otherwise, of the kinds whose needed fields are there, it is the one
    that most evidence speaks for.

    Args:
        raw: The table.
        options: What the user chose.
        exact: Kind → its fields that only their own headings tell.

    Raises:
        OptionRefused: The options name an unknown kind, field or heading.
        ColumnsMissing: It is of no kind that is understood, or a needed field was not found.
    """
    columns, kinds = columns_of(raw), _exactly(_possible(options), exact or {})
    layouts = known_layouts(raw.headings, [kind.name for kind in kinds])
    found = _by_layout(columns, layouts, kinds, options)
    if not found and layouts:  # its kind is known, though not all that it needs is told
        kinds = tuple(kind for kind in kinds if kind.name == layouts[0].kind)
    found = found or _by_evidence(columns, kinds, options, raw.headings)
    weak = known_by_one_mark(raw.headings, found.kind)
    return replace(found, layout=found.layout or raw.layout_name or (weak.name if weak else ""))


def _by_evidence(
    columns: Sequence[Cells],
    kinds: Sequence[Kind],
    options: ReadOptions,
    headings: tuple[str, ...],
) -> Recognition:
    """The kind that most speaks for."""
    candidates = _candidates(columns, kinds, options)
    best, complete = likeliest(candidates)
    if not complete or best.kind.name == "order_headers":
        other = _otherwise(columns, kinds, options)
        if other:
            return other
    if not complete:
        raise refusal(best, headings)
    if options.kind:
        return Recognition(best.kind.name, "", 1.0, "chosen by hand", best.columns)
    others = tuple(
        (one.kind.name, why_not(one, best.kind.title.lower()))
        for one in candidates
        if one is not best
    )
    return Recognition(best.kind.name, "", best.confidence, best.evidence, best.columns, (), others)


def _possible(options: ReadOptions) -> tuple[Kind, ...]:
    """The kinds that the options leave: the one chosen, or those with the mapped fields."""
    if options.kind and options.kind not in KINDS:
        raise OptionRefused(f"There is no kind {options.kind!r}; kinds are {', '.join(KINDS)}.")
    if options.kind:
        return (KINDS[options.kind],)
    mapped = {kind: sum(name in kind.names for name in options.mapping) for kind in KINDS.values()}
    kinds = tuple(kind for kind, count in mapped.items() if count == max(mapped.values()))
    for name in options.mapping:
        if not any(mapped.values()):
            known = sorted({one for kind in KINDS.values() for one in kind.names})
            raise OptionRefused(
                f"There is no field {name!r} in any kind of table; fields are {', '.join(known)}."
            )
        kinds[0].field(name)  # refuses one of another kind
    return kinds


def _exactly(kinds: tuple[Kind, ...], exact: Mapping[str, tuple[str, ...]]) -> tuple[Kind, ...]:
    return tuple(replace(kind, exact=exact.get(kind.name, ())) for kind in kinds)


def _by_layout(
    columns: Sequence[Cells],
    layouts: Sequence[Layout],
    kinds: Sequence[Kind],
    options: ReadOptions,
) -> Recognition | None:
    """What a known layout says, if all that its kind needs is there."""
    for layout in layouts:
        kind = next(kind for kind in kinds if kind.name == layout.kind)
        found = recognise_columns(columns, kind, options.mapping, layout)
        if not kind.missing({column.field: column for column in found}):
            return _of_layout(layout, found, kinds)
    return None


def _of_layout(layout: Layout, columns: tuple[Column, ...], kinds: Sequence[Kind]) -> Recognition:
    marks = ", ".join(map(repr, layout.marks))
    evidence = f"the headings {marks} are those of {layout.name}"
    why = f"it has the headings of {layout.name}"
    others = tuple((kind.name, why) for kind in kinds if kind.name != layout.kind)
    return Recognition(layout.kind, layout.name, 1.0, evidence, columns, (), others)


def _candidates(
    columns: Sequence[Cells], kinds: Sequence[Kind], options: ReadOptions
) -> tuple[Candidate, ...]:
    """The table taken for each kind."""
    found = {kind.name: recognise_columns(columns, kind, options.mapping) for kind in kinds}
    buyers = any(
        column.field == "customer" and column.confidence >= 0.9
        for column in found.get("orders", ())
    )
    here = {cells.index: cells for cells in columns}
    return tuple(
        Candidate(
            kind,
            found[kind.name],
            buyers,
            any(
                given_once(here[column.index])
                for column in found[kind.name]
                if column.field in kind.needs[0]
            ),
        )
        for kind in kinds
    )


def _otherwise(
    columns: Sequence[Cells], kinds: Sequence[Kind], options: ReadOptions
) -> Recognition | None:
    """Baskets with a column for every product, or a table that only its cells explain."""
    names = [kind.name for kind in kinds]
    products = product_columns(columns)
    if products and "baskets" in names and "items" not in options.mapping:
        rest = [cells for cells in columns if cells not in products]
        evidence = f"{len(products)} columns are of one product each, bought or not"
        found = recognise_columns(rest, KINDS["baskets"], {})
        return Recognition("baskets", "", 0.8, evidence, found)
    if options.mapping or not are_opaque([cells.heading for cells in columns]):
        return None
    told = told_by_content(columns)
    if not told or told[0] not in [kind.name for kind in kinds if not kind.exact]:
        return None
    evidence = "by content alone: the headings say nothing"
    return Recognition(told[0], "", MOST, evidence, by_content(KINDS[told[0]], told[1]))
