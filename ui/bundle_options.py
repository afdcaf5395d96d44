"""The options of a run of Bundles, as a merchant chooses them; a run that is opened brings its own.

The form holds plain values in the session, a key an option, so that it can be set to any run's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from engine import Backroom, BundleOptions, CheckedTable, EngineError, RunRow
from ui.bundle_option_groups import GROUPS

_FORM_OF = "bundles.form_of"
_CAPS = "bundles.caps"
# What the form holds, kept while other pages are looked at: fields are emptied there.
_HELD = "bundles.held"


@dataclass(frozen=True)
class Asked:
    """What is asked for: options, whose models, at most how much, and whether anew."""

    options: BundleOptions
    model: str
    budget_usd: float | None
    again: bool


def usual() -> Asked:
    """What is asked for where nothing was chosen: nothing leaves this computer then."""
    return Asked(BundleOptions(), "local", None, again=False)


def show_options(backroom: Backroom, table: CheckedTable, run: RunRow | None) -> Asked | str:
    """Show the options in groups; returns what is asked for, or why it cannot be asked.

    Args:
        backroom: The open workspace.
        table: The table that would be looked at.
        run: The run on the page, whose options the form shows when it is opened.
    """
    base = _base(run)
    _set_form(backroom, table, run, base)
    with st.expander("Options", icon=":material/tune:", key="bundles_options"):
        for tab, (_, show) in zip(st.tabs([title for title, _ in GROUPS]), GROUPS, strict=True):
            with tab:
                show(backroom, table)
        again = st.checkbox("Compute again even if this was run before", key="bundles_again")
    return _asked(table, base, _hold(), again=again)


def note_begun(run: str, budget_usd: float | None) -> None:
    """Remember a run's cap, which its question does not hold; the form is set to the run."""
    st.session_state.setdefault(_CAPS, {})[run] = budget_usd
    st.session_state.pop(_FORM_OF, None)


def _base(run: RunRow | None) -> BundleOptions:
    """The options the form starts from; those it has no field for stay as they are here."""
    if run is None:
        return BundleOptions()
    known = BundleOptions().as_dict()
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in run.question.get("options", {}).items()
        if name in known
    }
    try:
        return BundleOptions(**told)
    except EngineError:
        return BundleOptions()


def _set_form(
    backroom: Backroom, table: CheckedTable, run: RunRow | None, base: BundleOptions
) -> None:
    """Put values where there are none yet, and all of them anew when another run is opened."""
    shown = run.id if run else table.id
    anew = st.session_state.get(_FORM_OF) != shown
    st.session_state[_FORM_OF] = shown
    values = _values(backroom, table, run, base)
    held = values if anew else values | st.session_state.get(_HELD, {})
    st.session_state[_HELD] = held
    for name in sorted(values, key=_DRAWN_FOR.__contains__):
        key, (chooser, choice) = f"bundles_{name}", _DRAWN_FOR.get(name, ("", None))
        if chooser and st.session_state[f"bundles_{chooser}"] != choice:
            # A value without a field would outlive the ones that its field is given later.
            st.session_state.pop(key, None)
        elif anew or key not in st.session_state:
            st.session_state[key] = held[name]


def _hold() -> dict[str, Any]:
    """Keep and return what the form holds; what has no field just now stays as it was."""
    held: dict[str, Any] = {
        name: st.session_state.get(f"bundles_{name}", value)
        for name, value in st.session_state[_HELD].items()
    }
    st.session_state[_HELD] = held
    return held


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
        "model": settings.model,
        "cap": float(settings.budget_usd),
        "again": False,
    }
    if base.semantic < 0:
        values |= {"semantic": 0.2, "transactional": 0.6, "business": 0.2}
    if base.miner == BundleOptions().settled(fast_itemsets=settings.ml_fast_itemsets).miner:
        values["miner"] = "auto"
    if run is not None:
        chat = str(run.question.get("models", {}).get("chat", "local:"))
        values["model"] = "local" if chat.startswith("local:") else "openai"
        cap = st.session_state.get(_CAPS, {}).get(run.id)
        values["cap"] = values["cap"] if cap is None else float(cap)
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
) -> Asked | str:
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
