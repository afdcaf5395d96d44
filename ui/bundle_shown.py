"""The cards of a run: the shop's portfolio, or the offers for its goals, as they were decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from engine import OBJECTIVES, TYPE_TITLES, Backroom, JobView
from ui.bundle_cards import show_cards
from ui.bundle_known import show_empty, show_known
from ui.bundle_names import objective_title
from ui.words import currency_of

_PARTS = {"Shop's portfolio": True, "Offers": False}
_ALL = "all"


def show_chosen(
    backroom: Backroom,
    view: JobView,
    bundles: Sequence[Mapping[str, Any]],
    manifest: Mapping[str, Any],
) -> None:
    """Show a run's bundles as cards, with the decisions about them.

    Args:
        backroom: The open workspace.
        view: The finished run.
        bundles: Its documents, by rank.
        manifest: Its manifest.
    """
    parts = [name for name, own in _PARTS.items() if any(b["portfolio"] is own for b in bundles)]
    st.fragment(_show)(backroom, view.id, parts, manifest)


def _show(backroom: Backroom, run: str, parts: list[str], manifest: Mapping[str, Any]) -> None:
    decided = backroom.decided_bundles(run)
    part = parts[0]
    if len(parts) > 1:
        part = st.segmented_control(
            "Which",
            parts,
            default=parts[0],
            required=True,
            key=f"bundles_part_{run}",
            label_visibility="collapsed",
        )
    shown = [bundle for bundle in decided if bundle["portfolio"] is _PARTS[part]]
    if _PARTS[part]:
        st.caption("Pairs and larger sets that reach the most orders, each adding to those before.")
        show_cards(shown, currency_of(manifest), key=f"bundles_{run}")
    else:
        shown = _filtered(shown, run)
        show_cards(shown, currency_of(manifest), key=f"offers_{run}")
        show_empty(manifest)
    show_known(manifest)


def _filtered(offers: list[dict[str, Any]], run: str) -> list[dict[str, Any]]:
    """Offers for the chosen goal and of the chosen type."""
    goals = [name for name in OBJECTIVES if any(one["objective"] == name for one in offers)]
    kinds = [name for name in TYPE_TITLES if any(one["bundle_type"] == name for one in offers)]
    goal = st.pills(
        "Goal",
        [_ALL, *goals],
        default=_ALL,
        required=True,
        format_func=lambda name: "All goals" if name == _ALL else objective_title(name),
        key=f"offers_goal_{run}",
        label_visibility="collapsed",
    )
    kind = st.pills(
        "Type",
        [_ALL, *kinds],
        default=_ALL,
        required=True,
        format_func=lambda name: "All types" if name == _ALL else TYPE_TITLES[name],
        key=f"offers_type_{run}",
        label_visibility="collapsed",
    )
    found = [
        one
        for one in offers
        if goal in (_ALL, one["objective"]) and kind in (_ALL, one["bundle_type"])
    ]
    if not found:
        st.info("No offer is of this goal and type.", icon=":material/filter_alt_off:")
    return found
