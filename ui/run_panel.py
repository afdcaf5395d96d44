"""A run as it goes on: its steps with counts, rate and time left, and a way to stop it.

The panel looks once a second while the run is active; when it ends the page is drawn once more.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from engine import Backroom, JobView, StepView
from ui.words import STATUS_ICONS, counted, duration, plain

LOOK_EVERY_S = 1.0
NEARLY, ANEW = 0.99, 0.2
"""Share shown at most of a run that goes on, since a step may still be added; and the share by
which it falls where the run was begun anew."""
STOPPED = (
    "This run stopped at its budget. What was answered is kept and not paid again; raise the cap, "
    "and it goes on."
)


def show_run(
    backroom: Backroom, view: JobView, preview: Callable[[JobView], None] | None = None
) -> None:
    """Show a run's progress until it ends, then draw the page anew.

    Args:
        backroom: The open workspace.
        view: The run, active when the page began to be drawn.
        preview: Draws preliminary results below the steps.
    """
    st.fragment(_panel, run_every=LOOK_EVERY_S)(backroom, view.id, preview)


def _panel(backroom: Backroom, run: str, preview: Callable[[JobView], None] | None) -> None:
    view = backroom.watch(run)
    if view is None or not view.active:
        st.rerun()
    left, right = st.columns([5, 1], vertical_alignment="center")
    left.progress(_shown(view), text=_headline(view))
    right.button(
        "Cancel",
        key=f"cancel_{run}",
        on_click=backroom.cancel,
        args=(run,),
        icon=":material/stop_circle:",
        width="stretch",
    )
    if view.steps.children:
        with st.container(border=True, gap="xsmall"):
            for step in view.steps.children:
                _line(step)
                if step.status == "running":
                    for part in step.children:
                        _line(part, before="&emsp;")
    if preview is not None and view.preview is not None:
        preview(view)


def _shown(view: JobView) -> float:
    """The share to show: not less than before where a step came to those that are known.

    Much less is the same question begun anew.
    """
    seen = st.session_state.setdefault("run_panel.shown", {})
    before, reached = seen.get(view.id, 0.0), min(view.steps.fraction, NEARLY)
    seen[view.id] = reached if reached < before - ANEW else max(before, reached)
    return float(seen[view.id])


def _headline(view: JobView) -> str:
    if view.status == "queued":
        waiting = f"place {view.place} in the queue" if view.place else "about to start"
        return f"**{plain(view.title)}** · waiting, {waiting}"
    if not view.steps.children:
        return f"**{plain(view.title)}** · about to start"
    done = sum(step.status == "done" for step in view.steps.children)
    steps = f"{done} of {counted(len(view.steps.children), 'step')} done"
    return f"**{plain(view.title)}** · {steps} · {duration(view.steps.seconds)}"


def _line(step: StepView, before: str = "") -> None:
    words = [f"{before}{STATUS_ICONS[step.status]} {step.name}", *_measures(step)]
    text = " · ".join(words)
    st.markdown(text if step.status == "running" else f":small[{text}]")


def _measures(step: StepView) -> list[str]:
    """Count, rate and time left, as far as they are known."""
    words = []
    if step.done or step.total:
        of = f" of {step.total:,}" if step.total and step.status == "running" else ""
        words.append(f"{step.done:,}{of} {step.unit}")
    if step.status == "running" and step.rate:
        words.append(f"{step.rate:,.0f} a second")
    if step.seconds_left is not None:
        words.append(f"about {duration(step.seconds_left)} left")
    elif step.seconds:
        words.append(duration(step.seconds))
    return words


def show_ending(view: JobView) -> None:
    """Say how a run ended where it did not end well."""
    if view.status == "failed":
        st.error(plain(view.error or "The run failed."), icon=":material/error:")
    elif view.status == "stopped":
        st.warning(plain(view.error or STOPPED), icon=STATUS_ICONS["stopped"])
    elif view.status == "cancelled":
        st.warning(
            "This run was cancelled and has no results. Run it again to go on: what was finished "
            "or answered until then is used.",
            icon=":material/cancel:",
        )
    elif view.status == "interrupted":
        st.warning(
            "Backroom was closed while this run was under way. Run it again: what was finished "
            "then is used now.",
            icon=":material/power_off:",
        )
