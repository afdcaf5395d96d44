"""Every knob of the engine with its unit and default, read once; a value in use never changes."""

from engine.settings.knobs import FLAGS, Settings
from engine.settings.reading import origins, read_settings, write_settings
from engine.settings.values import Knob, knob_of
from engine.settings.writing import CHANGING, write_whole

__all__ = [
    "CHANGING",
    "FLAGS",
    "Knob",
    "Settings",
    "knob_of",
    "origins",
    "read_settings",
    "write_settings",
    "write_whole",
]
