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
_RING = (118, 150)  # pixels from the middle
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
    quarters = [low + (high - low) * part / 4 for part in range(5)]
    width = (high - low) / 240
    layers = [
        _arc(quarters[:2], ends, _RING, BAD, 0.5), _arc(quarters[1:3], ends, _RING, BAD, 0.22),
        _arc(quarters[2:4], ends, _RING, GOOD, 0.22), _arc(quarters[3:], ends, _RING, GOOD, 0.5),
    ]  # fmt: skip
    if interval is not None:
        layers.append(_arc(list(interval), ends, _RING, colour, 0.6))
    layers += [
        _arc([value - width, value + width], ends, (110, 158), colour),
        _words(text, 165, 138, 46, colour), _words(f"{low:g}", 31, 176, 13, FAINT),
        _words(f"{high:g}", 299, 176, 13, FAINT),
    ]  # fmt: skip
    return alt.layer(*layers).properties(width=large(330), height=large(186))


def _arc(
    part: Sequence[float], ends: tuple[float, float], radii: tuple[int, int], colour: str,
    strength: float = 1.0,
) -> alt.Chart:  # fmt: skip
    """A part of the scale as an arc between two radii."""
    frame = pl.DataFrame({"from": [part[0]], "to": [part[1]]})
    scale = alt.Scale(domain=list(ends), range=[-_HALF, _HALF], clamp=True)
    arc = alt.Chart(frame).mark_arc(
        innerRadius=large(radii[0]), outerRadius=large(radii[1]), color=colour, opacity=strength
    )
    chart: alt.Chart = arc.encode(
        theta=alt.Theta("from:Q", scale=scale, stack=None), theta2="to:Q",
        x=alt.value(large(165)), y=alt.value(large(160)), tooltip=alt.value(None),
    )  # fmt: skip
    return chart


def _words(text: str, x: int, y: int, size: int, colour: str) -> alt.Chart:
    words = alt.Chart(pl.DataFrame({"text": [text]})).mark_text(
        fontSize=large(size), fontWeight=600, color=colour
    )
    chart: alt.Chart = words.encode(
        text="text:N", x=alt.value(large(x)), y=alt.value(large(y)), tooltip=alt.value(None)
    )
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
