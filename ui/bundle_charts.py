"""Charts that help to choose: how many bundles are enough, and which evidence they stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl
import streamlit as st

from ui.present import large
from ui.words import joined, percent

MARK = "#d9822b"


def show_reach(bundles: Sequence[Mapping[str, Any]], multi_item_orders: int) -> None:
    """Show how many orders the first bundles reach together, so that one can stop in time."""
    pairs = [bundle for bundle in bundles if len(bundle["items"]) == 2]
    if len(pairs) < 2 or not multi_item_orders:
        st.caption("There are too few pairs to compare.")
        return
    count = st.slider("Bundles you would offer", 1, len(pairs), min(20, len(pairs)))
    reached = pairs[count - 1]["reached_orders"]
    st.markdown(
        f"The first **{count}** are in **{reached:,}** of {multi_item_orders:,} orders with two "
        f"products or more: **{percent(reached / multi_item_orders)}**. The next one would add "
        f"{_next(pairs, count)}."
    )
    frame = pl.DataFrame(
        {
            "rank": [bundle["rank"] for bundle in pairs],
            "share": [bundle["reached_orders"] / multi_item_orders for bundle in pairs],
            "new": [bundle["new_orders"] for bundle in pairs],
            "products": [joined([item["title"] for item in b["items"]]) for b in pairs],
        }
    )
    st.altair_chart(
        _reach_chart(frame, count), alt=f"Reach of the first bundles, {count} of them marked"
    )


def _next(pairs: Sequence[Mapping[str, Any]], count: int) -> str:
    if count == len(pairs):
        return "nothing: these are all pairs that were chosen"
    return f"{pairs[count]['new_orders']:,} orders"


def _reach_chart(frame: pl.DataFrame, count: int) -> alt.LayerChart | alt.FacetChart:
    tips = [
        alt.Tooltip("products:N", title="Bundle"),
        alt.Tooltip("rank:Q", title="Rank"),
        alt.Tooltip("new:Q", title="New orders", format=","),
        alt.Tooltip("share:Q", title="Reached so far", format=".1%"),
    ]
    base = alt.Chart(frame).encode(
        x=alt.X("rank:Q", title="Bundles, by rank", scale=alt.Scale(nice=False)),
        y=alt.Y("share:Q", title="Share of orders reached", axis=alt.Axis(format="%")),
    )
    line = base.mark_area(line=True, opacity=0.18, interpolate="step-after").encode(tooltip=tips)
    chosen = alt.Chart(pl.DataFrame({"rank": [count]})).mark_rule(
        strokeDash=[4, 4], size=2, color=MARK
    )
    return alt.layer(line, chosen.encode(x="rank:Q")).properties(height=large(280))


def show_evidence_map(bundles: Sequence[Mapping[str, Any]]) -> None:
    """Show each pair by how often it is bought and how far beyond chance.

    Larger sets are left out: chance predicts less of them, so their factor is of another scale.
    """
    bundles = [bundle for bundle in bundles if len(bundle["items"]) == 2]
    frame = pl.DataFrame(
        {
            "orders": [bundle["evidence"]["orders_together"] for bundle in bundles],
            "lift": [bundle["evidence"]["lift"] for bundle in bundles],
            "kind": [_kind(bundle) for bundle in bundles],
            "rank": [bundle["rank"] for bundle in bundles],
            "products": [joined([item["title"] for item in b["items"]]) for b in bundles],
        }
    )
    points = alt.Chart(frame).mark_circle(size=90, opacity=0.75).encode(
        x=alt.X("orders:Q", title="Orders that hold all of it", scale=alt.Scale(zero=False)),
        y=alt.Y(
            "lift:Q",
            title="Times what chance predicts",
            scale=alt.Scale(type="log"),
            axis=alt.Axis(values=[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], format="~s"),
        ),
        color=alt.Color("kind:N", title=None, legend=alt.Legend(orient="top")),
        tooltip=[
            alt.Tooltip("products:N", title="Bundle"),
            alt.Tooltip("rank:Q", title="Rank"),
            alt.Tooltip("orders:Q", title="Orders", format=","),
            alt.Tooltip("lift:Q", title="Times chance", format=".1f"),
        ],
    )  # fmt: skip
    st.altair_chart(points.properties(height=large(300)), alt="Pairs by orders and lift")


def _kind(bundle: Mapping[str, Any]) -> str:
    return "Design family" if bundle["family"] else "Different products"
