"""Before a run of a tool: what was understood of the file, the options, what it takes, the button.

Every tool that reads one file and makes one run of it starts like this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

import streamlit as st

from engine import Backroom, CheckedTable, EngineError, Estimate, JobView, NotFound, RunRow
from ui.file_view import show_file
from ui.place import go_to
from ui.tool_form import Asked, Options, note_begun
from ui.words import counted, duration, plain, usd


@dataclass(frozen=True)
class Tool(Generic[Options]):
    """How a tool is asked.

    Attributes:
        page: Its page's name, which session keys and places begin with.
        button: What its button says.
        usual: The options where nothing was chosen.
        show_options: Draws the options; returns what is asked for, or why it cannot be asked.
        estimate: What a server would be asked at most, for a table's id.
        begin: Asks for the run of a table's id; returns the run's id.
    """

    page: str
    button: str
    usual: Options
    show_options: Callable[[Backroom, CheckedTable, RunRow | None], Asked[Options] | str]
    estimate: Callable[[Backroom, str, Asked[Options]], Estimate]
    begin: Callable[[Backroom, str, Asked[Options]], str]


def show_tool_start(
    backroom: Backroom, table: CheckedTable, view: JobView | None, tool: Tool[Options]
) -> None:
    """Show the file's account and the way to start; `view` is the run on the page, if any.

    Where the session holds `<page>.go`, as after a press on a sample's button, a run with the
    usual options is begun at once: nothing leaves this computer then.
    """
    title = f"{table.name}: {table.used:,} of {table.read:,} rows used"
    with st.expander(plain(title), icon=":material/fact_check:", expanded=view is None):
        show_file(backroom, table.id, page=tool.page)
    if st.session_state.pop(f"{tool.page}.go", None):
        _begin(backroom, table, tool, Asked(tool.usual))
    run = None if view is None else _row(backroom, view.id)
    # A fragment, so that choosing an option does not draw the results anew.
    st.fragment(_ask)(backroom, table, run, tool, running=view is not None and view.active)


def show_estimate(backroom: Backroom, takes: Estimate, budget_usd: float | None) -> None:
    """Say what a server would be asked at most, and where a cap could not be kept."""
    low, high = takes.cost_low, takes.cost_high
    words = [
        f"at most about {counted(takes.calls, 'request')}",
        f"{takes.tokens_in + takes.tokens_out:,} tokens",
        "cost not known" if low is None or high is None else _cost(usd(low), usd(high)),
        f"about {duration(takes.seconds)}",
    ]
    st.caption(f":material/calculate: Asks {plain(' · '.join(words))}")
    if budget_usd and not takes.price_known:
        st.warning(
            f"What {plain(backroom.settings.ai_model)} costs is not known, so a cap could not be "
            "kept. Add its price under Budget on the Settings page, or set the cap to 0.",
            icon=":material/sell:",
        )


def _cost(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _row(backroom: Backroom, run: str) -> RunRow | None:
    try:
        return backroom.run(run)
    except NotFound:
        return None


def _ask(
    backroom: Backroom,
    table: CheckedTable,
    run: RunRow | None,
    tool: Tool[Options],
    *,
    running: bool,
) -> None:
    """The options and the button."""
    asked = tool.show_options(backroom, table, run)
    pressed = st.button(
        tool.button,
        type="primary" if run is None else "secondary",
        icon=":material/play_arrow:",
        disabled=running or isinstance(asked, str),
        key=f"{tool.page}_find",
    )
    if isinstance(asked, str):
        st.warning(plain(asked), icon=":material/rule:")
        return
    if asked.model != "local":
        show_estimate(backroom, tool.estimate(backroom, table.id, asked), asked.budget_usd)
    if pressed:
        _begin(backroom, table, tool, asked)


def _begin(
    backroom: Backroom, table: CheckedTable, tool: Tool[Options], asked: Asked[Options]
) -> None:
    """Ask for the run and draw the page anew around it."""
    try:
        run = tool.begin(backroom, table.id, asked)
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    note_begun(tool.page, run, asked.budget_usd)
    go_to(tool.page, run=run)
    st.rerun()
