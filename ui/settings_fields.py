"""Settings as fields of a form: drawn by what each knob is, kept by one button.

A setting that the environment holds is shown and cannot be changed here; the variable is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from engine import Backroom, EngineError, Knob, Settings, knob_of
from ui.words import plain

NUMBER_WIDTH = 300
FROM_FILE, DEFAULT = "settings.json", "default"
_SEEN = "settings.seen"
# Units that labels name already.
_TOLD = ("items", "texts", "requests")


def ask_setting(
    backroom: Backroom,
    name: str,
    label: str,
    *,
    placeholder: str = "",
    words: Mapping[str, str] | None = None,
    empty_for: str = "",
) -> Any:
    """Draw one setting by its kind; returns the value it shows.

    Args:
        backroom: The open workspace.
        name: The setting's field.
        label: What stands above it.
        placeholder: Of a text: what an empty one means.
        words: Of a choice: value → words for people.
        empty_for: Of a text: what it belongs to, where that is not what its saved value belongs
            to; it begins empty then.
    """
    saved = getattr(backroom.settings, name)
    knob = knob_of(Settings.__dataclass_fields__[name])
    variable = set_by(backroom, name)
    shown = "" if empty_for and not variable else saved
    common = {
        "key": field_key(name, saved) + empty_for,
        "disabled": variable is not None,
        "help": _help(knob, variable),
    }
    value = _draw(knob, label, shown, common, placeholder, words or {})
    return saved if variable else value


def _draw(
    knob: Knob,
    label: str,
    shown: Any,
    common: dict[str, Any],
    placeholder: str,
    words: Mapping[str, str],
) -> Any:
    if knob.kind == "yes_no":
        return st.toggle(label, value=shown, **common)
    if knob.kind == "choice":
        choices = list(knob.choices)
        return st.selectbox(
            label,
            choices,
            index=choices.index(shown),
            format_func=lambda choice: words.get(choice, choice),
            **common,
        )
    if knob.kind == "text" or knob.choices:
        width: Any = NUMBER_WIDTH if knob.choices else "stretch"
        return st.text_input(
            label, value=str(shown), placeholder=placeholder, width=width, **common
        )
    return _number(knob, label, shown, common)


def _number(knob: Knob, label: str, saved: Any, common: dict[str, Any]) -> Any:
    of = int if knob.kind == "whole" else float
    told = not knob.unit or knob.unit in _TOLD or "(" in label
    labelled = label if told else f"{label} ({knob.unit})"
    return st.number_input(
        labelled,
        min_value=of(knob.least),
        max_value=None if knob.most == float("inf") else of(knob.most),
        value=of(saved),
        format=None if of is int else "%g",
        width=NUMBER_WIDTH,
        **common,
    )


def _help(knob: Knob, variable: str | None) -> str:
    words = f"{knob.says[:1].upper()}{knob.says[1:]}."
    if variable:
        return f"{words} Held by the environment variable `{variable}`; change it there."
    return f"{words} In the environment: `{knob.names[0]}`." if knob.names else words


def set_by(backroom: Backroom, name: str) -> str | None:
    """The environment variable that holds a setting, or None where it may be changed here."""
    origin = backroom.setting_origins()[name]
    return None if origin in (FROM_FILE, DEFAULT) else origin


def field_key(name: str, saved: Any) -> str:
    """A setting's widget; another one once what is saved has changed, here or in another tab."""
    seen: dict[str, tuple[Any, int]] = st.session_state.setdefault(_SEEN, {})
    before, turn = seen.get(name, (saved, 0))
    seen[name] = (saved, turn + (before != saved))
    return f"set_{name}_{seen[name][1]}"


def show_saving(backroom: Backroom, values: Mapping[str, Any], *, key: str) -> bool:
    """Say which settings are held by the environment, and offer to save what was changed.

    Args:
        backroom: The open workspace.
        values: Setting → the value its field shows.
        key: Of the buttons.

    Returns:
        Whether something was changed that is not saved.
    """
    _show_held(backroom, values)
    fresh = changed(backroom, values)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            "Save",
            type="primary" if fresh else "secondary",
            icon=":material/check:",
            key=f"{key}_save",
            disabled=not fresh,
        ):
            _save(backroom, fresh)
        if fresh:
            st.button("Undo", key=f"{key}_undo", on_click=_undo, args=(list(fresh),))
            st.caption("Not saved yet.")
    return bool(fresh)


def changed(backroom: Backroom, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of some values that differ from what is saved."""
    saved = backroom.settings
    return {
        name: value for name, value in values.items() if str(value) != str(getattr(saved, name))
    }


def _show_held(backroom: Backroom, values: Mapping[str, Any]) -> None:
    held = {name: variable for name in values if (variable := set_by(backroom, name))}
    if held:
        names = ", ".join(f"`{variable}`" for variable in dict.fromkeys(held.values()))
        st.caption(f":material/lock: Held by the environment, to be changed there: {names}")


def _save(backroom: Backroom, values: Mapping[str, Any]) -> None:
    defaults = Settings.__dataclass_fields__
    try:
        backroom.change_settings(
            {
                name: None if value == defaults[name].default else value
                for name, value in values.items()
            }
        )
    except EngineError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.toast("Saved.", icon=":material/check:")
    st.rerun()


def _undo(names: list[str]) -> None:
    seen = st.session_state[_SEEN]
    for name in names:
        saved, turn = seen[name]
        seen[name] = (saved, turn + 1)
