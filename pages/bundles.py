"""Bundles: drop an order export, see what was understood, run, look, choose, take away."""

import streamlit as st

from engine import NotFound
from ui.bundle_results import show_preview, show_results
from ui.bundle_start import show_start
from ui.desk import open_desk
from ui.drop import drop_orders
from ui.frame import require_frame
from ui.place import current, go_to
from ui.run_panel import show_ending, show_run
from ui.samples import read_sample_orders
from ui.words import plain

require_frame()
backroom = open_desk()
st.title("Bundles")
dropped = drop_orders(backroom)
if dropped:
    go_to("bundles", file=dropped, run=None)
run = current("bundles", "run")
table_id = current("bundles", "file")
if run and not table_id:
    try:
        table_id = backroom.run(run).question["table"]
    except NotFound:
        st.warning("That run is not in this workspace.", icon=":material/search_off:")
        go_to("bundles", run=None)
        run = None
if not table_id:
    st.info(
        "Drop an order export above, or look at the sample shop first.", icon=":material/inbox:"
    )
    if st.button("Try it with sample data", icon=":material/play_arrow:", key="bundles_sample"):
        st.session_state["bundles.go"] = "yes"
        go_to("bundles", file=read_sample_orders(backroom), run=None)
        st.rerun()
    st.stop()
reading = show_run(backroom, table_id)
if reading is not None and reading.active:
    st.stop()
try:
    table = backroom.table(table_id)
except NotFound as error:
    if reading is not None:
        show_ending(reading)
    else:
        st.warning(plain(str(error)), icon=":material/search_off:")
    st.stop()
run = show_start(backroom, table, run)
if run is None:
    st.stop()
view = show_run(backroom, run, preview=show_preview)
if view is None:
    st.warning("That run is not in this workspace any more.", icon=":material/search_off:")
elif view.status == "done":
    show_results(backroom, view)
elif not view.active:
    show_ending(view)
