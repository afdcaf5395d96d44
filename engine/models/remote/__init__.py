"""Any OpenAI-compatible server: what kinds there are, what this one understands, one request.

Nothing here waits its turn, tries again or counts money: that is the lane's and the ledger's.
`client` loads the SDK when a client is opened, not when it is imported.
"""

from engine.models.remote.addresses import address_of, host_of, is_here, is_own, is_unencrypted
from engine.models.remote.client import Client
from engine.models.remote.connection import Connection, try_connection
from engine.models.remote.habits import Habits
from engine.models.remote.presets import PRESETS, Preset, first_habits

__all__ = [
    "PRESETS",
    "Client",
    "Connection",
    "Habits",
    "Preset",
    "address_of",
    "first_habits",
    "host_of",
    "is_here",
    "is_own",
    "is_unencrypted",
    "try_connection",
]
