"""Even spacing of starts."""

from __future__ import annotations

import math


class Pace:
    """When the last start was, and how long the next one has to wait for it.

    The next start is spaced from the moment the last one really happened, never from when it
    was due: a timer that fires late moves all that follow, and two starts never bunch up.
    """

    def __init__(self) -> None:
        self._last = -math.inf

    def wait_s(self, now: float, pace: float) -> float:
        """Seconds until a start is allowed at `pace` starts a second; 0 or less is at once."""
        return self._last + 1 / pace - now

    def start(self, now: float) -> None:
        """Note a start."""
        self._last = now
