"""Which models answer: those of this computer, or a server, with its address and models."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine import PRESETS, Backroom
from ui.connection import show_connection
from ui.key_box import show_key
from ui.settings_fields import ask_setting, changed, field_key, set_by, show_saving

ANSWERERS = {"local": "This computer", "openai": "A server"}
_SAYS = [
    "Small models that came with Backroom: private, free, no key. They choose among answers by "
    "likeness of meaning.",
    "Any server with OpenAI's interface, far away or on this computer: it also writes texts.",
]


def show_model_settings(backroom: Backroom) -> None:
    """Show and change which models answer and how the server is reached."""
    model = _ask_model(backroom)
    with st.expander("The server", icon=":material/dns:", expanded=model == "openai"):
        values = {"model": model, **_ask_server(backroom)}
        show_key(backroom, needed=PRESETS[values["provider"]].needs_key)
        show_connection(backroom, unsaved=bool(changed(backroom, values)))
    show_saving(backroom, values, key="models")


def _ask_model(backroom: Backroom) -> str:
    saved = backroom.settings.model
    chosen = st.radio(
        "Which models answer",
        list(ANSWERERS),
        index=list(ANSWERERS).index(saved),
        format_func=ANSWERERS.__getitem__,
        captions=_SAYS,
        key=field_key("model", saved),
        disabled=set_by(backroom, "model") is not None,
    )
    return chosen or saved


def _ask_server(backroom: Backroom) -> dict[str, Any]:
    titles = {name: preset.title for name, preset in PRESETS.items()}
    provider = ask_setting(backroom, "provider", "Kind of server", words=titles)
    preset = PRESETS[provider]
    tried = "" if preset.tried else ":orange-badge[:material/science: not tried] "
    st.caption(f"{tried}{preset.says}")
    address = ask_setting(
        backroom,
        "base_url",
        "Address",
        placeholder=_own(preset.base_url),
        # Another kind of server has another address: its own, until one is entered.
        empty_for=provider if provider != backroom.settings.provider else "",
    )
    chat, embed = st.columns(2)
    with chat:
        ai_model = ask_setting(backroom, "ai_model", "Chat model")
    with embed:
        such_as = f"; such as {preset.embedding_model}" if preset.embedding_model else ""
        embedding = ask_setting(
            backroom,
            "embedding_model",
            "Embedding model",
            placeholder=f"empty: this computer's own{such_as}",
        )
    return {
        "provider": provider,
        "base_url": address,
        "ai_model": ai_model,
        "embedding_model": embedding,
    }


def _own(address: str) -> str:
    """What an empty address means."""
    return f"empty: {address}" if address else "https://…/v1"
