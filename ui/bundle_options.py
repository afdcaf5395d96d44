"""The options of a run of Bundles, as a merchant chooses them; a run that is opened brings its own.

The form holds plain values in the session, a key an option, so that it can be set to any run's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from engine import Backroom, BundleOptions, CheckedTable, EngineError, RunRow
from ui.bundle_option_groups import GROUPS
from ui.tool_form import Asked, answering, fill_form, held_in, options_of


def show_options(
    backroom: Backroom, table: CheckedTable, run: RunRow | None
) -> Asked[BundleOptions] | str:
    """Show the options in groups; returns what is asked for, or why it cannot be asked.

    Args:
        backroom: The open workspace.
        table: The table that would be looked at.
        run: The run on the page, whose options the form shows when it is opened.
    """
    base = options_of(run, BundleOptions())
    fill_form("bundles", table, run, _values(backroom, table, run, base), _DRAWN_FOR)
    with st.expander("Options", icon=":material/tune:", key="bundles_options"):
        for tab, (_, show) in zip(st.tabs([title for title, _ in GROUPS]), GROUPS, strict=True):
            with tab:
                show(backroom, table)
        again = st.checkbox("Compute again even if this was run before", key="bundles_again")
    return _asked(table, base, held_in("bundles"), again=again)


def _values(
    backroom: Backroom, table: CheckedTable, run: RunRow | None, base: BundleOptions
) -> dict[str, Any]:
    settings = backroom.settings
    values = base.as_dict() | {
        "objectives": list(base.objectives),
        "types": list(base.types),
        "twins": base.twins == "allow",
        "min_support": 100 * base.min_support,
        "by_hand": base.semantic >= 0,
        "again": False,
        **answering("bundles", backroom, run),
    }
    if base.semantic < 0:
        values |= {"semantic": 0.2, "transactional": 0.6, "business": 0.2}
    if base.miner == BundleOptions().settled(fast_itemsets=settings.ml_fast_itemsets).miner:
        values["miner"] = "auto"
    if table.facts["last"] is not None:
        values["until"] = _until(table, base)
    else:
        del values["until"]
    return values


def _until(table: CheckedTable, base: BundleOptions) -> dt.date:
    first, last = (dt.date.fromisoformat(table.facts[name]) for name in ("first", "last"))
    return min(max(base.last_day or last, first), last)


def _asked(
    table: CheckedTable, base: BundleOptions, held: Mapping[str, Any], *, again: bool
) -> Asked[BundleOptions] | str:
    """What the form holds, as it is asked for."""
    if not held["objectives"] or not held["types"]:
        return "Choose at least one goal and one type under Options."
    values = base.as_dict() | {name: held[name] for name in _PLAIN}
    values |= {name: float(held[name]) if held["by_hand"] else -1.0 for name in _WEIGHTS}
    last, until = table.facts["last"], held.get("until")
    try:
        options = BundleOptions(
            **values
            | {
                "objectives": tuple(held["objectives"]),
                "types": tuple(held["types"]),
                "twins": "allow" if held["twins"] else "exclude",
                "min_support": round(held["min_support"] / 100, 10),
                "until": until.isoformat() if last and until and until.isoformat() < last else None,
            }
        )
    except EngineError as error:
        return str(error)
    model = str(held["model"] or "local")
    cap = held["cap"] if model == "openai" else None
    return Asked(options, model, cap, again)


_PLAIN = (
    "offers", "bundles", "larger_sets", "max_items", "wholesale_items", "false_discovery",
    "half_life_days", "season", "miner", "margin_floor_pct", "stacked_code_pct", "most_value",
    "tone", "language", "appeal",
)  # fmt: skip
_WEIGHTS = ("semantic", "transactional", "business")
# Fields that are drawn for one choice of another field only.
_DRAWN_FOR: Mapping[str, tuple[str, object]] = {
    **dict.fromkeys(_WEIGHTS, ("by_hand", True)),
    **dict.fromkeys(("cap", "appeal"), ("model", "openai")),
}
