"""How long replies take, and how many requests at once follow from it."""

from __future__ import annotations

import math
from collections import deque

from engine.models.lane.limits import Limits

SEEN = 32
HEADROOM = 2.0
LEAST, MOST = 8, 32


class Latency:
    """The slowest of the last replies; a quick kind of request does not starve a slow one.

    Attributes:
        slowest_s: Seconds; None until a reply was seen.
    """

    def __init__(self) -> None:
        self._seen: deque[float] = deque(maxlen=SEEN)
        self.slowest_s: float | None = None

    def note(self, seconds: float) -> None:
        """Note how long a reply took."""
        self._seen.append(seconds)
        self.slowest_s = max(self._seen)


def most_in_flight(limits: Limits, slowest_s: float | None) -> int:
    """How many requests may be under way at once.

    Left to the lane it is what the pace fills (Little's law: pace × latency) and as much again,
    8 to 32. A server that suddenly slows down is thus not piled up with requests, while one that
    is merely slow still gets its full pace.
    """
    if limits.in_flight is not None:
        return limits.in_flight
    if slowest_s is None:
        return MOST
    return min(MOST, max(LEAST, math.ceil(HEADROOM * limits.pace * slowest_s)))
