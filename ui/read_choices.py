"""What a file leaves open: its sheet, which comes first in its dates, the scale of its scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from engine import ReadOptions
from ui.words import counted

_ASKS: dict[str, tuple[str, dict[str, str]]] = {
    "date_order": (
        "Dates such as 03/04/2026 fit both ways round. What comes first?",
        {"auto": "as it was read", "day": "the day: 3 April", "month": "the month: 4 March"},
    ),
    "decimals": (
        "Numbers such as 1,500 fit both ways. What is the comma?",
        {"auto": "as it was read", "comma": "a decimal comma: 1.5", "point": "a separator: 1500"},
    ),
    "scale": (
        "The scores fit no scale for certain, or several. Which one holds?",
        {
            "auto": "leave them as they are", "0-10": "0 to 10", "1-10": "1 to 10",
            "0-5": "0 to 5", "1-5": "1 to 5", "1-7": "1 to 7", "0-1": "0 or 1",
            "0-100": "0 to 100",
        },
    ),
}  # fmt: skip


def ask_sheet(options: ReadOptions, sheets: Mapping[str, int], read: str, *, key: str) -> str:
    """Ask which sheet of a workbook to read; the likeliest was read. Returns its name."""
    if len(sheets) < 2:
        return options.sheet
    names = list(sheets)
    chosen = st.selectbox(
        "Sheet",
        names,
        index=names.index(read) if read in names else 0,
        format_func=lambda name: f"{name} ({counted(sheets[name], 'row')})",
        key=f"{key}_sheet",
    )
    return options.sheet if chosen == read else chosen or options.sheet


def ask_open(options: ReadOptions, told: dict[str, Any], *, key: str) -> ReadOptions:
    """Ask what the file leaves open, and what was answered before."""
    chosen: dict[str, Any] = {}
    for name, (question, answers) in _ASKS.items():
        current = getattr(options, name)
        if name not in told.get("open", ()) and current == "auto":
            continue
        chosen[name] = st.radio(
            question,
            list(answers),
            index=list(answers).index(current),
            format_func=answers.__getitem__,
            horizontal=True,
            key=f"{key}_{name}",
        )
    return replace(options, **chosen) if chosen else options


def ask_personal(options: ReadOptions, personal: Sequence[str], *, key: str) -> ReadOptions:
    """Say which columns were left out because they may tell a person; some may be kept."""
    listed = [*personal, *(heading for heading in options.keep if heading not in personal)]
    if not listed:
        return options
    keep = st.multiselect(
        ":material/lock: Left out, because they may tell a person. Keep any of them?",
        listed,
        default=list(options.keep),
        key=f"{key}_keep",
        placeholder="None: nothing of them is stored",
        help="Names, e-mail addresses, phone numbers and addresses are not stored. Where customers "
        "have to be counted, a salted hash stands in their place.",
    )
    return replace(options, keep=tuple(keep))
