"""The figures that a summary may tell, each under a key and as it is written."""

from __future__ import annotations

from typing import Any

import polars as pl

from engine.feedback.meaning.measures import Measures

MOST_THEMES, MOST_SEGMENTS = 6, 3
SIGNIFICANT = 0.05
MINUS = "−"


def summary_figures(measures: Measures) -> dict[str, str]:
    """Key → figure or name as it is written; nothing else may stand in a summary as a number.

    A theme's effect is told as `cost` where the score would be higher without it and as `lift`
    where it would be lower, both only where the interval leaves zero out. Segments and periods are
    there only where the difference holds after Holm's correction.

    Args:
        measures: The figures of all responses.
    """
    told = {name: f"{measures.totals[name]:,}" for name in ("responses", "scored", "comments")}
    # Scores that are mapped to an NPS have both: themes and segments are compared by the NPS.
    told |= _of_csat(measures.csat) | _of_nps(measures.nps)
    # A mean from 1 to 5 moves by hundredths, an NPS by whole points.
    digits = 1 if measures.nps else 2
    told |= _of_themes(measures.themes, digits)
    told |= _of_segments(measures.segments, digits) | _of_trend(measures.trend, digits)
    counts = (("calls", measures.totals["to_call"]), ("mismatches", measures.mismatches.height))
    for name, count in counts:
        if count:
            told[name] = f"{count:,}"
    return told


def signed(points: float, digits: int = 1) -> str:
    """Points with their sign and so many decimals."""
    rounded = round(points, digits) + 0.0
    return f"{MINUS if rounded < 0 else '+' if rounded > 0 else ''}{abs(rounded):.{digits}f}"


def percent(share: float) -> str:
    """A share as a percentage, whole from 10 % on."""
    shown = 100 * share
    return f"{shown:.0f} %" if shown >= 9.95 else f"{shown:.1f} %"


def _of_nps(nps: dict[str, Any]) -> dict[str, str]:
    if not nps:
        return {}
    plain = f"{nps['headline']:.1f}"
    told = {
        "compared": "the standard NPS",
        "nps.method": str(nps["method"]),
        "nps.headline": signed(nps["headline"]) if nps["method"] == "standard" else plain,
        **{f"nps.{name}": signed(nps[name]) for name in ("standard", "low", "high")},
    }
    # What a score is called takes answers enough to tell it.
    if nps["enough"]:
        return told | {"nps.interpretation": str(nps["interpretation"])}
    return told | {"nps.needed": f"{nps['needed']:,}"}


def _of_csat(csat: dict[str, Any]) -> dict[str, str]:
    if not csat:
        return {}
    told = {"compared": "the mean score", "csat.scale": str(csat["scale"])}
    for name in ("mean", "mean_low", "mean_high"):
        if csat[name] is not None:
            told[f"csat.{name}"] = f"{csat[name]:.2f}"
    if csat["satisfied"] is not None:
        told["csat.satisfied"] = percent(csat["satisfied"])
    return told


def _of_themes(themes: pl.DataFrame, digits: int) -> dict[str, str]:
    told: dict[str, str] = {}
    themes = themes.filter(pl.col("count") > 0)
    if not themes.height:
        return told
    weighty = themes.with_columns(weighs=pl.col("impact").abs()).sort(
        "weighs", "name", descending=[True, False], nulls_last=True
    )
    for place, theme in enumerate(weighty.head(MOST_THEMES).iter_rows(named=True), start=1):
        key = f"theme.{place}"
        told[key] = theme["name"]
        told[f"{key}.count"], told[f"{key}.share"] = f"{theme['count']:,}", percent(theme["share"])
        impact, low, high = theme["impact"], theme["low"], theme["high"]
        if impact is None or low is None or not (low > 0 or high < 0):
            continue
        effect = "lift" if impact > 0 else "cost"
        told[f"{key}.{effect}"] = f"{abs(impact):.{digits}f}"
        ends = sorted((abs(low), abs(high)))
        told[f"{key}.{effect}.low"], told[f"{key}.{effect}.high"] = (
            f"{end:.{digits}f}" for end in ends
        )
    return told


def _of_segments(segments: pl.DataFrame, digits: int) -> dict[str, str]:
    told: dict[str, str] = {}
    if not segments.height:
        return told
    holds = segments.filter(pl.col("p_holm") < SIGNIFICANT, pl.col("enough"))
    holds = holds.with_columns(weighs=pl.col("difference").abs())
    holds = holds.sort("weighs", "heading", "value", descending=[True, False, False])
    for place, segment in enumerate(holds.head(MOST_SEGMENTS).iter_rows(named=True), start=1):
        key = f"segment.{place}"
        heading = " ".join(str(segment["heading"]).replace("_", " ").split())
        told[key], told[f"{key}.heading"] = segment["value"], heading or segment["heading"]
        told[f"{key}.difference"] = signed(segment["difference"], digits)
        told[f"{key}.n"] = f"{segment['n']:,}"
    return told


def _of_trend(trend: pl.DataFrame, digits: int) -> dict[str, str]:
    if not trend.height:
        return {}
    holds = trend.filter(pl.col("p_holm") < SIGNIFICANT, pl.col("enough")).tail(1)
    for period in holds.iter_rows(named=True):
        return {
            "trend.label": period["label"],
            "trend.difference": signed(period["difference"], digits),
        }
    return {}
