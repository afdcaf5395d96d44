"""Feedback: drop a survey, see the score with its uncertainty, what moves it, and who to call."""

import streamlit as st

from ui.desk import open_desk
from ui.drop import drop_files, settled
from ui.feedback_presented import present_feedback
from ui.feedback_results import show_preview, show_results
from ui.feedback_start import FEEDBACK_TOOL
from ui.frame import require_frame
from ui.place import current, go_to
from ui.present import presenting, show_presented
from ui.run_panel import show_ending, show_run
from ui.samples import read_sample_survey
from ui.tool_page import opened_run, opened_table
from ui.tool_start import show_tool_start
from ui.words import plain

require_frame()
backroom = open_desk()
if presenting():
    show_presented(backroom, "feedback", present_feedback)
st.title("Feedback")
view = opened_run(backroom, "feedback")
done = view is not None and view.status == "done"
# Once there is something to read, what led to it is folded away.
setup = (
    st.expander(plain(f"{view.title}: another file or other options"), icon=":material/tune:")
    if view is not None and done
    else st.container()
)
with setup:
    dropped = drop_files(
        backroom,
        "Survey or reviews",
        key="feedback_file",
        help_text="One line per response: a score, a comment, or both. Dates, countries, channels "
        "and the like are compared where the file has them.",
    )
if dropped:
    settled(backroom, dropped)
    go_to("feedback", file=dropped[0], run=None)
    st.rerun()
table_id = current("feedback", "file")
if not table_id:
    st.info(
        "Drop a survey or reviews above, or look at the sample survey first.",
        icon=":material/inbox:",
    )
    if st.button("Try it with a sample survey", icon=":material/play_arrow:", key="feedback_try"):
        st.session_state["feedback.go"] = "yes"
        sample = read_sample_survey(backroom)
        settled(backroom, [sample])
        go_to("feedback", file=sample, run=None)
        st.rerun()
    st.stop()
table = opened_table(
    backroom, "feedback", table_id, kinds=("survey",), needs="this needs a survey or reviews"
)
with setup:
    show_tool_start(backroom, table, view, FEEDBACK_TOOL)
if view is None:
    st.stop()
if view.active:
    show_run(backroom, view, preview=show_preview)
elif done:
    show_results(backroom, view)
else:
    show_ending(view)
