"""What a run knew of the products, and which offers it does not make, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from engine import OBJECTIVES, TYPE_TITLES
from ui.bundle_names import TAGS, objective_title
from ui.rows import show_rows
from ui.words import counted

_BASIS = {
    "data": "Your files",
    "words": "Words in titles and tags",
    "model": "The model",
    "none": "Cannot be told",
}


def show_empty(manifest: Mapping[str, Any]) -> None:
    """Say which offers there are none of, and why."""
    rows = _empty_rows(manifest)
    if not rows:
        return
    title = f"What is not offered, and why ({len(rows)})"
    with st.expander(title, icon=":material/block:", key="bundles_empty", on_change="rerun"):
        show_rows(rows)


def _empty_rows(manifest: Mapping[str, Any]) -> list[dict[str, str]]:
    """One row a reason; types of a goal that share it stand together."""
    told: dict[tuple[str, str], list[str]] = {}
    for unit in manifest.get("units", ()):
        if unit["offers"]:
            continue
        kind = TYPE_TITLES.get(unit["bundle_type"], unit["bundle_type"])
        why = unit["empty"] or "None that came up kept all limits."
        told.setdefault((unit["objective"], why), []).append(kind)
    return [
        {
            "Goal": objective_title(objective),
            "Offers": "All five" if len(kinds) == len(TYPE_TITLES) else ", ".join(kinds),
            "Why": why,
        }
        for (objective, why), kinds in told.items()
    ]


def show_known(manifest: Mapping[str, Any]) -> None:
    """Say what is known about the products, from what, and how many it is true of."""
    tags = manifest.get("tags", ())
    if not tags:
        return
    # With keys they stay open while more cards are shown above them.
    with st.expander(
        "What is known about the products",
        icon=":material/label:",
        key="bundles_known",
        on_change="rerun",
    ):
        here = str(manifest.get("models", {}).get("chat", "")).startswith("local:")
        basis = _BASIS | ({"model": "This computer's model"} if here else {})
        show_rows([_tag_row(tag, basis) for tag in tags])
        _show_left_out(manifest)


def _tag_row(tag: Mapping[str, Any], basis: Mapping[str, str]) -> dict[str, str]:
    needs = next((one.title for one in OBJECTIVES.values() if one.tag == tag["name"]), "")
    return {
        "Products that are": TAGS.get(tag["name"], tag["name"]),
        "Products": f"{tag['products']:,}",
        "Told by": basis.get(tag["basis"], tag["basis"]),
        "How": tag["reason"],
        "Needed for": needs,
    }


def _show_left_out(manifest: Mapping[str, Any]) -> None:
    found = manifest.get("artificial", {}).get("kinds", {})
    if found:
        words = ", ".join(f"{kind.replace('_', ' ')} ({count:,})" for kind, count in found.items())
        st.caption(f"Left out, since no customer chose it: {words}.")
    existing = manifest.get("artificial", {}).get("existing", ())
    if existing:
        st.caption(f"{counted(len(existing), 'bundle')} in your shop already, not offered again.")
