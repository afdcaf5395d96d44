"""Bundles: drop an order export, see what was understood, run, look, choose, take away."""

import streamlit as st

from ui.bundle_presented import present_bundles
from ui.bundle_results import show_preview, show_results
from ui.bundle_start import BUNDLES_TOOL
from ui.desk import open_desk
from ui.drop import drop_files, dropped_together, settled
from ui.frame import require_frame
from ui.place import current, go_to
from ui.present import presenting, show_presented
from ui.run_panel import show_ending, show_run
from ui.samples import read_sample_shop
from ui.together import put_together, readable, show_refused
from ui.tool_page import opened_run, opened_table
from ui.tool_start import show_tool_start

require_frame()
backroom = open_desk()
if presenting():
    show_presented(backroom, "bundles", present_bundles)
st.title("Bundles")
dropped = drop_files(
    backroom,
    "Order export",
    key="bundles_file",
    help_text="One line per product in an order; several months at once, and a catalog or an "
    "inventory beside them, are put together.",
)
if dropped:
    settled(backroom, dropped)
    st.session_state.pop("bundles.refused", None)
    others = [table for table in dropped_together("bundles_file") if table not in dropped]
    st.session_state["bundles.parts"] = [*dropped, *readable(backroom, others)]
parts = st.session_state.get("bundles.parts")
if parts:
    together = put_together(backroom, parts, page="bundles")
    del st.session_state["bundles.parts"]
    go_to("bundles", file=together, run=None)
show_refused("bundles")
view = opened_run(backroom, "bundles")
table_id = current("bundles", "file")
if not table_id:
    st.info(
        "Drop an order export above, or look at the sample shop first.", icon=":material/inbox:"
    )
    if st.button("Try it with sample data", icon=":material/play_arrow:", key="bundles_sample"):
        st.session_state["bundles.go"] = "yes"
        st.session_state["bundles.parts"] = read_sample_shop(backroom)
        st.rerun()
    st.stop()
table = opened_table(
    backroom, "bundles", table_id, kinds=("orders", "baskets"), needs="bundles need order lines"
)
show_tool_start(backroom, table, view, BUNDLES_TOOL)
if view is None:
    st.stop()
if view.active:
    show_run(backroom, view, preview=show_preview)
elif view.status == "done":
    show_results(backroom, view)
else:
    show_ending(view)
