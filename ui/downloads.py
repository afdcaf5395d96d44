"""A finished run's files to take away, one by one or together."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import streamlit as st

from engine import Backroom

SAYS = {
    "bundles.csv": "the bundles, a row each, for a spreadsheet",
    "bundles.json": "the same with all evidence, for a program",
    "rules.csv": "all association rules with their measures",
    "manifest.json": "what went in, was counted and left out, and how long it took",
}


def show_downloads(backroom: Backroom, run: str) -> None:
    """Buttons for each file; their bytes are made when they are asked for."""
    st.download_button(
        "Download everything (zip)",
        data=lambda: zipped(backroom.files(run)),
        file_name="backroom-bundles.zip",
        mime="application/zip",
        on_click="ignore",
        type="primary",
        icon=":material/folder_zip:",
        key="bundles_zip",
    )
    for name, says in SAYS.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                name,
                data=_one(backroom, run, name),
                file_name=name,
                on_click="ignore",
                icon=":material/download:",
                key=f"bundles_{name}",
                width=190,
            )
            st.caption(says)


def _one(backroom: Backroom, run: str, name: str) -> Callable[[], bytes]:
    return lambda: backroom.files(run)[name]


def zipped(files: dict[str, bytes]) -> bytes:
    """Files by name as one archive; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            # A fixed date: the same run gives the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()
