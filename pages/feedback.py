"""Feedback: drop a survey, see the score with its uncertainty, what moves it, and who to call."""

from ui.desk import open_desk
from ui.feedback_filters import note_address
from ui.feedback_presented import present_feedback
from ui.feedback_results import show_preview, show_results
from ui.feedback_start import FEEDBACK_TOOL
from ui.frame import require_frame
from ui.samples import read_sample_survey
from ui.tool_steps import ToolPage, show_tool_page

FEEDBACK = ToolPage(
    name="feedback",
    title="Feedback",
    drop="Survey or reviews",
    help_text="One line per response: a score, a comment, or both. Dates, countries, channels "
    "and the like are compared where the file has them.",
    empty="Drop a survey or reviews above, or look at the sample survey first.",
    sample="Try it with a sample survey",
    read_sample=read_sample_survey,
    kind="survey",
    needs="this needs a survey or reviews",
    tool=FEEDBACK_TOOL,
    present=present_feedback,
    preview=show_preview,
    results=show_results,
)

require_frame()
note_address()
show_tool_page(open_desk(), FEEDBACK)
