"""Labels: drop words of receipts, see which labels look wrong, decide, take the corrected file."""

from ui.desk import open_desk
from ui.frame import require_frame
from ui.label_presented import present_labels
from ui.label_results import show_preview, show_results
from ui.label_start import LABELS_TOOL
from ui.samples import read_sample_receipts
from ui.tool_steps import ToolPage, show_tool_page

LABELS = ToolPage(
    name="labels",
    title="Labels",
    drop="Words of receipts",
    help_text="One line per word or line of a receipt with the label it was given; places of "
    "the words, merchants and who checked what help where they are there.",
    empty="Drop words of receipts above, or look at the sample receipts first.",
    sample="Try it with sample receipts",
    read_sample=read_sample_receipts,
    kind="receipts",
    needs="this needs receipt words",
    tool=LABELS_TOOL,
    present=present_labels,
    preview=show_preview,
    results=show_results,
)

require_frame()
show_tool_page(open_desk(), LABELS)
