"""Before a run of Labels: what was understood of the file, the options, the button."""

from __future__ import annotations

import streamlit as st

from engine import Backroom, CheckedTable, EngineError, JobView, NotFound, RunRow
from ui.file_view import show_file
from ui.label_options import Asked, note_begun, show_options, usual
from ui.place import go_to
from ui.words import counted, duration, plain, usd


def show_start(backroom: Backroom, table: CheckedTable, view: JobView | None) -> None:
    """Show the file's account and the way to start; `view` is the run on the page, if any."""
    title = f"{table.name}: {table.used:,} of {table.read:,} rows used"
    with st.expander(plain(title), icon=":material/fact_check:", expanded=view is None):
        show_file(backroom, table.id, page="labels")
    if st.session_state.pop("labels.go", None):
        _begin(backroom, table, usual())
    run = None if view is None else _row(backroom, view.id)
    # A fragment, so that choosing an option does not draw the desk anew.
    st.fragment(_ask)(backroom, table, run, running=view is not None and view.active)


def _row(backroom: Backroom, run: str) -> RunRow | None:
    try:
        return backroom.run(run)
    except NotFound:
        return None


def _ask(backroom: Backroom, table: CheckedTable, run: RunRow | None, *, running: bool) -> None:
    """The options and the button."""
    asked = show_options(backroom, table, run)
    pressed = st.button(
        "Find wrong labels",
        type="primary" if run is None else "secondary",
        icon=":material/play_arrow:",
        disabled=running or isinstance(asked, str),
        key="labels_find",
    )
    if not isinstance(asked, str) and asked.model != "local":
        _show_estimate(backroom, table, asked)
    if isinstance(asked, str):
        st.warning(plain(asked), icon=":material/rule:")
    elif pressed:
        _begin(backroom, table, asked)


def _show_estimate(backroom: Backroom, table: CheckedTable, asked: Asked) -> None:
    """Say what a server would be asked at most."""
    takes = backroom.estimate_labels(table.id, asked.options, asked.model)
    low, high = takes.cost_low, takes.cost_high
    words = [
        f"at most about {counted(takes.calls, 'request')}",
        f"{takes.tokens_in + takes.tokens_out:,} tokens",
        "cost not known" if low is None or high is None else f"{usd(low)} to {usd(high)}",
        f"about {duration(takes.seconds)}",
    ]
    st.caption(f":material/calculate: Asks {plain(' · '.join(words))}")
    if asked.budget_usd and not takes.price_known:
        st.warning(
            f"What {plain(backroom.settings.ai_model)} costs is not known, so a cap could not be "
            "kept. Add its price under Budget on the Settings page, or set the cap to 0.",
            icon=":material/sell:",
        )


def _begin(backroom: Backroom, table: CheckedTable, asked: Asked) -> None:
    """Ask for the run and draw the page anew around it."""
    try:
        run = backroom.find_labels(
            table.id,
            asked.options,
            model=asked.model,
            budget_usd=asked.budget_usd,
            again=asked.again,
        )
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    note_begun(run, asked.budget_usd)
    go_to("labels", run=run)
    st.rerun()
