"""The mapping of a file's columns to fields, to be looked at and changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from engine import KINDS, Column, Field, Kind, Look, LookedColumn, ReadOptions
from ui.words import field_title, plain

NONE = ""
SAMPLE_SIGNS = 60
# What the engine says of a column that its heading did not tell.
BY_CONTENT = "by content alone"


def show_mapping(look: Look, options: ReadOptions, kind: Kind, *, key: str) -> ReadOptions:
    """Show which column holds which field, each in a select box.

    Args:
        look: The file as it was looked at.
        options: What was chosen so far.
        kind: What the file is taken for.
        key: Of the widgets, one for each file and reading.

    Returns:
        The options as they are chosen now.
    """
    fields = _fields(look, options, kind)
    needed = {name for group in kind.needs for name in group}
    first = [field for field in kind.fields if field.name in needed or field.name in fields]
    more = [field for field in kind.fields if field not in first]
    chosen = {field.name: _ask(look, field, fields, kind, key) for field in first}
    if more:
        with st.expander(f"{len(more)} more fields, not found in this file"):
            chosen |= {field.name: _ask(look, field, fields, kind, key) for field in more}
    changed = {
        name: heading for name, heading in chosen.items() if heading != fields.get(name, NONE)
    }
    if not changed:
        return options
    by_hand = {name: heading for name, heading in options.mapping.items() if name in kind.names}
    stays = _told_by_content(look, chosen, set(changed.values()))
    return replace(options, kind=kind.name, mapping=stays | by_hand | changed)


def _told_by_content(look: Look, chosen: Mapping[str, str], moved: set[str]) -> dict[str, str]:
    """Fields that keep their column, which a reading with a choice would not find again.

    Content tells the columns of a file only as a whole, where nothing was chosen.
    """
    columns = look.recognition.columns if look.recognition else ()
    told = {column.field: column.heading for column in columns if column.evidence == BY_CONTENT}
    return {
        name: heading
        for name, heading in told.items()
        if chosen.get(name) == heading and heading not in moved
    }


def _fields(look: Look, options: ReadOptions, kind: Kind) -> dict[str, str]:
    """Field → heading as recognised, or as far as it was chosen where that was not enough."""
    if look.recognition is not None and look.recognition.kind == kind.name:
        return {column.field: column.heading for column in look.columns if column.field}
    return {name: heading for name, heading in options.mapping.items() if name in kind.names}


def _ask(look: Look, field: Field, found: dict[str, str], kind: Kind, key: str) -> str:
    """One field: its select box, and the first values of the column beside it."""
    box, values = st.columns([2, 3], vertical_alignment="bottom")
    headings = [NONE, *(column.heading for column in look.columns)]
    told = {column.heading: _described(column) for column in look.columns}
    with box:
        widget = f"{key}_{kind.name}_{field.name}"
        _set_unless_changed(widget, found.get(field.name, NONE))
        heading = st.selectbox(
            field_title(field.name) + _need(field, kind),
            headings,
            format_func=lambda heading: told.get(heading, "— not in this file —"),
            help=plain(field.says.capitalize() + "."),
            key=widget,
        )
    if heading == found.get(field.name, NONE):
        st.session_state[f"{widget}.drawn"] = heading
    values.caption(_samples(look, heading or NONE))
    return heading or NONE


def _set_unless_changed(widget: str, heading: str) -> None:
    """Set a select box to what was read, unless the user has just changed it.

    The boxes outlive a reading, so that a quick second choice is not lost with the first; nor is
    the first, where the second ends the drawing that would have had it read.
    """
    state = st.session_state
    if widget not in state or state[widget] == state.get(f"{widget}.drawn"):
        state[widget] = heading


def _need(field: Field, kind: Kind) -> str:
    """Whether the kind cannot do without the field."""
    for group in kind.needs:
        if field.name in group:
            return "  :gray[needed]" if len(group) == 1 else "  :gray[one of these is needed]"
    return ""


def _described(column: LookedColumn) -> str:
    """A heading with its first values, by which an opaque one is told."""
    if column.personal or not column.samples:
        return column.heading
    return f"{column.heading} ({', '.join(sample[:20] for sample in column.samples[:2])} …)"


def _samples(look: Look, heading: str) -> str:
    """A column's first values, or why none are shown."""
    for column in look.columns:
        if column.heading == heading:
            if column.personal:
                return ":material/lock: may tell a person; its values are not shown"
            told = (sample[:SAMPLE_SIGNS] for sample in column.samples)
            return " · ".join(f":gray-badge[{plain(sample)}]" for sample in told) or "empty"
    return ""


def show_columns(look: Look, kept: Mapping[str, str]) -> None:
    """Show all columns of the file: what each was taken for, how sure, and its first values.

    Args:
        look: The file as it was looked at.
        kept: Heading → as what a column is kept that holds no field.
    """
    recognised = look.recognition.columns if look.recognition else ()
    by_heading = {column.heading: column for column in recognised}
    rows = []
    for column in look.columns:
        found = by_heading.get(column.heading)
        rows.append(
            {
                "Column in the file": column.heading,
                "Used as": _used(found, column.heading, kept),
                "confidence": found.confidence if found else None,
                "Why": found.evidence if found else "",
                "values": [] if column.personal else list(column.samples),
            }
        )
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            "confidence": st.column_config.ProgressColumn(
                "Confidence", format="percent", min_value=0, max_value=1
            ),
            "Why": st.column_config.TextColumn(width="medium"),
            "values": st.column_config.ListColumn("First values", width="large"),
        },
        alt="Every column of the file and what it was taken for",
    )


def _used(found: Column | None, heading: str, kept: Mapping[str, str]) -> str:
    if found is not None:
        return field_title(found.field)
    return kept.get(heading, "not used")


def choose_kind(current: str, *, key: str) -> Kind:
    """Ask what the file holds; what was recognised is chosen already."""
    names = list(KINDS)
    name = st.selectbox(
        "This file holds",
        names,
        index=names.index(current),
        format_func=lambda name: f"{KINDS[name].title}: {KINDS[name].says}",
        key=key,
    )
    return KINDS[name]
