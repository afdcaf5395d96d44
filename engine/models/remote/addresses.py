"""Addresses of servers: written in many ways, used in one; whose computer it is."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from engine.errors import OptionRefused
from engine.models.remote.presets import PRESETS
from engine.settings import Settings

_PATHS = ("/chat/completions", "/completions", "/embeddings", "/models")
_OWN_ENDINGS = (".local", ".lan", ".internal", ".home.arpa", ".localhost")


def address_of(settings: Settings) -> str:
    """The server's base URL: the one set, or the provider's own.

    An address without a path gets the one that its kind of server has (`/v1`), and one copied
    with a method's path loses it.

    Raises:
        OptionRefused: There is none, or it is no address of a server.
    """
    preset = PRESETS[settings.provider]
    written = settings.base_url or preset.base_url
    if not written:
        raise OptionRefused(
            f"{preset.title} has no address of its own: set the server's address. {preset.says}"
        )
    parts = _parts(written)
    path = parts.path.rstrip("/")
    for method in _PATHS:
        path = path.removesuffix(method)
    azure = (parts.hostname or "").endswith(".azure.com")
    return f"{parts.scheme}://{parts.netloc}{path or ('/openai/v1' if azure else '/v1')}"


def host_of(address: str) -> str:
    """The server's name and port, as people know it."""
    return urlsplit(address).netloc.rpartition("@")[2]


def is_here(address: str) -> bool:
    """Whether the server runs on this computer, so that nothing leaves it."""
    name = urlsplit(address).hostname or ""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    found = _ip(name)
    return found is not None and found.is_loopback


def is_own(address: str) -> bool:
    """Whether the server is in one's own network, as far as its name tells."""
    name = urlsplit(address).hostname or ""
    found = _ip(name)
    if found is not None:
        return found.is_private or found.is_loopback
    return "." not in name or name.endswith(_OWN_ENDINGS)


def is_unencrypted(address: str) -> bool:
    """Whether texts would travel over a network unencrypted."""
    return address.lower().startswith("http://") and not is_here(address)


def _parts(written: str) -> SplitResult:
    try:
        parts = urlsplit(written.strip())
        parts.port  # noqa: B018 - raises where the port is no number
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise OptionRefused(
            "The server's address must begin with https:// or http:// and a name, such as "
            "http://localhost:11434/v1."
        )
    if parts.username or parts.password or parts.query or parts.fragment:
        raise OptionRefused(
            "The server's address must hold no key, name, password or question mark: the key has "
            "a place of its own."
        )
    return parts


def _ip(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
