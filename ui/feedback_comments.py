"""The comments themselves, with what speaks for their theme and mood marked in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from ui.feedback_seen import Seen
from ui.words import counted, plain

MOST = 200
ON_A_PAGE = 20
_ORDERS = {
    "row": "As in the file",
    "sentiment": "Most negative first",
    "churn_risk": "Likeliest to leave first",
    "score": "Lowest score first",
}
_CLASSES = {
    "very_negative": ("red", "very negative"),
    "negative": ("orange", "negative"),
    "neutral": ("gray", "neutral"),
    "positive": ("green", "positive"),
    "very_positive": ("green", "very positive"),
}
_HIGH_RISK = 0.7


def show_comments(seen: Seen) -> None:
    """Show the comments under the filters, a page at a time."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Comment holds", key=f"feedback_words_{seen.run}", width=220, placeholder="Any words"
        )
        order = st.selectbox(
            "Order", list(_ORDERS), format_func=_ORDERS.__getitem__, width=230,
            key=f"feedback_order_{seen.run}",
        )  # fmt: skip
    found = seen.backroom.feedback_comments(
        seen.run, dict(seen.filters), words=str(words or "").strip(), order=order, most=MOST
    )
    if found.is_empty():
        st.info("No comment is like that.", icon=":material/search_off:")
        return
    shown = _page(found, f"{words}{order}{sorted(seen.filters.items())}", seen.run)
    theme = next(iter(seen.filters.get("theme", ())), "")
    for row in shown.iter_rows(named=True):
        _show_comment(seen, row, theme)


def _page(found: pl.DataFrame, asked: str, run: str) -> pl.DataFrame:
    """The part of the comments that is shown; back at the first where others are asked for."""
    pages = -(-found.height // ON_A_PAGE)
    at_most = f"the first {MOST:,} comments" if found.height >= MOST else ""
    says = at_most or counted(found.height, "comment")
    if pages == 1:
        st.caption(says[:1].upper() + says[1:])
        return found
    page = int(
        st.number_input(
            f"Page, of {pages} ({says})", 1, pages, width=230,
            key=f"feedback_page_{run}_{hash(asked)}",
        )
    )  # fmt: skip
    return found.slice((page - 1) * ON_A_PAGE, ON_A_PAGE)


def _show_comment(seen: Seen, row: Mapping[str, Any], theme: str) -> None:
    comment = str(row["comment"])
    named = {theme} if theme else set(row["themes"] or ())
    told = seen.whole.themes.filter(pl.col("name").is_in(list(named)))
    words = [word for some in told["words"].to_list() for word in some]
    spans = seen.backroom.marks(comment, words, row["key_phrases"] or ())
    with st.container(border=True, gap="xsmall"):
        st.markdown(marked(comment, spans))
        st.markdown(f":small[{_about(row)}]")


def marked(comment: str, spans: Sequence[tuple[int, int]]) -> str:
    """A comment as markdown that shows as itself, with some of its parts on a coloured ground.

    Args:
        comment: Text of a file, anything.
        spans: Start and end of each part, in characters; those that overlap are taken together.
    """
    parts, at = [], 0
    for start, end in sorted(spans):
        if start < at or not comment[start:end].strip():
            continue
        parts += [_piece(comment[at:start]), f":yellow-background[{plain(comment[start:end])}]"]
        at = end
    return "".join([*parts, _piece(comment[at:])]).strip()


def _piece(text: str) -> str:
    """A part of a line: `plain` alone would take the blanks at its ends."""
    if not text.strip():
        return " " if text else ""
    before, after = (" " if end.isspace() else "" for end in (text[0], text[-1]))
    return f"{before}{plain(text)}{after}"


def _about(row: Mapping[str, Any]) -> str:
    """Row, score, mood, risk and themes of a response."""
    words = [f":gray[row {row['row']}]"]
    if row["score"] is not None:
        words.append(f"**{row['score']:g}**")
    colour, mood = _CLASSES.get(str(row["sentiment_class"]), ("gray", ""))
    if mood:
        words.append(f":{colour}[{mood}]")
    if (row["churn_risk"] or 0) > _HIGH_RISK:
        words.append(f":red[:material/logout: {row['churn_risk']:.0%} to leave]")
    badges = [f":blue-badge[{plain(name)}]" for name in row["themes"] or ()]
    pains = [name[:1].upper() + name[1:] for name in row["pain_points"] or ()]
    badges += [f":red-badge[:material/bolt: {plain(name)}]" for name in pains]
    return " ".join([" · ".join(words), *badges])
