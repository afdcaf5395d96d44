"""Tokens sent within the last minute."""

from __future__ import annotations

import math
from collections import deque

WINDOW_S = 60.0


class Tokens:
    """A sliding window over the tokens of what was started.

    What was started at t counts until t + 60 s, without that moment itself. It is noted whether
    or not there is a limit, so that a limit set later holds for what was sent before.
    """

    def __init__(self) -> None:
        self._started: deque[tuple[float, int]] = deque()
        self._sum = 0

    def wait_s(self, now: float, tokens: int, limit: int) -> float:
        """Seconds until a request of so many tokens fits under the limit a minute.

        A request larger than the limit fits once the window is empty, and then goes alone.
        Whoever stands behind it waits too: smaller ones that slip by would keep it out for ever.
        """
        self._drop(now)
        if not limit or not tokens:
            return 0.0
        used, leaves = self._sum, -math.inf
        for started, size in self._started:
            if used + tokens <= limit:
                break
            used, leaves = used - size, started + WINDOW_S
        return max(0.0, leaves - now)

    def start(self, now: float, tokens: int) -> None:
        """Note the tokens of a request that starts."""
        self._drop(now)
        if tokens:
            self._started.append((now, tokens))
            self._sum += tokens

    def _drop(self, now: float) -> None:
        while self._started and self._started[0][0] + WINDOW_S <= now:
            self._sum -= self._started.popleft()[1]
