"""A tool's page from top to bottom: drop a file, choose, watch the run, look at what it found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from engine import Backroom, JobView, NotFound
from ui.drop import drop_files, settled
from ui.place import current, go_to
from ui.present import presenting, show_presented
from ui.run_panel import show_ending, show_run
from ui.tool_page import opened_run, opened_table
from ui.tool_start import Tool, show_tool_start
from ui.words import plain


@dataclass(frozen=True)
class ToolPage:
    """What is a page's own.

    Attributes:
        name: Of the page and of its runs.
        title: Over the page.
        drop: What is dropped.
        help_text: What such a file looks like.
        empty: What is said before there is a file.
        sample: What the button says that opens the sample.
        read_sample: Has the sample read; the table's id.
        kind: What a file must have been read as.
        needs: What is said of a file that was not.
        tool: How a run begins.
        present: Shows a finished run to a room.
        preview: Shows what is known while a run is under way.
        results: Shows a finished run.
    """

    name: str
    title: str
    drop: str
    help_text: str
    empty: str
    sample: str
    read_sample: Callable[[Backroom], str]
    kind: str
    needs: str
    tool: Tool[Any]
    present: Callable[[Backroom, JobView], None]
    preview: Callable[[JobView], None]
    results: Callable[[Backroom, JobView], None]


def show_tool_page(backroom: Backroom, page: ToolPage) -> None:
    """Show a tool's page; what is not there yet ends it."""
    if presenting():
        show_presented(backroom, page.name, page.present)
    st.title(page.title)
    view = opened_run(backroom, page.name)
    # Once there is something to look at, what led to it is folded away.
    setup = (
        st.expander(plain(f"{view.title}: another file or other options"), icon=":material/tune:")
        if view is not None and view.status == "done"
        else st.container()
    )
    with setup:
        _take_dropped(backroom, page)
    table_id = current(page.name, "file")
    if not table_id:
        _offer_sample(backroom, page)
        st.stop()
    table = opened_table(backroom, page.name, table_id, kinds=(page.kind,), needs=page.needs)
    with setup:
        show_tool_start(backroom, table, view, page.tool)
    if view is not None:
        _show_view(backroom, page, view)


def _show_view(backroom: Backroom, page: ToolPage, view: JobView) -> None:
    if view.active:
        show_run(backroom, view, preview=page.preview)
        return
    if view.status != "done":
        show_ending(view)
    if view.status == "done" or _was_kept(backroom, view):
        page.results(backroom, view)


def _was_kept(backroom: Backroom, view: JobView) -> bool:
    """Whether a run that stopped at its budget kept what it had found until then."""
    if view.status != "stopped":
        return False
    try:
        backroom.document(view.id, "manifest")
    except NotFound:
        return False
    return True


def _take_dropped(backroom: Backroom, page: ToolPage) -> None:
    dropped = drop_files(backroom, page.drop, key=f"{page.name}_file", help_text=page.help_text)
    if dropped:
        settled(backroom, dropped)
        go_to(page.name, file=dropped[0], run=None)
        st.rerun()


def _offer_sample(backroom: Backroom, page: ToolPage) -> None:
    st.info(page.empty, icon=":material/inbox:")
    if st.button(page.sample, icon=":material/play_arrow:", key=f"{page.name}_sample"):
        st.session_state[f"{page.name}.go"] = "yes"
        sample = page.read_sample(backroom)
        settled(backroom, [sample])
        go_to(page.name, file=sample, run=None)
        st.rerun()
