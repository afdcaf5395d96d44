"""Several files at once: read each, and put them together."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from engine import Backroom, CheckedTable, EngineError, NotFound
from ui.drop import settled
from ui.file_view import show_file
from ui.run_panel import show_run
from ui.words import plain

JOINABLE = ("orders", "baskets", "order_headers", "catalog", "inventory")


def put_together(backroom: Backroom, parts: Sequence[str], *, page: str) -> str:
    """The table that dropped files make together; the page stops while one is being read.

    Args:
        backroom: The open workspace.
        parts: Tables of the files, one or more.
        page: The page they are shown on.

    Returns:
        The joined table's id, or that of the only file that could be read, or could not.
    """
    for part in parts:
        view = backroom.watch(part)
        if view is not None and view.active:
            show_run(backroom, view)
            st.stop()
    good = readable(backroom, parts)
    if not good:
        return parts[0]
    left = [backroom.watch(part) for part in parts if part not in good]
    st.session_state[f"{page}.refused"] = [f"{view.title}: {view.error}" for view in left if view]
    if len(good) == 1:
        return good[0]
    try:
        joined = backroom.join(good)
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")
        show_file(backroom, good[0], page=page)
        st.stop()
    settled(backroom, [joined])
    return joined


def show_refused(page: str) -> None:
    """Say which of the files dropped last could not be read, while others of them could."""
    for sentence in st.session_state.get(f"{page}.refused", ()):
        st.warning(plain(sentence), icon=":material/warning:")


def readable(backroom: Backroom, tables: Sequence[str]) -> list[str]:
    """Those of some tables that could be read."""
    return [table for table in tables if _is_read(backroom, table)]


def _is_read(backroom: Backroom, table: str) -> bool:
    try:
        backroom.table(table)
    except NotFound:
        return False
    return True


def offer_together(backroom: Backroom, tables: Sequence[CheckedTable]) -> str | None:
    """Offer to put several of these files together; returns the joined table's id once asked."""
    fitting = {table.id: table for table in tables if table.kind in JOINABLE}
    if len(fitting) < 2 or not any(t.kind in ("orders", "baskets") for t in fitting.values()):
        return None
    with st.expander("Put files together", icon=":material/join:"):
        st.caption(
            "Orders of several months, orders and their headers, a catalog and an inventory become "
            "one table: products are matched by variant number, then code, then title."
        )
        chosen = st.multiselect(
            "Files",
            list(fitting),
            default=list(fitting),
            format_func=lambda table: f"{fitting[table].name} ({fitting[table].used:,} rows)",
            key=f"together_{len(fitting)}",
        )
        if not st.button("Put together", key="together_go", disabled=len(chosen) < 2):
            return None
        try:
            joined = backroom.join(chosen)
        except EngineError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return None
    settled(backroom, [joined])
    return joined
