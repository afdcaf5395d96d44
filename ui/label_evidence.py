"""What stands beside a word at the desk: its label, the suggestion, and what speaks for it."""

from __future__ import annotations

import streamlit as st

from ui.label_desk_state import Row
from ui.label_names import ACTIONS, CHECKED, decider_of, label_means
from ui.words import plain

_NO_PLACE = "–"


def show_word(row: Row, place: int | None) -> None:
    """Show what a word says, where it stands, its label and the one suggested.

    Args:
        row: A row of the worklist.
        place: Its place there, from 1; None for one that is looked at again.
    """
    st.markdown(f"### {plain(str(row['word_text'])) or _NO_PLACE}")
    where = [f"No. {place:,}"] if place is not None else ["Looked at again"]
    if row["merchant_name"]:
        where.append(plain(str(row["merchant_name"])))
    ids = [str(row[name]) for name in ("image_id", "receipt_id") if row[name]]
    if ids:
        where.append(f"receipt {plain(' / '.join(ids))}")
    st.caption(" · ".join(where))
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.badge(str(row["label"]), color="orange", help=label_means(str(row["label"])) or None)
        if row["suggested_label"]:
            new = str(row["suggested_label"])
            st.badge(
                new, icon=":material/arrow_forward:", color="green", help=label_means(new) or None
            )
            st.caption(f"{chance(row['confidence'])} sure", width="content")
        else:
            st.caption("no other label is suggested", width="content")
    _show_decision(row)


def chance(share: float) -> str:
    """A chance in whole per cent, never 0 or 100: nothing here is certain."""
    return f"{min(99, max(1, round(100 * share)))} %"


def _show_decision(row: Row) -> None:
    action = row.get("action")
    if not action:
        return
    words = ACTIONS[action].done if action in ACTIONS else str(action)
    if row.get("new_label"):
        words += f": {row['new_label']}"
    st.badge(plain(words), icon=":material/gavel:", color="blue")


def show_last(row: Row | None) -> None:
    """Say what was decided about the word before, so that a slip of the finger is seen."""
    if row is None or not row.get("action"):
        return
    action = ACTIONS[str(row["action"])]
    new = f" → {row['new_label']}" if row.get("new_label") not in (None, row["label"]) else ""
    words = plain(f"{row['word_text']}, {row['label']}{new}")
    st.caption(f"{action.icon} {action.done}: {words}")


def show_evidence(row: Row) -> None:
    """Show how likely the label is wrong, the reason, and who says so."""
    score = float(row["outlier_score"])
    st.progress(min(max(score, 0.0), 1.0), text=f"Wrong with a chance of **{chance(score)}**")
    if row["reason"]:
        st.markdown(plain(str(row["reason"])))
    _show_decider(row)


def _show_decider(row: Row) -> None:
    """Who says so: a server's model stands out, since it saw something of the file."""
    says = plain(decider_of(row))
    says = says[:1].upper() + says[1:]
    if row["decided_by"] == "llm":
        says += ", as this computer was unsure"
        st.badge(says, icon=":material/cloud:", color="blue")
        return
    if row["decided_by"] != "rule":
        says = f"Unclear · {says[:1].lower() + says[1:]}"
    if row["status"] and row["status"] not in ("NONE", *CHECKED):
        says += f" · the file says {plain(str(row['status']))}"
    st.caption(says)
