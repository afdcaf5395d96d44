"""The files of the workspace: which one is shown, and what can be done with it next."""

from __future__ import annotations

import streamlit as st

from engine import KINDS, Backroom, CheckedTable, NotFound
from ui.drop import held_open
from ui.place import go_to, remember
from ui.words import plain


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
    return names


def _titled(table: CheckedTable) -> str:
    by_hand = ", mapped by hand" if table.mapping else ""
    return f"{table.name} · {KINDS[table.kind].title.lower()}, {table.used:,} rows{by_hand}"


def show_next(backroom: Backroom, table: CheckedTable) -> None:
    """What to do with a file that was understood."""
    del backroom
    if table.kind == "receipts":
        if st.button(
            "Find wrong labels in it", type="primary", icon=":material/label:", key="files_use"
        ):
            remember("labels", file=table.id, run=None)
            st.switch_page("pages/labels.py")
    elif table.kind in ("orders", "baskets"):
        if st.button(
            "Find bundles in it", type="primary", icon=":material/shopping_basket:", key="files_use"
        ):
            remember("bundles", file=table.id, run=None)
            st.switch_page("pages/bundles.py")
    else:
        st.caption(plain(f"{KINDS[table.kind].title} are kept for the tools that work on them."))
