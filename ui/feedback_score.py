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
from ui.present import large
from ui.words import counted, percent, plain

NEEDED_FOR = "±5"
_WIDTH = 470  # pixels; below the gauge where there is no room beside it


def show_score(seen: Seen) -> None:
    """Show the score, its split, its course, and the summary in words."""
    show_headline(seen)
    for sentence in seen.measures.notes:
        st.info(plain(sentence), icon=":material/info:")
    show_trend(seen)
    show_summary(seen)


def show_headline(seen: Seen) -> None:
    """The score as a gauge with its interval, and what it is made of."""
    if seen.measures.nps:
        _show_nps(seen.measures.nps)
    elif seen.measures.csat:
        _show_mean(seen.measures.csat, seen.measures.totals)
    elif seen.score:
        st.info("None of these responses has a score.", icon=":material/filter_alt_off:")
    else:
        st.info(
            "This file has no scores that could be counted together; its comments are read all "
            "the same.",
            icon=":material/speed:",
        )


def _show_nps(nps: Mapping[str, Any]) -> None:
    method, value = str(nps["method"]), float(nps["headline"])
    sign = "+" if RANGES[method][0] < 0 else ""
    beside = st.container(horizontal=True, vertical_alignment="center", gap="medium")
    with beside:
        st.altair_chart(
            gauge(value, RANGES[method], interval_of(nps), f"{value:{sign}.1f}"),
            width="content",
            alt=f"{method} NPS as a gauge: {value:{sign}.1f}",
        )
    with beside, st.container(width=large(_WIDTH)):
        called = plain(f"{method} NPS {value:{sign}.1f}: {nps['interpretation']}")
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
        f"The standard NPS is {nps['standard']:+.1f}, between {nps['low']:+.1f} and "
        f"{nps['high']:+.1f}, from {counted(scored, 'score')}.",
    ]
    needed = int(nps["needed"])
    if needed > scored:
        words.append(f"To know it to {NEEDED_FOR} points takes {needed:,}.")
    return " ".join(words)


def _show_mean(csat: Mapping[str, Any], totals: Mapping[str, Any]) -> None:
    with st.container(horizontal=True):
        st.metric(
            "Mean score", f"{csat['mean']:.2f}", border=True,
            delta=f"{csat['mean_low']:.2f} to {csat['mean_high']:.2f}", delta_color="off",
            delta_arrow="off",
        )  # fmt: skip
        if csat.get("satisfied") is not None:
            st.metric(
                "Satisfied", percent(csat["satisfied"]), border=True,
                delta=f"{percent(csat['low'])} to {percent(csat['high'])}", delta_color="off",
                delta_arrow="off",
            )  # fmt: skip
        st.metric("Scores", f"{int(totals['scored']):,}", border=True)
    if csat.get("says"):
        st.caption(plain(str(csat["says"])))
