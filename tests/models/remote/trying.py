"""The test of a connection, as plain tests call it."""

import asyncio

from engine.models.remote import Connection, try_connection
from engine.settings import Settings


def tried(settings: Settings, key: str = "") -> Connection:
    """Try a connection in a loop of its own."""
    return asyncio.run(try_connection(settings, key))
