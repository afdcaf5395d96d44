"""Labels: drop words of receipts, see which labels look wrong, decide, take the corrected file."""

import streamlit as st

from engine import KINDS, NotFound
from ui.desk import open_desk
from ui.drop import drop_files, settled
from ui.file_view import show_file
from ui.frame import require_frame
from ui.label_results import show_preview, show_results
from ui.label_start import show_start
from ui.place import current, go_to
from ui.run_panel import show_ending, show_run
from ui.samples import read_sample_receipts
from ui.words import plain

require_frame()
backroom = open_desk()
st.title("Labels")
run = current("labels", "run")
if run:
    # A run knows its file; whatever else the session remembers is of no account.
    try:
        go_to("labels", file=backroom.run(run).question["table"])
    except NotFound:
        st.warning("That run is not in this workspace.", icon=":material/search_off:")
        go_to("labels", run=None)
        run = None
view = backroom.watch(run) if run else None
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
reading = backroom.watch(table_id)
if reading is not None and reading.active:
    show_run(backroom, reading)
    st.stop()
try:
    table = backroom.table(table_id)
except NotFound as error:
    if reading is None:
        st.warning(plain(str(error)), icon=":material/search_off:")
    elif reading.status == "failed":
        show_file(backroom, table_id, page="labels")
    else:
        show_ending(reading)
    st.stop()
if table.kind != "receipts":
    st.warning(
        plain(f"{table.name} holds {KINDS[table.kind].title.lower()}; this needs receipt words."),
        icon=":material/info:",
    )
    show_file(backroom, table_id, page="labels")
    st.stop()
with setup:
    show_start(backroom, table, view)
if view is None:
    st.stop()
if view.active:
    show_run(backroom, view, preview=show_preview)
elif done:
    show_results(backroom, view)
else:
    show_ending(view)
