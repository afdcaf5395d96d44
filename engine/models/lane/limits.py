"""How much a server may be asked: starts a second, requests in flight, tokens a minute."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

from engine.settings import Settings

KEPT_TO = 0.95


@dataclass(frozen=True)
class Limits:
    """What the lane keeps to.

    Attributes:
        per_second: Most starts in any one second, above 0. Above 1 only whole starts count: no
            second can hold two and a half. Below 1 it is a pace: .5 is a start every 2 seconds.
        in_flight: Most requests at once, at least 1; None lets the lane choose by what it sees.
        tokens_per_minute: Most tokens in any 60 seconds; 0 for no limit.
    """

    per_second: float
    in_flight: int | None
    tokens_per_minute: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The limits that the settings ask for."""
        workers = settings.concurrent_workers
        in_flight = None if workers == "auto" else int(workers)
        return cls(
            per_second=settings.max_rps,
            in_flight=in_flight if settings.parallel_processing else 1,
            tokens_per_minute=settings.tokens_per_minute,
        )

    @property
    def pace(self) -> float:
        """Starts a second that the lane really makes, a little under the limit.

        The twentieth that is left out is room for what lies between a start here and its arrival
        there: n + 1 starts last 1.05 seconds, not 1.
        """
        whole = math.floor(self.per_second) if self.per_second > 1 else self.per_second
        return KEPT_TO * whole
