"""Showing a finished run to a room: larger, and without what is nobody's business there.

An address with `present=1` opens the last finished run of its tool. Settings, file names, options
and everything that changes something stay away.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from engine import Backroom, JobView, NotFound
from ui.place import current, go_to

PARAMETER = "present"
TIMES = 1.55
# Fixed words of our own. The theme's sizes hold for the whole process, so a single visitor's page
# cannot be made larger by them.
_LARGER = """<style>
:root {font-size: 23px !important}
[data-testid="stMainBlockContainer"] {padding-top: 3rem; padding-bottom: 2rem}
</style>"""


def presenting() -> bool:
    """Whether the page is shown to a room."""
    return bool(st.query_params.get(PARAMETER) == "1")


def large(pixels: float) -> int:
    """Pixels of a chart's parts, more of them where the page is shown to a room.

    Words on axes and legends follow the size of the page's own words by themselves.
    """
    return round(pixels * TIMES) if presenting() else round(pixels)


def show_presented(
    backroom: Backroom, page: str, show: Callable[[Backroom, JobView], None]
) -> None:
    """Show a tool's run, if it has finished, or else the last that has; the page ends here.

    Args:
        backroom: The open workspace.
        page: The tool's name, which is its page's.
        show: Draws a finished run for a room.
    """
    st.html(_LARGER)
    view = _finished(backroom, page)
    if view is None:
        st.info("There is no finished run to show yet.", icon=":material/co_present:")
    else:
        go_to(page, run=view.id)
        show(backroom, view)
    st.button(
        "Back to work", type="tertiary", icon=":material/close_fullscreen:", on_click=_leave,
        key=f"{page}_present_leave",
    )  # fmt: skip
    st.stop()


def offer_present(page: str) -> None:
    """The button that turns a finished run into what a room may see."""
    st.button(
        "Present", type="tertiary", icon=":material/co_present:", on_click=_enter,
        key=f"{page}_present", help="Large, for a projector: no file names, options or settings.",
    )  # fmt: skip


def _finished(backroom: Backroom, page: str) -> JobView | None:
    """The run of the address where it has finished, else the newest that has."""
    asked = current(page, "run")
    view = backroom.watch(asked) if asked else None
    if view is not None and view.status == "done" and view.kind == page:
        return view
    for row in backroom.runs([page]):
        if row.status == "done":
            return _opened(backroom, row.id)
    return None


def _opened(backroom: Backroom, run: str) -> JobView | None:
    try:
        return backroom.watch(run)
    except NotFound:
        return None


def _enter() -> None:
    st.query_params[PARAMETER] = "1"


def _leave() -> None:
    if PARAMETER in st.query_params:
        del st.query_params[PARAMETER]
