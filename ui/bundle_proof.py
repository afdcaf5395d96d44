"""Does it hold? A run's own past as its judge, and the way to a real test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl
import streamlit as st

from engine import Backroom, JobView
from ui.bundle_experiment import show_ab_kit
from ui.rows import show_rows
from ui.words import counted, percent, plain, signed

__all__ = ["show_ab_kit", "show_proof"]

MARK = "#d9822b"
OTHERS = "#8a8f98"
VERDICTS = {"better": "more", "worse": "fewer", "too small to tell": "too small to tell"}
NONE = "–"
MEANINGS = {
    "Popularity": "pairs of what sells most",
    "Co-purchase": "pairs that most orders hold",
    "Text only": "pairs whose names are alike",
    "A": "texts alone",
    "B": "orders alone",
    "C": "70 % texts, 30 % orders",
    "D": "40 % texts, 60 % orders",
    "E": "20 % texts, 80 % orders",
}


def show_proof(
    backroom: Backroom,
    view: JobView,
    bundles: Sequence[Mapping[str, Any]],
    manifest: Mapping[str, Any],
) -> None:
    """Show what later orders say about a run, then the kit for a test with a control group.

    Args:
        backroom: The open workspace.
        view: The finished run.
        bundles: Its documents, by rank.
        manifest: Its manifest; `proof` is what is shown.
    """
    st.markdown("##### Does it hold?")
    card = manifest.get("proof")
    if card is None:
        st.info(
            "This run was not judged on later orders; find the bundles again to see it.",
            icon=":material/update:",
        )
    else:
        _show_card(card)
    st.divider()
    show_ab_kit(backroom, view, bundles, manifest)


def _show_card(card: Mapping[str, Any]) -> None:
    if not card["ways"]:
        st.info(plain(card["says"][0]), icon=":material/help:")
        return
    st.caption(
        f"Pairs were looked for in the first {counted(card['mined'], 'order')}, {card['begins']} "
        f"to {card['until']}. The {card['judged']:,} later orders with two products or more, to "
        f"{card['ends']}, then show whether they went on. Orders of wholesale size are left out."
    )
    _show_headline(card["ways"][0], card["ways"][1:])
    for sentence in card["says"]:
        st.markdown(plain(sentence))
    st.altair_chart(
        _chart(card["ways"]),
        alt="Share of later orders reached, with intervals, by way of choosing",
    )
    _show_table(card["ways"])
    if card["groups"]:
        _show_groups(card)


def _show_headline(ours: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> None:
    # A way that found no pair is none that could be beaten.
    met = [way for way in others if way["pairs"]]
    beaten = sum(way["verdict"] == "better" for way in met)
    with st.container(horizontal=True):
        st.metric(
            "Pairs that went on",
            f"{ours['held']} of {ours['pairs']}",
            border=True,
            help="Five later orders or more hold the pair, at twice what chance predicts or more.",
        )
        st.metric(
            "Later orders reached",
            percent(ours["reach"]),
            border=True,
            help=f"95 % interval: {percent(ours['low'])} to {percent(ours['high'])}, by drawing "
            "the later orders anew 2,000 times.",
        )
        if met:
            st.metric(
                "Plainer ways beaten",
                f"{beaten} of {len(met)}",
                border=True,
                help="Ways of choosing pairs that need no program, such as taking what sells most. "
                "One is beaten where ours surely reaches more later orders.",
            )


def _show_groups(card: Mapping[str, Any]) -> None:
    with st.expander("Do texts or orders tell more? Five mixes, A to E", icon=":material/science:"):
        st.caption(
            "The same pairs ranked by what their texts say and what orders say, mixed in five "
            "ways, as many pairs each and judged on the same orders."
        )
        st.altair_chart(
            _chart(card["groups"]), alt="Share of later orders reached, by signal group"
        )
        _show_table(card["groups"])


def _chart(ways: Sequence[Mapping[str, Any]]) -> alt.LayerChart | alt.FacetChart:
    # A way without pairs reached nothing since it chose nothing: it has no place on the scale.
    ways = [way for way in ways if way["pairs"]]
    frame = pl.DataFrame(
        {
            "way": [_named(way["name"]) for way in ways],
            "reach": [way["reach"] for way in ways],
            "low": [way["low"] for way in ways],
            "high": [way["high"] for way in ways],
            "ours": [way["name"] not in MEANINGS for way in ways],
        }
    )
    colour = alt.condition("datum.ours", alt.value(MARK), alt.value(OTHERS))
    tips = [
        alt.Tooltip("way:N", title="Way"),
        alt.Tooltip("reach:Q", title="Reached", format=".1%"),
        alt.Tooltip("low:Q", title="From", format=".1%"),
        alt.Tooltip("high:Q", title="To", format=".1%"),
    ]
    base = alt.Chart(frame).encode(
        y=alt.Y("way:N", title=None, sort=None, axis=alt.Axis(labelLimit=320)),
        color=colour,
        tooltip=tips,
    )
    axis = alt.X(
        "low:Q",
        title="Share of later orders that hold one of the pairs",
        axis=alt.Axis(format="%"),
        scale=alt.Scale(zero=True),
    )
    intervals = base.mark_rule(strokeWidth=3).encode(x=axis, x2="high:Q")
    points = base.mark_circle(size=130, opacity=1).encode(x="reach:Q")
    return alt.layer(intervals, points).properties(height=44 * len(ways) + 30)


def _named(name: str) -> str:
    return f"{name}: {MEANINGS[name]}" if name in MEANINGS else name


def _show_table(ways: Sequence[Mapping[str, Any]]) -> None:
    show_rows([_row(way) for way in ways])


def _row(way: Mapping[str, Any]) -> dict[str, str]:
    found = bool(way["pairs"])
    return {
        "Way of choosing": _named(way["name"]),
        "Pairs": f"{way['pairs']:,}",
        "Went on": f"{way['held']:,}" if found else NONE,
        "Products": f"{way['products']:,}" if found else NONE,
        "Later orders reached": _reached(way) if found else "found no pair",
        "Ours reaches": _beside(way) if found else NONE,
    }


def _reached(way: Mapping[str, Any]) -> str:
    return f"{percent(way['reach'])} ({percent(way['low'])} to {percent(way['high'])})"


def _beside(way: Mapping[str, Any]) -> str:
    """How much more our pairs reach than these, on the same orders."""
    if way["verdict"] not in VERDICTS:
        return NONE
    ahead, low, high = (100 * way[name] for name in ("ahead", "ahead_low", "ahead_high"))
    return f"{VERDICTS[way['verdict']]}: {signed(ahead)} points ({signed(low)} to {signed(high)})"
