"""The score of a survey as a gauge with its interval, and its groups as one split bar."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl

from ui.present import large
from ui.words import percent

GOOD, MIDDLE, BAD, FAINT = "#2f9e7f", "#9a9a90", "#d9662b", "#8a8f98"
INK = "#10151c"
"""Words on any of these colours, on any page."""
GROUPS = ("Detractors", "Passives", "Promoters")
COLOURS = (BAD, MIDDLE, GOOD)
_HALF = math.pi / 2
_RING, _HAND = (118, 150), (110, 158)  # pixels from the middle
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
    colour = GOOD if value > (low + high) / 2 else BAD
    quarter, width = (high - low) / 4, (high - low) / 240
    arcs = [
        (low, low + quarter, *_RING, BAD, 0.5),
        (low + quarter, low + 2 * quarter, *_RING, BAD, 0.22),
        (low + 2 * quarter, low + 3 * quarter, *_RING, GOOD, 0.22),
        (low + 3 * quarter, high, *_RING, GOOD, 0.5),
        (value - width, value + width, *_HAND, colour, 1.0),
    ]
    if interval is not None:
        arcs.insert(4, (*interval, *_RING, colour, 0.6))
    words = [
        (text, 165, 138, 46, colour), (f"{low:g}", 31, 176, 13, FAINT),
        (f"{high:g}", 299, 176, 13, FAINT),
    ]  # fmt: skip
    told = (_words(*word) for word in words)
    return alt.layer(_arcs(arcs, ends), *told).properties(width=large(330), height=large(186))


def _arcs(arcs: Sequence[tuple[Any, ...]], ends: tuple[float, float]) -> alt.Chart:
    """Parts of the scale, each as from, to, its radii, colour and strength.

    Channels by their classes: one that is told by a word or a value is looked up in the whole
    schema, which takes longer than to draw it.
    """
    names = ("from", "to", "inner", "outer", "colour", "strength")
    sized = [
        (begin, end, large(inner), large(outer), *look) for begin, end, inner, outer, *look in arcs
    ]
    frame = pl.DataFrame(sized, schema=names, orient="row")
    scale = alt.Scale(domain=list(ends), range=[-_HALF, _HALF], clamp=True)
    middle: dict[str, Any] = {"x": large(165), "y": large(160)}
    chart: alt.Chart = alt.Chart(frame).mark_arc(**middle, tooltip=None).encode(
        alt.Theta("from:Q", scale=scale, stack=None), alt.Theta2("to:Q"),
        alt.Radius("outer:Q", scale=None, stack=None), alt.Radius2("inner:Q"),
        alt.Color("colour:N", scale=None, legend=None),
        alt.Opacity("strength:Q", scale=None, legend=None),
    )  # fmt: skip
    return chart


def _words(text: str, x: int, y: int, size: int, colour: str) -> alt.Chart:
    words = alt.Chart(pl.DataFrame({"text": [text]})).mark_text(
        fontSize=large(size), fontWeight=600, color=colour, x=large(x), y=large(y), tooltip=None
    )
    chart: alt.Chart = words.encode(alt.Text("text:N"))
    return chart


def split_bar(nps: Mapping[str, Any]) -> alt.LayerChart | alt.FacetChart:
    """Detractors, passives and promoters as parts of one bar."""
    place = alt.Scale(domain=[0, 1], nice=False)
    base = alt.Chart(_parts([int(nps[name.lower()]) for name in GROUPS]))
    bars = base.mark_bar(height=large(34)).encode(
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
        fontSize=large(14), fontWeight=600, color=INK
    )
    texts = told.encode(x=alt.X("middle:Q", scale=place), text="share:N")
    return alt.layer(bars, texts).properties(height=large(64))


def _parts(counts: Sequence[int]) -> pl.DataFrame:
    """Where each group's part of the bar begins and ends, 0 to 1."""
    total = max(1, sum(counts))
    ends = [sum(counts[: place + 1]) / total for place in range(len(counts))]
    begins = [0.0, *ends[:-1]]
    return pl.DataFrame(
        {
            "group": GROUPS,
            "count": counts,
            "from": begins,
            "to": ends,
            "middle": [(begin + end) / 2 for begin, end in zip(begins, ends, strict=True)],
            "share": [percent(count / total) for count in counts],
        }
    )
