"""Drop a file: into the private spool, read at once, shown with what was understood."""

from __future__ import annotations

import streamlit as st

from engine import Backroom, EngineError
from ui.words import plain

# Streamlit rounds any limit above half a gigabyte up to "1GB" on the page; this one it shows as is.
SHOWN_LIMIT_MB = 476
KINDS = ["csv", "tsv", "txt", "xlsx", "gz", "zip"]


def drop_orders(backroom: Backroom) -> str | None:
    """A place to drop an order export.

    Returns:
        The id of the table it is being read into, once for each drop.
    """
    uploaded = st.file_uploader(
        "Order export",
        type=KINDS,
        key="bundles_file",
        max_upload_size=SHOWN_LIMIT_MB,
        help="CSV, TSV or XLSX with one line per product in an order, also zipped. "
        "It stays on this computer.",
    )
    if uploaded is None or st.session_state.get("bundles_seen") == uploaded.file_id:
        return None
    st.session_state["bundles_seen"] = uploaded.file_id
    try:
        return backroom.read(backroom.take(uploaded.name, uploaded))
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return None
