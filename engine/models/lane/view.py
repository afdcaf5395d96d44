"""What a page shows of the lane."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LaneView:
    """The lane at one moment.

    Attributes:
        waiting: Requests that wait for their turn.
        in_flight: Requests that are under way.
        most_in_flight: How many may be.
        held_s: Seconds for which nothing starts because the server asked for it.
        circuit: `closed`; `open`: nothing is sent for a while; `probing`: one request tries.
        sent: Requests started so far, retries included.
        said: Why nothing is sent, in words; empty where all is well.
    """

    waiting: int
    in_flight: int
    most_in_flight: int
    held_s: float
    circuit: str
    sent: int
    said: str
