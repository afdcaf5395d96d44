"""The head of a tool's page: which run and which file it shows, or why there is none to show."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from engine import KINDS, Backroom, CheckedTable, JobView, NotFound
from ui.file_view import show_file
from ui.next_tool import show_next
from ui.place import current, go_to
from ui.run_panel import show_ending, show_run
from ui.words import plain


def opened_run(backroom: Backroom, page: str) -> JobView | None:
    """The run that a page shows, if any; the page is set to the run's file.

    A run knows its file, so whatever else the session remembers is of no account. A run that is
    not in this workspace is said and let go.
    """
    run = current(page, "run")
    if not run:
        return None
    try:
        go_to(page, file=backroom.run(run).question["table"])
    except NotFound:
        st.warning("That run is not in this workspace.", icon=":material/search_off:")
        go_to(page, run=None)
        return None
    return backroom.watch(run)


def opened_table(
    backroom: Backroom, page: str, table: str, *, kinds: Sequence[str], needs: str
) -> CheckedTable:
    """A file that a page works on, once it is read; else the page ends here and says why.

    Args:
        backroom: The open workspace.
        page: The page's name.
        table: The file's id, from the page's place.
        kinds: The kinds of file that the page can work on, the usual one first.
        needs: What the page needs, for a file of another kind ("this needs receipt words").
    """
    reading = backroom.watch(table)
    if reading is not None and reading.active:
        show_run(backroom, reading)
        st.stop()
    try:
        checked = backroom.table(table)
    except NotFound as error:
        wanted = f"{needs[:1].upper()}{needs[1:]}: a table with {KINDS[kinds[0]].says}."
        if reading is not None and reading.status == "failed":
            st.info(plain(wanted), icon=":material/info:")
        _say_unread(backroom, page, table, reading, str(error))
        st.stop()
    if checked.kind not in kinds:
        holds = f"{checked.name} holds {KINDS[checked.kind].title.lower()}"
        st.warning(plain(f"{holds}; {needs}."), icon=":material/info:")
        show_next(checked, key=f"{page}_use")
        show_file(backroom, table, page=page)
        st.stop()
    return checked


def _say_unread(
    backroom: Backroom, page: str, table: str, reading: JobView | None, error: str
) -> None:
    """Why a file is not among those that were read."""
    if reading is None:
        st.warning(plain(error), icon=":material/search_off:")
    elif reading.status == "failed":
        show_file(backroom, table, page=page)
    else:
        show_ending(reading)
