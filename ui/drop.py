"""Drop files: into the private spool, read at once, held open while the session may map them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from engine import Backroom, EngineError, Upload
from ui.words import plain

# Streamlit rounds any limit above half a gigabyte up to "1GB" on the page; this one it shows as is.
SHOWN_LIMIT_MB = 476
KINDS = [
    "csv", "tsv", "txt", "tab", "psv", "xlsx", "xls", "ods", "json", "jsonl", "ndjson", "parquet",
    "gz", "zip",
]  # fmt: skip


def drop_files(backroom: Backroom, label: str, *, key: str, help_text: str) -> list[str]:
    """A place to drop files.

    Args:
        backroom: The open workspace.
        label: What to drop here.
        key: Of the widget; what was seen under it is remembered for the session.
        help_text: What the files should hold.

    Returns:
        The ids of the tables that newly dropped files are being read into; `dropped_together`
        tells those of all files in the place.
    """
    uploaded = st.file_uploader(
        label,
        type=KINDS,
        key=key,
        accept_multiple_files=True,
        max_upload_size=SHOWN_LIMIT_MB,
        help=f"{help_text} CSV, Excel, OpenDocument, JSON or Parquet, also in gzip or zip. It "
        "stays on this computer.",
    )
    seen: dict[str, str] = st.session_state.setdefault(f"{key}.seen", {})
    fresh = [file for file in uploaded or () if file.file_id not in seen]
    tables = [_read(backroom, file, seen) for file in fresh]
    lying = (seen.get(file.file_id, "") for file in uploaded or ())
    st.session_state[f"{key}.tables"] = list(dict.fromkeys(table for table in lying if table))
    return [table for table in tables if table]


def dropped_together(key: str) -> list[str]:
    """Tables of all files that lie in a place to drop them."""
    tables: list[str] = st.session_state.get(f"{key}.tables", [])
    return tables


def _read(backroom: Backroom, file: UploadedFile, seen: dict[str, str]) -> str:
    """Begin to read one file; an empty string where it was refused."""
    seen[file.file_id] = ""
    try:
        upload = backroom.take(file.name, file)
        table = backroom.read(upload, hold=True)
    except EngineError as error:
        st.error(plain(f"{file.name}: {error}"), icon=":material/error:")
        return ""
    held = _held(backroom)
    held.append(table)
    held.uploads.append((table, upload))
    seen[file.file_id] = table
    return table


def held_open(backroom: Backroom) -> list[str]:
    """Tables whose uploads this session holds; let go of when the session ends."""
    return _held(backroom)


@st.cache_resource(scope="session", show_spinner=False, on_release=lambda held: _let_go(held))
def _held(_backroom: Backroom) -> _Held:
    return _Held(_backroom)


class _Held(list[str]):
    """Ids of tables, and the workspace that holds the session's uploads."""

    def __init__(self, backroom: Backroom) -> None:
        super().__init__()
        self.backroom = backroom
        self.uploads: list[tuple[str, Upload]] = []


def _let_go(held: _Held) -> None:
    """Let go of the session's own uploads: the same file may be open in another tab."""
    for table, upload in held.uploads:
        held.backroom.let_go(table, upload)


def settled(backroom: Backroom, tables: Sequence[str], at_most_s: float = 0.7) -> bool:
    """Give quick readings a moment, so that a page shows their end at once."""
    for table in tables:
        try:
            if backroom.wait(table, at_most_s).active:
                return False
        except TimeoutError:
            return False
    return True
