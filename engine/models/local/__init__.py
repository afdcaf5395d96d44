"""The models of this computer: no key, no network, nothing downloaded."""

from engine.models.local.chat import LocalChat
from engine.models.local.embed import LocalEmbed

__all__ = ["LocalChat", "LocalEmbed"]
