"""Choose a file that was read, and one of its columns with texts."""

from __future__ import annotations

import polars as pl
import streamlit as st

from engine import KINDS, Backroom, CheckedTable

# Columns that people are likely to ask about come first.
_LIKELY = ("comment", "title", "text")
# Customers are kept as salted hashes: nothing to read.
_HASHED = ("customer",)


def choose_texts(backroom: Backroom, *, key: str) -> tuple[CheckedTable, str] | None:
    """The chosen table and the name of its column, or None while there is none."""
    tables = {table.id: table for table in backroom.tables()}
    if not tables:
        st.info(
            "No file was read yet. Drop one on the Files page, or try the sample survey.",
            icon=":material/inbox:",
        )
        st.page_link("pages/files.py", label="Go to Files", icon=":material/folder_open:")
        return None
    left, right = st.columns(2)
    chosen = left.selectbox(
        "File",
        list(tables),
        index=None,
        format_func=lambda table: _titled(tables[table]),
        placeholder="Choose a file",
        key=f"{key}_file",
    )
    columns = text_columns(backroom, chosen) if chosen else {}
    column = right.selectbox(
        "Column with texts",
        list(columns),
        format_func=lambda name: columns.get(name, name),
        placeholder="Choose the file first" if not chosen else "This file has no texts",
        disabled=not columns,
        key=f"{key}_column_{chosen}",
    )
    return (tables[chosen], column) if chosen and column else None


def _titled(table: CheckedTable) -> str:
    return f"{table.name} · {KINDS[table.kind].title.lower()}, {table.used:,} rows"


@st.cache_data(show_spinner=False, max_entries=16)
def text_columns(_backroom: Backroom, table: str) -> dict[str, str]:
    """Columns of a table that hold texts → their headings in the file, likely ones first."""
    told = {column["field"]: column["heading"] for column in _backroom.table(table).columns}
    told = {"title": told.get("product", "title"), **told}
    names = [
        name
        for name, kind in _backroom.lines(table).schema.items()
        if isinstance(kind, pl.String | pl.Categorical | pl.Enum) and name not in _HASHED
    ]
    names.sort(key=lambda name: _LIKELY.index(name) if name in _LIKELY else len(_LIKELY))
    return {name: told.get(name, name.removeprefix("segment: ")) for name in names}
