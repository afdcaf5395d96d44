"""Where no pair holds up: why there is nothing to choose from, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ui.words import counted, percent


def say_no_pairs(bundles: Sequence[Mapping[str, Any]], manifest: Mapping[str, Any]) -> None:
    """Say why a run has no pair in its portfolio, and what can be done.

    Args:
        bundles: The run's documents.
        manifest: Its manifest.
    """
    st.info(f"There are no pairs to choose from. {_why(manifest)}", icon=":material/inbox:")
    st.markdown(
        "\n".join(["What can be done:", "", *(f"- {way}" for way in _ways(bundles, manifest))])
    )


def _why(manifest: Mapping[str, Any]) -> str:
    """How many pairs were looked at, and what became of them."""
    mining = manifest["mining"]
    if not mining["mined"]:
        return "This file has too few orders to count what is bought together."
    looked = int(mining["itemsets"].get("2", 0))
    least = counted(mining["min_count"], "order")
    if not looked:
        return f"No two products stand together in {least} or more, the fewest looked at."
    dropped = mining["candidates"]["dropped"]
    went = [f"{dropped[name]:,} {words}" for name, words in _DROPPED.items() if dropped.get(name)]
    told = f" Of pairs and larger sets {', '.join(went)}." if went else ""
    pairs = counted(looked, "pair")
    return f"{pairs} of products are in {least} or more, and none of them is left.{told}"


def _ways(bundles: Sequence[Mapping[str, Any]], manifest: Mapping[str, Any]) -> Sequence[str]:
    offers = sum(not bundle["portfolio"] for bundle in bundles)
    mining, options = manifest["mining"], manifest["options"]
    ways = []
    if offers:
        ways.append(
            f"Take one of the {counted(offers, 'offer')} under Cards: each says what it stands on, "
            "and where that is weak."
        )
    ways.append("Drop a longer time of orders: rarer pairs can be told from chance then.")
    if mining["mined"]:
        ways.append(
            "Look at rarer pairs: under Options, Counting, set the least share of orders below "
            f"{percent(mining['min_support'])}, which this run took, and find the bundles again."
        )
        ways.append(
            "Let weaker pairs in: set “Chance finds let in” there above "
            f"{options['false_discovery']:g}. More of what is found is chance then."
        )
    return ways


_DROPPED = {
    "not_significant": "are not reliably bought together more often than chance would have it",
    "weak_lift": "are hardly more than chance",
    "twins": "are colours or sizes of one product",
    "out_of_stock": "hold a product that is out of stock",
    "under_margin_floor": "have no price that keeps the margin",
}
