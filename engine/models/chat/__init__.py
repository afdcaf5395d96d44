"""Asking a chat model about many items: packed into requests, matched by id, remembered."""

from engine.models.chat.chat import RemoteChat
from engine.models.chat.counts import Counts

__all__ = ["Counts", "RemoteChat"]
