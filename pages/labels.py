"""Labels: drop words of receipts, see which labels look wrong, decide, take the corrected file."""

import streamlit as st

from ui.desk import open_desk
from ui.drop import drop_files, settled
from ui.frame import require_frame
from ui.label_presented import present_labels
from ui.label_results import show_preview, show_results
from ui.label_start import LABELS_TOOL
from ui.place import current, go_to
from ui.present import presenting, show_presented
from ui.run_panel import show_ending, show_run
from ui.samples import read_sample_receipts
from ui.tool_page import opened_run, opened_table
from ui.tool_start import show_tool_start
from ui.words import plain

require_frame()
backroom = open_desk()
if presenting():
    show_presented(backroom, "labels", present_labels)
st.title("Labels")
view = opened_run(backroom, "labels")
done = view is not None and view.status == "done"
# Once there is a desk to work at, what led to it is folded away.
setup = (
    st.expander(plain(f"{view.title}: another file or other options"), icon=":material/tune:")
    if view is not None and done
    else st.container()
)
with setup:
    dropped = drop_files(
        backroom,
        "Words of receipts",
        key="labels_file",
        help_text="One line per word or line of a receipt with the label it was given; places of "
        "the words, merchants and who checked what help where they are there.",
    )
if dropped:
    settled(backroom, dropped)
    go_to("labels", file=dropped[0], run=None)
    st.rerun()
table_id = current("labels", "file")
if not table_id:
    st.info(
        "Drop words of receipts above, or look at the sample receipts first.",
        icon=":material/inbox:",
    )
    if st.button("Try it with sample receipts", icon=":material/play_arrow:", key="labels_sample"):
        st.session_state["labels.go"] = "yes"
        sample = read_sample_receipts(backroom)
        settled(backroom, [sample])
        go_to("labels", file=sample, run=None)
        st.rerun()
    st.stop()
table = opened_table(
    backroom, "labels", table_id, kinds=("receipts",), needs="this needs receipt words"
)
with setup:
    show_tool_start(backroom, table, view, LABELS_TOOL)
if view is None:
    st.stop()
if view.active:
    show_run(backroom, view, preview=show_preview)
elif done:
    show_results(backroom, view)
else:
    show_ending(view)
