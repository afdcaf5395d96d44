"""Files: drop any spreadsheet, see what it is, map it, and see what was left out and why."""

import streamlit as st

from engine import NotFound
from ui.desk import open_desk
from ui.drop import drop_files, settled
from ui.file_list import choose_file
from ui.file_view import kind_title, show_file
from ui.frame import require_frame
from ui.next_tool import show_next
from ui.place import current, go_to
from ui.run_panel import show_ending, show_run
from ui.together import offer_together
from ui.words import plain

require_frame()
backroom = open_desk()
st.title("Files")
dropped = drop_files(
    backroom,
    "Any spreadsheet",
    key="files_file",
    help_text="Orders, a catalog, an inventory, receipt words or survey responses.",
)
if dropped:
    settled(backroom, dropped)
    go_to("files", file=dropped[0])
table_id = choose_file(backroom, current("files", "file"))
if not table_id:
    st.info(
        "Drop a file above: you see what it holds, which column is which, and every row that "
        "cannot be used with the reason.",
        icon=":material/inbox:",
    )
    st.stop()
reading = backroom.watch(table_id)
if reading is not None and reading.active:
    show_run(backroom, reading)
    st.stop()
if reading is not None and reading.status in ("cancelled", "interrupted"):
    show_ending(reading)
    st.stop()
try:
    table = backroom.table(table_id)
    st.subheader(plain(table.name))
    st.caption(kind_title(table))
except NotFound:
    st.subheader(plain(reading.title) if reading else "A file")
shown = show_file(backroom, table_id, page="files")
if shown is not None:
    show_next(shown, key="files_use")
joined = offer_together(backroom, backroom.tables())
if joined:
    go_to("files", file=joined)
    st.rerun()
