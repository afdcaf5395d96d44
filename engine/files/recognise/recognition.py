"""What a file seems to be: its kind, its known layout, and which column holds which field."""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import ColumnsMissing, OptionRefused
from engine.files.forms.raw import RawTable
from engine.files.kinds import KINDS, Kind
from engine.files.options import ReadOptions
from engine.files.recognise.columns import Column, recognise_columns


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
    """

    kind: str
    layout: str
    confidence: float
    evidence: str
    columns: tuple[Column, ...]
    personal: tuple[int, ...] = ()


def recognise(raw: RawTable, options: ReadOptions) -> Recognition:
    """Recognise a table's kind and columns.

    Raises:
        OptionRefused: The options name an unknown kind, field or heading.
        ColumnsMissing: It is of no kind that is understood, or a needed field was not found.
    """
    if options.kind:
        kind = _named(options.kind)
        columns = recognise_columns(raw, kind, options.mapping)
        return Recognition(kind.name, "", 1.0, "chosen by hand", columns)
    refusals: list[ColumnsMissing] = []
    _refuse_unknown(options)
    for kind in (KINDS["orders"],):
        try:
            columns = recognise_columns(raw, kind, _of(kind, options))
        except ColumnsMissing as refusal:
            refusals.append(refusal)
            continue
        return Recognition(kind.name, "", 0.5, "its columns fit", columns)
    raise refusals[0]


def _refuse_unknown(options: ReadOptions) -> None:
    """A field chosen by hand must be one of some kind."""
    known = {name for kind in KINDS.values() for name in kind.names}
    for name in options.mapping:
        if name not in known:
            KINDS["orders"].field(name)


def _of(kind: Kind, options: ReadOptions) -> dict[str, str]:
    """The mapping by hand as far as it names fields of a kind."""
    return {name: heading for name, heading in options.mapping.items() if name in kind.names}


def _named(name: str) -> Kind:
    if name not in KINDS:
        raise OptionRefused(f"There is no kind {name!r}; kinds are {', '.join(KINDS)}.")
    return KINDS[name]
