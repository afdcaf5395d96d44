"""How good it is, how sure that is, and how it went over time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui.feedback_gauge import RANGES, gauge, interval_of, split_bar
from ui.feedback_seen import Seen
from ui.feedback_summary import show_summary
from ui.feedback_trend import show_trend
from ui.nps_line import RANGES as RANGES_IN_WORDS
from ui.words import counted, percent, plain, signed

NEEDED_FOR = "±5"
_WIDTH = 455  # pixels, large or not; below the gauge where there is no room beside it


def show_score(seen: Seen) -> None:
    """Show the score, its split, its course, and the summary in words."""
    show_headline(seen)
    show_trend(seen)
    show_summary(seen)
    _show_notes(seen)


def _show_notes(seen: Seen) -> None:
    """What could not be told, and how the comments were read."""
    notes = list(seen.measures.notes)
    if not any(seen.filters.values()):
        told = seen.summary
        scale = told.get("scale", {}).get("says")
        notes = [note for note in told.get("notes", notes) if note != scale]
    if notes:
        st.markdown("##### To know")
        st.caption("\n".join(f"- {plain(note)}" for note in dict.fromkeys(notes)))


def show_headline(seen: Seen) -> None:
    """The score as a gauge with its interval, and what it is made of."""
    scale = seen.summary.get("scale", {}).get("says")
    if scale:
        st.info(plain(scale), icon=":material/straighten:")
    nps, csat = seen.measures.nps, seen.measures.csat
    if nps:
        _show_nps(nps)
    if csat:
        _show_mean(csat)
    if not nps and not csat and seen.score:
        st.info("None of these responses has a score.", icon=":material/filter_alt_off:")
    elif not seen.score and not scale:
        st.info(
            "This file has no scores that could be counted together; its comments are read all "
            "the same.",
            icon=":material/speed:",
        )


def _show_nps(nps: Mapping[str, Any]) -> None:
    method, value = str(nps["method"]), float(nps["headline"])
    shown = signed(value) if RANGES[method][0] < 0 else f"{value:.1f}"
    beside = st.container(horizontal=True, vertical_alignment="center", gap="medium")
    with beside:
        st.altair_chart(
            gauge(value, RANGES[method], interval_of(nps), shown),
            width="content",
            alt=f"{method} NPS as a gauge: {shown}",
        )
    with beside, st.container(width=_WIDTH):
        # What it is called takes answers enough to tell.
        verdict = f": {nps['interpretation']}" if nps["enough"] else ""
        called = plain(f"{method} NPS {shown}{verdict}")
        st.markdown(f"#### {called[:1].upper()}{called[1:]}")
        st.altair_chart(split_bar(nps), alt="Shares of detractors, passives and promoters")
        st.markdown(plain(_sure(nps)))
        if not nps["enough"]:
            st.warning(plain(str(nps["says"])), icon=":material/balance:")


def _sure(nps: Mapping[str, Any]) -> str:
    """The standard score with its interval, and how many answers a close one needs."""
    scored = int(nps["promoters"] + nps["passives"] + nps["detractors"])
    words = [
        f"On a scale {RANGES_IN_WORDS[str(nps['method'])]}.",
        f"The standard NPS is {signed(nps['standard'])}, between {signed(nps['low'])} and "
        f"{signed(nps['high'])}, from {counted(scored, 'score')}.",
    ]
    needed = int(nps["needed"])
    if needed > scored:
        words.append(f"To know it to {NEEDED_FOR} points takes {needed:,}.")
    return " ".join(words)


def _show_mean(csat: Mapping[str, Any]) -> None:
    low, high = csat["mean_low"], csat["mean_high"]
    beside = st.container(horizontal=True, vertical_alignment="center", gap="medium")
    ends = _ends(str(csat["scale"]))
    if ends is not None:
        interval = None if low is None or high is None else (float(low), float(high))
        with beside:
            st.altair_chart(
                gauge(float(csat["mean"]), ends, interval, f"{csat['mean']:.2f}"),
                width="content",
                alt=f"Mean score as a gauge: {csat['mean']:.2f}",
            )
    with beside, st.container(width=_WIDTH):
        st.markdown(f"#### Mean score {csat['mean']:.2f} on {plain(str(csat['scale']))}")
        st.markdown(plain(_satisfied(csat)))
        if not csat["enough"]:
            st.warning(plain(str(csat["says"])), icon=":material/balance:")


def _satisfied(csat: Mapping[str, Any]) -> str:
    """The mean's interval and the share of the satisfied, with what that means."""
    words = f"From {counted(int(csat['n']), 'score')}"
    if csat["mean_low"] is not None:
        words += f", between {csat['mean_low']:.2f} and {csat['mean_high']:.2f}"
    words += "."
    if csat["satisfied"] is not None:
        words += (
            f" {percent(csat['satisfied'])} are satisfied ({percent(csat['low'])} to "
            f"{percent(csat['high'])}): they gave {csat['satisfied_from']:g} or more."
        )
    return words


def _ends(scale: str) -> tuple[float, float] | None:
    """The least and the greatest of a scale such as `1-5`, None where its name says neither."""
    low, _, high = scale.partition("-")
    return (float(low), float(high)) if low.isdigit() and high.isdigit() else None
