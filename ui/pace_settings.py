"""How fast the server is asked, in which portions, and what is watched and switched off."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine import Backroom, Settings, knob_of
from ui.settings_fields import ask_setting, show_saving
from ui.words import counted, duration, plain

_PACE = {
    "max_rps": "Pace",
    "concurrent_workers": "In flight at once",
    "tokens_per_minute": "Tokens a minute (0: no limit)",
    "call_timeout_s": "Longest wait for one request",
    "run_timeout_s": "Longest wait of a run",
    "parallel_processing": "More than one request at a time",
}
_BATCHES = {
    "batch_size_optimal": "Comments in one request",
    "embed_batch_size": "Texts in one embedding request",
    "max_batch_size": "Most of any kind (0: no cap)",
    "request_tokens": "Longest request",
    "embed_concurrent_batches": "Embedding requests at once",
}
_WATCHING = {
    "alert_threshold_seconds": "Mark runs longer than (seconds, 0: none)",
    "log_performance_metrics": "Log each step's time",
}


def show_pace_settings(backroom: Backroom) -> None:
    """Show and change pace, batches, watching and optimisations."""
    st.caption(
        "The usual values suit most accounts. One even pace holds for all pages, tabs and runs "
        "together."
    )
    _show_lane(backroom)
    values = _ask_group(backroom, _PACE)
    with st.expander("Batches", icon=":material/stacks:"):
        values |= _ask_group(backroom, _BATCHES)
    with st.expander("Watching", icon=":material/timer:"):
        values |= _ask_group(backroom, _WATCHING)
    with st.expander("Optimisations", icon=":material/bolt:"):
        st.caption("Switch one off to compare; the results stay the same.")
        values |= _ask_flags(backroom)
    show_saving(backroom, values, key="pace")


def _ask_group(backroom: Backroom, labels: dict[str, str]) -> dict[str, Any]:
    """Numbers side by side as there is room, switches below them."""
    fields = Settings.__dataclass_fields__
    switches = [name for name in labels if knob_of(fields[name]).kind == "yes_no"]
    values = {}
    with st.container(horizontal=True):
        for name in labels:
            if name not in switches:
                values[name] = ask_setting(backroom, name, labels[name])
    for name in switches:
        values[name] = ask_setting(backroom, name, labels[name])
    return values


def _ask_flags(backroom: Backroom) -> dict[str, Any]:
    """The switches of optimisations, in words and with the name they are written by."""
    values = {}
    for name, field in Settings.__dataclass_fields__.items():
        if name.startswith("ml_"):
            knob = knob_of(field)
            label = f"{knob.says[:1].upper()}{knob.says[1:]} :gray[:small[`{knob.written}`]]"
            values[name] = ask_setting(backroom, name, label)
    return values


def _show_lane(backroom: Backroom) -> None:
    """What the lane does at this moment; nothing before the first request."""
    lane = backroom.lane_view()
    if not lane.sent:
        return
    words = [
        f"{counted(lane.sent, 'request')} sent since Backroom was opened",
        f"{lane.in_flight:,} in flight, at most {lane.most_in_flight:,}",
        f"{lane.waiting:,} waiting",
    ]
    if lane.held_s > 0:
        words.append(f"the server asked for {duration(lane.held_s)} of rest")
    st.caption(f":material/swap_vert: {' · '.join(words)}")
    if lane.said:
        st.warning(plain(lane.said), icon=":material/pause_circle:")
