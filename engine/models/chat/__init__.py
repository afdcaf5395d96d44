"""Asking a chat model about many items: packed into requests, matched by id, remembered."""

from engine.models.chat.chat import RemoteChat
from engine.models.chat.counts import Counts
from engine.models.chat.outlook import identity_of, plan_requests, preview_request

__all__ = ["Counts", "RemoteChat", "identity_of", "plan_requests", "preview_request"]
