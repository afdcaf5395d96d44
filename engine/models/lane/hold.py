"""A server's wish to be left alone, which holds for everyone."""

from __future__ import annotations

import math

from engine.models.lane.policy import hold_s


class Hold:
    """Until when nothing starts; the longest of several wishes counts."""

    def __init__(self) -> None:
        self._until = -math.inf

    def ask(self, now: float, asked: float | None) -> None:
        """Hear a wish in seconds from now; None is none."""
        self._until = max(self._until, now + hold_s(asked))

    def left_s(self, now: float) -> float:
        """Seconds that are left of it, 0 where there is none."""
        return max(0.0, self._until - now)
