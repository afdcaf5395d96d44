"""The form of a tool's options: it keeps what was chosen, and a run that is opened brings its own.

A field's value is in the session under the tool's name and the field's (`bundles_offers`); the
values are kept beside them as well, since fields lose theirs while they are not drawn.
"""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import streamlit as st

from engine import Backroom, CheckedTable, EngineError, RunRow


class ToolOptions(Protocol):
    """Options of a tool: a frozen dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def as_dict(self) -> dict[str, Any]:
        """The options as plain values."""


Options = TypeVar("Options", bound=ToolOptions)

# A form that was drawn so long ago is in the browser with the values that were put then. Sooner,
# another press may have ended that drawing, and what was not sent yet is never sent: the browser
# would show fields without their values and send these back as if they had been chosen.
SURE_AFTER_S = 2.0


@dataclasses.dataclass(frozen=True)
class Asked(Generic[Options]):
    """What is asked for: options, whose models, at most how much, and whether anew."""

    options: Options
    model: str = "local"
    budget_usd: float | None = None
    again: bool = False


def options_of(run: RunRow | None, usual: Options) -> Options:
    """The options that a form starts from: the run's, where it is open and they can be read."""
    told = {} if run is None else run.question.get("options", {})
    known = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in told.items()
        if name in usual.as_dict()
    }
    try:
        return dataclasses.replace(usual, **known)
    except EngineError:
        return usual


def answering(tool: str, backroom: Backroom, run: RunRow | None) -> dict[str, Any]:
    """Values of the fields `model` and `cap`, in USD: a run's own, or else the settings'."""
    values: dict[str, Any] = {
        "model": backroom.settings.model,
        "cap": float(backroom.settings.budget_usd),
    }
    if run is not None:
        chat = str(run.question.get("models", {}).get("chat", "local:"))
        values["model"] = "local" if chat.startswith("local:") else "openai"
        cap = st.session_state.get(_caps(tool), {}).get(run.id)
        values["cap"] = values["cap"] if cap is None else float(cap)
    return values


def note_begun(tool: str, run: str, budget_usd: float | None) -> None:
    """Remember a run's cap, which its question does not hold; the form is set to the run."""
    st.session_state.setdefault(_caps(tool), {})[run] = budget_usd
    st.session_state.pop(_form_of(tool), None)


def fill_form(
    tool: str,
    table: CheckedTable,
    run: RunRow | None,
    values: Mapping[str, Any],
    drawn_for: Mapping[str, tuple[str, object]],
) -> None:
    """Put values where there are none, and all of them anew when another run or file is opened.

    Call it before the fields are drawn.

    Args:
        tool: The tool's name, which the names of its fields begin with.
        table: The table that would be looked at.
        run: The run on the page, if any.
        values: What the fields hold for this run or table where nothing was chosen.
        drawn_for: Fields that are drawn for one choice of another field only: that field's name
            and the choice.
    """
    shown = run.id if run else table.id
    anew = st.session_state.get(_form_of(tool)) != shown
    st.session_state[_form_of(tool)] = shown
    held = dict(values) if anew else {**values, **st.session_state.get(_held(tool), {})}
    st.session_state[_held(tool)] = held
    unsure = _unsure(tool)
    for name in _choosers_first(values, drawn_for):
        key, (chooser, choice) = f"{tool}_{name}", drawn_for.get(name, ("", None))
        if chooser and st.session_state[f"{tool}_{chooser}"] != choice:
            # A value without a field would outlive the ones that its field is given later.
            st.session_state.pop(key, None)
        elif anew or key not in st.session_state:
            st.session_state[key] = held[name]
            unsure.add(key)
        elif key in unsure:
            # Putting it once more has it sent once more.
            st.session_state[key] = st.session_state[key]


def held_in(tool: str) -> dict[str, Any]:
    """What the form holds, by the fields' names; what is not drawn just now stays as it was.

    Call it after the fields were drawn.
    """
    held: dict[str, Any] = {
        name: st.session_state.get(f"{tool}_{name}", value)
        for name, value in st.session_state[_held(tool)].items()
    }
    st.session_state[_held(tool)] = held
    st.session_state[f"{tool}.drawn"] = time.monotonic()
    return held


def _unsure(tool: str) -> set[str]:
    """Keys of fields whose values may not have come to the browser; to be added to."""
    now, drawn = time.monotonic(), st.session_state.get(f"{tool}.drawn", -math.inf)
    # A drawing that never came to its end sent nothing for sure, however long ago it began.
    st.session_state[f"{tool}.drawn"] = math.inf
    if now - drawn >= SURE_AFTER_S:
        st.session_state[f"{tool}.unsure"] = set()
    unsure: set[str] = st.session_state[f"{tool}.unsure"]
    return unsure


def _choosers_first(
    values: Mapping[str, Any], drawn_for: Mapping[str, tuple[str, object]]
) -> Iterable[str]:
    return sorted(values, key=drawn_for.__contains__)


def _form_of(tool: str) -> str:
    return f"{tool}.form_of"


def _held(tool: str) -> str:
    return f"{tool}.held"


def _caps(tool: str) -> str:
    return f"{tool}.caps"
