"""Runs: what was asked, how it ended, how long each step took."""

import streamlit as st

from engine import NotFound
from ui.asked import asked_for
from ui.desk import open_desk
from ui.frame import require_frame
from ui.history import TOOLS, choose_run, show_timings
from ui.place import way_to
from ui.run_panel import STOPPED
from ui.what_left import show_what_left
from ui.words import STATUS_ICONS, duration, plain

require_frame()
backroom = open_desk()
st.title("Runs")
runs = backroom.runs()
if not runs:
    st.info("No runs yet. Every tool on Home has sample data to try.", icon=":material/inbox:")
    st.page_link("pages/home.py", label="Go to Home", icon=":material/storefront:")
    st.stop()
st.caption("Finished runs open without being computed again. Select one for its steps.")
row = choose_run(backroom, runs) or runs[0]
st.subheader(plain(row.title))
took = f" · {duration(row.seconds)}" if row.seconds is not None else ""
st.caption(f"{TOOLS[row.kind]} · {row.status}{took} · {plain(asked_for(row.question))}")
with st.container(horizontal=True, vertical_alignment="center"):
    page, says = way_to(row.kind, row.id)
    st.page_link(
        page,
        label="Open this run",
        icon=":material/open_in_new:",
        query_params=says,
    )
    if row.status not in ("queued", "running"):
        with st.popover("Forget it", icon=":material/delete:"):
            st.caption("The run and its results are removed; your file is not touched.")
            if st.button("Yes, forget it", key=f"forget_{row.id}"):
                backroom.forget(row.id)
                st.rerun()
if row.status == "stopped":
    st.warning(plain(row.error or STOPPED), icon=STATUS_ICONS["stopped"])
elif row.error:
    st.error(plain(row.error), icon=":material/error:")
if backroom.is_slow(row):
    threshold = duration(backroom.settings.alert_threshold_seconds)
    st.warning(f"Slower than {threshold}, the mark on the Settings page.", icon=":material/timer:")
for sentence in row.warnings:
    st.info(plain(sentence), icon=":material/info:")
if row.steps is not None:
    show_timings(row.steps)
else:
    st.caption("It was not begun, or ended before its first step was noted.")
show_what_left(backroom.what_left(row.id))
with st.expander("What was asked"):
    st.json(row.question)
try:
    manifest = backroom.document(row.id, "manifest")
except NotFound:
    st.stop()
with st.expander("Manifest"):
    st.json(manifest, expanded=1)
