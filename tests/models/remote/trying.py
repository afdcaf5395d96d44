"""The test of a connection, as plain tests call it."""

import asyncio

from engine.models import remote
from engine.models.remote import Connection
from engine.settings import Settings


def tried(settings: Settings, key: str = "") -> Connection:
    """Try a connection in a loop of its own."""
    return asyncio.run(remote.test_connection(settings, key))
