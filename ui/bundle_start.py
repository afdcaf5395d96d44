"""Before a run of Bundles: what was understood of the file, the options, the button."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from engine import Backroom, BundleOptions, CheckedTable, EngineError, JobView
from ui.file_view import show_file
from ui.place import go_to
from ui.words import plain

MINERS = {
    "auto": "As the settings say",
    "bitset": "The fast one",
    "mlxtend": "mlxtend: slow, to compare, the same sets",
}


def show_start(backroom: Backroom, table: CheckedTable, view: JobView | None) -> None:
    """Show the file's account and the way to start; `view` is the run on the page, if any."""
    title = f"{table.name}: {table.used:,} of {table.read:,} rows used"
    with st.expander(plain(title), icon=":material/fact_check:", expanded=view is None):
        show_file(backroom, table.id, page="bundles")
    options, again = _ask(table, running=view is not None and view.active)
    if st.session_state.pop("bundles.go", None):
        options = BundleOptions()
    if options is not None:
        _begin(backroom, table, options, again=again)


def _begin(backroom: Backroom, table: CheckedTable, options: BundleOptions, *, again: bool) -> None:
    """Ask for the run and draw the page anew around it."""
    try:
        run = backroom.find_bundles(table.id, options, again=again)
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    go_to("bundles", run=run)
    st.rerun()


def _ask(table: CheckedTable, *, running: bool) -> tuple[BundleOptions | None, bool]:
    """The form; returns the options once they are sent, and whether to compute anew."""
    with st.form("bundles_form", border=False):
        with st.expander("Options", icon=":material/tune:"):
            count = st.slider("Bundles of two, at most", 5, 200, 50, 5, key="bundles_count")
            larger = st.slider("Sets of three or four, at most", 0, 50, 10, 5, key="bundles_larger")
            until = _until(table)
            twins = st.toggle(
                "Allow two colours or sizes of one product in a bundle", key="bundles_twins"
            )
            miner = st.selectbox(
                "Way of counting", list(MINERS), format_func=MINERS.__getitem__, key="bundles_miner"
            )
            again = st.checkbox("Compute again even if this was run before", key="bundles_again")
        sent = st.form_submit_button(
            "Find bundles", type="primary", icon=":material/play_arrow:", disabled=running
        )
    if not sent:
        return None, False
    return (
        BundleOptions(
            bundles=count,
            larger_sets=larger,
            until=until.isoformat() if until else None,
            twins="allow" if twins else "exclude",
            miner=miner,
        ),
        again,
    )


def _until(table: CheckedTable) -> dt.date | None:
    """The last day that counts, or None for all of the file."""
    if table.facts["last"] is None:
        return None
    first, last = (dt.date.fromisoformat(table.facts[name]) for name in ("first", "last"))
    chosen = st.date_input("Orders up to", last, first, last, key=f"bundles_until_{table.id}")
    return chosen if isinstance(chosen, dt.date) and chosen < last else None
