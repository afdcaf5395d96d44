"""How far a run can be trusted: its self-test, what is left to find, and your own agreement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl
import streamlit as st

from engine import Backroom, JobView
from ui.label_filter import SPOT_CHECK
from ui.label_recheck import show_recheck
from ui.label_tabs import review
from ui.present import large
from ui.words import counted, percent, plain

MARK, BAND = "#d9822b", "#3d8fd1"
LAST, WIDE = 0.5, 0.3
SHOWN_BEYOND, LEAST_SHOWN = 1.3, 20
_KINDS = {"uniform": "any label by mistake", "confusion": "labels that are easily mixed up"}


def show_trust(backroom: Backroom, view: JobView, summary: Mapping[str, Any]) -> None:
    """Show the self-test, the curve of errors left, and the blind recheck.

    Args:
        backroom: The open workspace.
        view: The finished run.
        summary: Its summary.
    """
    show_self_test(summary)
    st.markdown("##### When to stop")
    show_left(backroom.stop_here(view.id))
    if backroom.worklist_size(view.id, which="spot_check"):
        st.button(
            "Look at words that look right", icon=":material/casino:", key=f"labels_spot_{view.id}",
            on_click=review, args=(view.id,), kwargs={"which": SPOT_CHECK},
            help="They are drawn at random. Some dozens of them narrow down how many errors are "
            "left that nothing points at.",
        )  # fmt: skip
    st.markdown("##### Your own agreement")
    st.fragment(show_recheck)(backroom, view.id)


def show_self_test(summary: Mapping[str, Any]) -> None:
    """What the run found of errors that were made on purpose."""
    st.markdown("##### The self-test on your own file")
    test = summary["self_test"]
    if test["too_small"]:
        st.info(plain(test["too_small"]), icon=":material/info:")
        return
    made = sum(test["made"].values())
    st.caption(
        f"{counted(made, 'label')} that the file gives were made wrong on purpose, then looked for "
        "by models that had never seen their receipts."
    )
    with st.container(horizontal=True):
        _show_promise(test)
        _show_found(test)
    _show_thresholds(test)


def _show_found(test: Mapping[str, Any]) -> None:
    """How many of the errors that were made were found, by kind."""
    for kind, says in _KINDS.items():
        if kind in test["found"]:
            st.metric(
                f"Found: {says}", percent(test["found"][kind]), border=True,
                help=f"Of {test['made'].get(kind, 0):,} made; {percent(test['missed'][kind])} "
                "were taken for clearly right.",
            )  # fmt: skip


def _show_thresholds(test: Mapping[str, Any]) -> None:
    """From when on a label is called clearly wrong, and below what clearly right."""
    if test["threshold"] is None:
        st.warning(
            "No threshold keeps the precision you asked for on this file, so nothing is called "
            "clearly wrong: look through the worklist yourself.", icon=":material/warning:",
        )  # fmt: skip
        return
    between = "; what lies between is unclear"
    if test["fine_below"] >= test["threshold"]:
        between = "; nothing lies between"
    st.caption(
        f"Clearly wrong from a chance of {percent(test['threshold'])}, clearly right below "
        f"{percent(min(test['fine_below'], test['threshold']))}{between}."
    )


def _show_promise(test: Mapping[str, Any]) -> None:
    if test["promised"] is None:
        return
    low, high = percent(test["low"]), percent(test["high"])
    # Where few words are called wrong, one figure alone would say more than is known.
    wide = test["high"] - test["low"] > WIDE
    st.metric(
        "Of those called wrong, wrong indeed",
        f"{low} to {high}" if wide else percent(test["promised"]), border=True,
        help=f"With 95 % certainty between {low} and {high}.",
    )  # fmt: skip


def show_left(curve: pl.DataFrame) -> None:
    """The errors expected to remain against words reviewed."""
    at = curve.filter("seen").row(-1, named=True)
    st.markdown(
        f"After **{counted(int(at['reviewed']), 'word')}** reviewed, about "
        f"**{at['expected_left']:,.0f}** wrong labels are expected to be left "
        f"(between {at['low']:,.0f} and {at['high']:,.0f})."
    )
    st.caption(_worth_it(curve))
    st.altair_chart(_chart(_told_of(curve), int(at["reviewed"])), alt="Errors expected to remain")


def _worth_it(curve: pl.DataFrame) -> str:
    """What reviewing the words under “To review” finds, and what is left to the rest."""
    at = curve.filter("seen").row(-1, named=True)
    behind, end = curve.filter("worth").row(-1, named=True), curve.row(-1, named=True)
    worth, rest = (int(b["reviewed"] - a["reviewed"]) for a, b in ((at, behind), (behind, end)))
    left, says = float(behind["expected_left"]), []
    if worth:
        found = at["expected_left"] - left
        says.append(f"{counted(worth, 'word')} to review: they hold about {found:,.0f} of these.")
    else:
        says.append("All that is worth a look was looked at.")
    if left >= LAST and rest:
        each = max(1, round(rest / left))
        says.append(
            f"About {left:,.0f} more are spread among {counted(rest, 'word')} that look right, one "
            f"in {each:,}: you may well stop before those."
        )
    elif rest:
        says.append("Among the words that look right hardly one is wrong: you may stop there.")
    return " ".join(says)


def _told_of(curve: pl.DataFrame) -> pl.DataFrame:
    """The curve up to a while after the last word that is worth a look."""
    last = int(curve.filter("worth")["reviewed"][-1])
    return curve.filter(pl.col("reviewed") <= SHOWN_BEYOND * last + LEAST_SHOWN)


def _chart(curve: pl.DataFrame, reviewed: int) -> alt.LayerChart | alt.FacetChart:
    base = alt.Chart(curve).encode(
        x=alt.X("reviewed:Q", title="Words reviewed, likeliest errors first"),
        tooltip=[
            alt.Tooltip("reviewed:Q", title="Reviewed", format=","),
            alt.Tooltip("expected_left:Q", title="Expected to be left", format=".1f"),
        ],
    )
    left = alt.Y("expected_left:Q", title="Wrong labels left")
    band = base.mark_area(opacity=0.2, color=BAND).encode(y=alt.Y("low:Q"), y2="high:Q")
    line = base.mark_line(color=BAND).encode(y=left)
    here = alt.Chart(pl.DataFrame({"reviewed": [reviewed]})).mark_rule(
        strokeDash=[4, 4], size=2, color=MARK
    )
    return alt.layer(band, line, here.encode(x="reviewed:Q")).properties(height=large(260))
