"""Home: what each tool does, one click to try it, and the latest runs."""

import streamlit as st

from ui.desk import open_desk
from ui.drop import settled
from ui.frame import require_frame
from ui.history import show_recent
from ui.place import remember
from ui.samples import read_sample_receipts, read_sample_shop, read_sample_survey

require_frame()
backroom = open_desk()
st.title("Spreadsheets in, decisions out")
st.markdown(
    "Backroom works through the files your shop already has. Everything happens on this computer: "
    "no account or key is needed, and nothing is uploaded anywhere unless you choose a server on "
    "the Settings page."
)
# Wide enough for the buttons: where three do not fit, there are fewer beside each other.
cards = st.grid(3, min_column_width=230, gap="medium")
with cards, st.container(border=True, height="stretch"):
    st.subheader(":material/shopping_basket: Bundles")
    st.markdown(
        "Drop an **order export** and get product bundles: what is really bought together, how "
        "often, how far beyond chance, and in which order to offer it so that few bundles reach "
        "many customers."
    )
    with st.container(horizontal=True):
        if st.button(
            "Try it with sample data", type="primary", icon=":material/play_arrow:", key="home_try"
        ):
            st.session_state["bundles.parts"] = read_sample_shop(backroom)
            remember("bundles", file=None, run=None, go="yes")
            st.switch_page("pages/bundles.py")
        if st.button("Use my own file", icon=":material/upload_file:", key="home_own"):
            remember("bundles", file=None, run=None)
            st.switch_page("pages/bundles.py")
    st.caption(
        "One line per product in an order: from Shopify, WooCommerce, Square, Etsy, Amazon or any "
        "spreadsheet."
    )
with cards, st.container(border=True, height="stretch"):
    st.subheader(":material/label: Labels")
    st.markdown(
        "Drop the **labelled words of scanned receipts** and get those whose label is wrong, the "
        "likeliest first, each with the right one suggested and the reason. Decide with one key a "
        "word, and take the corrected file."
    )
    with st.container(horizontal=True):
        if st.button(
            "Try it with sample receipts", type="primary", icon=":material/play_arrow:",
            key="home_labels_try",
        ):  # fmt: skip
            sample = read_sample_receipts(backroom)
            settled(backroom, [sample])
            remember("labels", file=sample, run=None, go="yes")
            st.switch_page("pages/labels.py")
        if st.button("Use my own words", icon=":material/upload_file:", key="home_labels_own"):
            remember("labels", file=None, run=None)
            st.switch_page("pages/labels.py")
    st.caption(
        "One line per word with its label; places on the receipt, merchants and who checked what "
        "help where the file has them."
    )
with cards, st.container(border=True, height="stretch"):
    st.subheader(":material/forum: Feedback")
    st.markdown(
        "Drop a **survey or reviews** and get the score with how sure it is, what people talk "
        "about and how many points that costs or brings, who is about to leave, and the quotes "
        "that show it."
    )
    with st.container(horizontal=True):
        if st.button(
            "Try it with a sample survey", type="primary", icon=":material/play_arrow:",
            key="home_feedback_sample",
        ):  # fmt: skip
            sample = read_sample_survey(backroom)
            settled(backroom, [sample])
            remember("feedback", file=sample, run=None, go="yes")
            st.switch_page("pages/feedback.py")
        if st.button("Use my own survey", icon=":material/upload_file:", key="home_feedback_own"):
            remember("feedback", file=None, run=None)
            st.switch_page("pages/feedback.py")
    st.caption(
        "One line per response with a score, a comment or both; dates, countries and channels are "
        "compared where the file has them."
    )
st.markdown("##### How it goes")
st.markdown(
    "1. **Drop a file.** You see what was understood, map what was not in a minute, and every "
    "row that is left out has a reason.\n"
    "2. **Run.** Watch the steps, change the page, come back, stop it whenever you like.\n"
    "3. **Choose.** Everything found shows its evidence; numbers that a small file cannot carry "
    "are not claimed.\n"
    "4. **Take it away** as a workbook, a report that opens offline, or files for your shop, with "
    "a manifest that accounts for every row."
)
st.page_link("pages/files.py", label="Look into any file first", icon=":material/folder_open:")
st.subheader("Recent runs")
show_recent(backroom)
