"""Where a server's key is found, and how it never shows.

A key is typed on a page and held in memory, or comes from the environment, from Streamlit's
secrets (which the page reads and offers), or from the system's keyring. It is never written to
the workspace, to a manifest or to a log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import NoReturn, TypeVar

from engine.errors import OptionRefused

SERVICE = "backroom"
T = TypeVar("T")
_VARIABLES = {"azure": "AZURE_OPENAI_API_KEY", "openrouter": "OPENROUTER_API_KEY"}
KEY_NAMES = ("OPENAI_API_KEY", *_VARIABLES.values())


class Key:
    """A key and where it was found; falsy where there is none.

    However it is printed, formatted or logged, its value does not show; it cannot be pickled.

    Attributes:
        value: The key itself, empty where none was found.
        where: A variable's name, `session`, `secrets` or `keyring`; empty where none was found.
    """

    __slots__ = ("value", "where")

    def __init__(self, value: str, where: str) -> None:
        self.value = value
        self.where = where

    def __bool__(self) -> bool:
        return bool(self.value)

    def __repr__(self) -> str:
        return f"Key(from {self.where})" if self else "Key(none)"

    __str__ = __repr__

    def __format__(self, form: str) -> str:
        return format(repr(self), form)

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("A key is never written down.")


def variable_of(provider: str) -> str:
    """The environment's variable that holds a provider's key."""
    return _VARIABLES.get(provider, "OPENAI_API_KEY")


def is_key(text: str) -> bool:
    """Whether a text can be sent as a key: one line of ASCII signs without spaces."""
    return bool(text) and text.isascii() and text.isprintable() and " " not in text


def typed_key(text: str) -> str:
    """A key as typed or pasted, without the white space around it.

    Raises:
        OptionRefused: It cannot be a key; the message does not repeat it.
    """
    value = text.strip()
    if not is_key(value):
        raise OptionRefused(
            "That is not a key: one is a single line of letters, digits and signs without spaces. "
            "Copy it from the server's own page once more."
        )
    return value


def find_key(
    environment: Mapping[str, str], session: Mapping[str, Key], host: str, provider: str = "openai"
) -> Key:
    """The key for a host: typed or offered for this session, else the environment's, else kept.

    Args:
        environment: Variables of the process.
        session: Host → key that a page holds in memory; a key offered from Streamlit's secrets
            stands here as well, with `secrets` as its origin, and gives way to the environment's.
        host: The server's host name, such as `api.openai.com`.
        provider: The kind of server, which decides the variable's name.
    """
    offered = session.get(host, Key("", ""))
    variable = Key(environment.get(variable_of(provider), "").strip(), variable_of(provider))
    ordered = (variable, offered) if offered.where == "secrets" else (offered, variable)
    for key in ordered:
        if key:
            return key
    kept = kept_key(host)
    return Key(kept, "keyring" if kept else "")


def kept_key(host: str) -> str:
    """The key that the system's keyring holds for a host, or an empty string."""
    return _ask_keyring(lambda ring: ring.get_password(SERVICE, host)) or ""


def store_key(host: str, value: str) -> None:
    """Keep a key in the system's keyring.

    Raises:
        OptionRefused: There is no keyring here that would take it.
    """

    def store(ring: ModuleType) -> bool:
        ring.set_password(SERVICE, host, value)
        return True

    if not _ask_keyring(store):
        raise OptionRefused(
            "This computer has no keyring that could keep the key. Use it for this session only, "
            "or set it in the environment."
        )


def forget_key(host: str) -> bool:
    """Take a host's key out of the system's keyring; whether there was one to take."""

    def forget(ring: ModuleType) -> bool:
        if ring.get_password(SERVICE, host) is None:
            return False
        ring.delete_password(SERVICE, host)
        return True

    return _ask_keyring(forget) or False


def _ask_keyring(ask: Callable[[ModuleType], T]) -> T | None:
    """What the system's keyring says; whatever goes wrong in it means that there is none here."""
    try:
        import keyring  # noqa: PLC0415 - costly

        return ask(keyring)
    except Exception:  # noqa: BLE001 - backends are other people's, with errors of their own kinds
        return None
