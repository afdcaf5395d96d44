"""A unit that says what its process had to load; it loads nothing itself."""

import importlib
import sys


def loaded_for(room: str, names: tuple[str, ...]) -> list[str]:
    """Which of some modules are there once a room is."""
    importlib.import_module(room)
    return [name for name in names if name in sys.modules]
