"""The files of the workspace: which one is shown."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from engine import KINDS, Backroom, CheckedTable, NotFound
from ui.drop import held_open
from ui.place import go_to


def choose_file(backroom: Backroom, shown: str | None) -> str | None:
    """The file to show: the one asked for, or another of those that were read before."""
    names = _names(backroom, shown)
    if len(names) < 2:
        return shown or next(iter(names), None)
    ids = list(names)
    chosen = st.selectbox(
        "File",
        ids,
        index=ids.index(shown) if shown in names else 0,
        format_func=names.__getitem__,
        key=f"files_choice_{shown}",
    )
    if chosen and chosen != shown:
        go_to("files", file=chosen)
        st.rerun()
    return chosen


def _names(backroom: Backroom, shown: str | None) -> dict[str, str]:
    """Table id → name and kind: this session's files first, then those kept in the workspace."""
    names: dict[str, str] = {}
    for table in dict.fromkeys([*reversed(held_open(backroom)), *([shown] if shown else [])]):
        try:
            names[table] = _titled(backroom.table(table))
        except NotFound:
            view = backroom.watch(table)
            if view is not None and table == shown:
                names[table] = view.title
    for kept in backroom.tables():
        names.setdefault(kept.id, _titled(kept))
    return _told_apart(names)


def _told_apart(names: dict[str, str]) -> dict[str, str]:
    """The same with no two titles alike.

    A select box tells its choice by the title: of two alike it would take now one, now the other.
    """
    often = Counter(names.values())
    return {
        table: f"{title} · reading {table[:5]}" if often[title] > 1 else title
        for table, title in names.items()
    }


def _titled(table: CheckedTable) -> str:
    by_hand = ", mapped by hand" if table.mapping else ""
    return f"{table.name} · {KINDS[table.kind].title.lower()}, {table.used:,} rows{by_hand}"
