"""The key of the server: where it comes from, and where to keep one. It is never shown."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from engine import Backroom, EngineError
from ui.words import plain

_FIELD, _SAID, _TURN = "key_field", "key.said", "key.turn"
_ORIGINS = {
    "session": "this page, until Backroom is closed",
    "secrets": "Streamlit's secrets",
    "keyring": "this computer's keyring",
}
_PLACES = {
    "keyring": "In this computer's keyring",
    "session": "Only until Backroom is closed",
}


def show_key(backroom: Backroom, *, needed: bool) -> None:
    """Say where the key comes from; offer to keep one and to forget it."""
    origin = backroom.key_origin()
    with st.container(horizontal=True, vertical_alignment="center"):
        # A popover of another key is another one, and closed.
        turn = st.session_state.get(_TURN, 0)
        label = "Another key" if origin else "Enter a key"
        with st.popover(label, icon=":material/key:", key=f"key_popover_{turn}"):
            _ask_key(backroom)
        if origin:
            st.button("Forget it", key="key_forget", on_click=_forget, args=(backroom,))
        st.caption(_where(origin, needed=needed), width="content")
    said = st.session_state.pop(_SAID, None)
    if said is not None:
        kind, sentence = said
        (st.error if kind == "refused" else st.success)(plain(sentence))


def _where(origin: str, *, needed: bool) -> str:
    """Where the key comes from; an origin that is none of the places is a variable's name."""
    if origin:
        return f":material/key: Key from {_ORIGINS.get(origin, f'the variable `{origin}`')}."
    if needed:
        return ":material/key_off: No key yet; this kind of server needs one."
    return ":material/key_off: No key; enter one only if the server asks for it."


def _ask_key(backroom: Backroom) -> None:
    with st.form("key_form", border=False, clear_on_submit=True):
        st.text_input("Key", type="password", key=_FIELD, autocomplete="off")
        st.radio(
            "Where to keep it", list(_PLACES), format_func=_PLACES.__getitem__, key="key_place"
        )
        st.form_submit_button(
            "Keep this key", type="primary", on_click=_keep, args=(backroom,), key="key_keep"
        )
    st.caption(
        "It is never written to the workspace, a log, a manifest or a page. The environment works "
        "too (`OPENAI_API_KEY`, for Azure `AZURE_OPENAI_API_KEY`, for OpenRouter "
        "`OPENROUTER_API_KEY`), and so do Streamlit's secrets."
    )


def _keep(backroom: Backroom) -> None:
    """Hand the key over and empty the field, so that no page ever holds it again."""
    key, place = st.session_state[_FIELD].strip(), st.session_state["key_place"]
    st.session_state[_FIELD] = ""
    if not key:
        st.session_state[_SAID] = ("refused", "Enter the key first.")
        return
    _act(lambda: backroom.use_key(key, place), "The key is kept.")
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _forget(backroom: Backroom) -> None:
    _act(
        backroom.forget_key, "Forgotten; a key in the environment or in Streamlit's secrets stays."
    )


def _act(act: Callable[[], object], done: str) -> None:
    try:
        act()
    except EngineError as error:
        st.session_state[_SAID] = ("refused", str(error))
    else:
        st.session_state[_SAID] = ("done", done)
