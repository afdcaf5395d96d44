"""The one lane that every request of the process passes through, retries included."""

from engine.models.lane.lane import Lane
from engine.models.lane.limits import Limits
from engine.models.lane.view import LaneView

__all__ = ["Lane", "LaneView", "Limits"]
