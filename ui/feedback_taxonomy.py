"""Themes as the user would have them: renamed, merged, split, pinned, kept for later files."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from engine import Backroom, EngineError
from ui.feedback_seen import Seen
from ui.words import plain

_ACTIONS = {"rename": "Rename", "merge": "Merge", "split": "Split", "pin": "Pin", "unpin": "Unpin"}
_SAYS = {
    "rename": "The new name is offered to the next file as well.",
    "merge": "All of their comments go into one theme.",
    "split": "The comments that hold one of your words go into a theme of their own; without words "
    "they are divided into the two halves that differ most.",
    "unpin": "The theme is left to the comments again.",
    "pin": "A pinned theme is looked for in the next file, however few speak of it there.",
}


def show_taxonomy(seen: Seen) -> None:
    """Ways to change the themes, undo, and what is kept for later files."""
    names = list(seen.whole.themes["name"])
    with st.expander("Change the themes", icon=":material/edit:"):
        if names:
            _show_form(seen, names)
        _show_undo(seen)
        _show_kept(seen.backroom)


def _show_form(seen: Seen, names: Sequence[str]) -> None:
    # Other keys after each change, so that the fields begin anew.
    key = f"feedback_edit_{seen.run}_{len(seen.backroom.theme_edits(seen.run))}"
    action = st.segmented_control(
        "What to do", list(_ACTIONS), format_func=_ACTIONS.__getitem__, default="rename",
        required=True, key=f"{key}_action",
    )  # fmt: skip
    st.caption(_SAYS[str(action)])
    if action == "merge":
        st.multiselect("Themes", names, key=f"{key}_names")
    else:
        st.selectbox("Theme", names, key=f"{key}_name")
    if action in ("rename", "merge"):
        st.text_input("Name", key=f"{key}_into", max_chars=60)
    elif action == "split":
        st.text_input("Name of the new one", key=f"{key}_into", max_chars=60)
        st.text_input("Words of the new one", key=f"{key}_words", placeholder="parking, car park")
    st.button(
        _ACTIONS[str(action)], icon=":material/check:", on_click=_edit,
        args=(seen.backroom, seen.run, str(action), key), key=f"feedback_edit_go_{seen.run}",
    )  # fmt: skip
    if refused := st.session_state.pop(f"{key}_refused", None):
        st.error(plain(refused), icon=":material/error:")


def _edit(backroom: Backroom, run: str, action: str, key: str) -> None:
    told = st.session_state
    names = told[f"{key}_names"] if action == "merge" else [told[f"{key}_name"]]
    into = str(told.get(f"{key}_into") or "").strip()
    words = str(told.get(f"{key}_words") or "").strip()
    try:
        backroom.edit_theme(
            run, action, names, into="" if action in ("pin", "unpin") else into,
            words=words if action == "split" else "",
        )  # fmt: skip
    except EngineError as error:
        told[f"{key}_refused"] = str(error)


def _show_undo(seen: Seen) -> None:
    edits = seen.backroom.theme_edits(seen.run)
    if edits:
        st.button(
            f"Undo: {plain(str(edits[-1]['says']))}", type="tertiary", icon=":material/undo:",
            on_click=_undo, args=(seen.backroom, seen.run),
            key=f"feedback_undo_{seen.run}",
        )  # fmt: skip


def _undo(backroom: Backroom, run: str) -> None:
    backroom.undo_theme_edit(run)


def _show_kept(backroom: Backroom) -> None:
    kept = backroom.kept_taxonomy()
    if not kept:
        return
    st.markdown("###### Kept for later files")
    for pinned in kept:
        name = str(pinned["name"])
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(name)} :small[:gray[{plain(', '.join(pinned['words']))}]]")
            st.button(
                "Forget", type="tertiary", icon=":material/close:", key=f"forget_{name}",
                on_click=backroom.forget_theme, args=(name,),
            )  # fmt: skip
