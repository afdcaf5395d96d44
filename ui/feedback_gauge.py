"""The score of a survey as a gauge with its interval, and its groups as one split bar."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl

from ui.words import percent

GOOD, MIDDLE, BAD, FAINT = "#2f9e7f", "#9a9a90", "#d9662b", "#8a8f98"
GROUPS = ("Detractors", "Passives", "Promoters")
COLOURS = (BAD, MIDDLE, GOOD)
_HALF = math.pi / 2
# From and to of each method's scale, the standard score's interval put on it where it has one.
RANGES: Mapping[str, tuple[float, float]] = {
    "standard": (-100, 100),
    "shifted": (0, 100),
    "absolute": (0, 100),
    "weighted": (-100, 100),
}


def interval_of(nps: Mapping[str, Any]) -> tuple[float, float] | None:
    """The interval on the scale of the headline's method, None where it has none of its own."""
    low, high = float(nps["low"]), float(nps["high"])
    if nps["method"] == "standard":
        return low, high
    return ((low + 100) / 2, (high + 100) / 2) if nps["method"] == "shifted" else None


def gauge(
    value: float, ends: tuple[float, float], interval: tuple[float, float] | None, text: str
) -> alt.LayerChart | alt.FacetChart:
    """A half circle with the value as a hand and its interval as a band.

    Args:
        value: The score.
        ends: The least and the greatest there can be.
        interval: Its interval, None where there is none.
        text: The score as it is written below the hand.
    """
    low, high = ends
    thirds = [low + (high - low) * part / 4 for part in range(5)]
    arcs = pl.DataFrame({"from": thirds[:-1], "to": thirds[1:], "colour": [BAD, BAD, GOOD, GOOD],
                         "faint": [0.55, 0.25, 0.25, 0.55]})  # fmt: skip
    layers = [_arc(arcs, ends, 118, 150).encode(
        color=alt.Color("colour:N", scale=None), opacity=alt.Opacity("faint:Q", scale=None)
    )]  # fmt: skip
    if interval is not None:
        band = pl.DataFrame({"from": [interval[0]], "to": [interval[1]]})
        layers.append(_arc(band, ends, 104, 114).encode(color=alt.value(FAINT)))
    width = (high - low) / 160
    hand = pl.DataFrame({"from": [value - width], "to": [value + width]})
    layers.append(_arc(hand, ends, 98, 158).encode(color=alt.value(FAINT)))
    said = pl.DataFrame({"text": [text]})
    middle = alt.Chart(said).mark_text(fontSize=46, fontWeight=600)
    layers.append(middle.encode(text="text:N", x=alt.value(165), y=alt.value(138)))
    for end, at in ((low, 31), (high, 299)):
        told = alt.Chart(pl.DataFrame({"text": [f"{end:g}"]})).mark_text(fontSize=13, color=FAINT)
        layers.append(told.encode(text="text:N", x=alt.value(at), y=alt.value(176)))
    return alt.layer(*layers).properties(width=330, height=186)


def _arc(frame: pl.DataFrame, ends: tuple[float, float], inner: int, outer: int) -> alt.Chart:
    scale = alt.Scale(domain=list(ends), range=[-_HALF, _HALF], clamp=True)
    chart: alt.Chart = alt.Chart(frame).mark_arc(innerRadius=inner, outerRadius=outer).encode(
        theta=alt.Theta("from:Q", scale=scale, stack=None), theta2="to:Q",
        x=alt.value(165), y=alt.value(160), tooltip=alt.value(None),
    )  # fmt: skip
    return chart


def split_bar(nps: Mapping[str, Any]) -> alt.LayerChart | alt.FacetChart:
    """Detractors, passives and promoters as parts of one bar."""
    counts = [int(nps["detractors"]), int(nps["passives"]), int(nps["promoters"])]
    total = max(1, sum(counts))
    ends = [sum(counts[: place + 1]) / total for place in range(3)]
    frame = pl.DataFrame(
        {
            "group": GROUPS,
            "count": counts,
            "from": [0.0, *ends[:-1]],
            "to": ends,
            "middle": [(a + b) / 2 for a, b in zip([0.0, *ends], ends, strict=False)],
            "share": [percent(count / total) for count in counts],
        }
    )
    place = alt.Scale(domain=[0, 1], nice=False)
    base = alt.Chart(frame)
    bars = base.mark_bar(height=34).encode(
        x=alt.X("from:Q", scale=place, axis=None), x2="to:Q",
        color=alt.Color(
            "group:N", title=None, scale=alt.Scale(domain=GROUPS, range=COLOURS),
            legend=alt.Legend(orient="bottom", direction="horizontal"),
        ),
        tooltip=[
            alt.Tooltip("group:N", title="Group"),
            alt.Tooltip("count:Q", title="Responses", format=","),
            alt.Tooltip("share:N", title="Share"),
        ],
    )  # fmt: skip
    told = base.transform_filter("datum.to - datum.from > 0.07").mark_text(
        fontSize=14, fontWeight=600, color="white"
    )
    texts = told.encode(x=alt.X("middle:Q", scale=place), text="share:N")
    return alt.layer(bars, texts).properties(height=64)
