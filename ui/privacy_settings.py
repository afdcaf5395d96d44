"""What is hidden before anything leaves this computer, and a preview of exactly what would."""

from __future__ import annotations

import json

import streamlit as st

from engine import AskOptions, Backroom, EngineError
from ui.settings_fields import ask_setting, show_saving
from ui.text_column import choose_texts
from ui.trial_question import READY
from ui.words import plain

SHOWN_TEXTS = 5


def show_privacy_settings(backroom: Backroom) -> None:
    """Show and change what is hidden; preview what would be sent."""
    on = ask_setting(backroom, "redact", "Hide private numbers and addresses before sending")
    st.caption(
        "E-mail addresses, phone, card and account numbers and links that hold secrets are "
        "replaced by placeholders, and put back here when the answer comes. Columns that tell a "
        "person are not even kept."
        if on
        else ":material/warning: Texts would be sent as they stand in your file."
    )
    unsaved = show_saving(backroom, {"redact": on}, key="privacy")
    st.markdown("##### What would be sent")
    st.caption("Nothing is sent by looking. The first texts of a column, as the server gets them:")
    texts = choose_texts(backroom, key="preview")
    if texts is None or unsaved:
        return
    table, column = texts
    ready = next(iter(READY.values()))
    options = AskOptions(ready.question, json.loads(ready.schema), column=column, model="openai")
    try:
        messages = backroom.preview_ask(table.id, options, SHOWN_TEXTS)
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    for message in reversed(messages):
        if message["role"] == "user":
            st.code(_laid_out(message["content"]), language="json", wrap_lines=True)
            st.caption("Only line breaks are added here.")
        else:
            with st.expander("The instructions that go before them"):
                st.code(message["content"], language=None, wrap_lines=True)


def _laid_out(content: str) -> str:
    """JSON as it is sent, with line breaks for the eye."""
    return json.dumps(json.loads(content), indent=2, ensure_ascii=False)
