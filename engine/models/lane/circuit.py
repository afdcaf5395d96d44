"""Leave a server alone that fails again and again, and ask it once in a while whether it is well.

Closed: requests pass. Open: none does. When the time is up, one request is the probe and the rest
wait for what becomes of it: a reply closes the circuit, a failure opens it for twice as long.
"""

from __future__ import annotations

from engine.models.lane.policy import open_s, opens


class Circuit:
    """Counts failures in a row, over all runs; a flight is whatever object stands for a request."""

    def __init__(self) -> None:
        self._failures = 0
        self._open_s = 0.0
        self._until: float | None = None
        self._probe: object | None = None
        self._reason = ""

    def state(self, now: float) -> str:
        """`closed`, `open` or `probing` (the next request, or the one under way, is the probe)."""
        until = self._until
        if until is None:
            return "closed"
        return "open" if now < until else "probing"

    def words(self, now: float) -> str:
        """Why nothing passes while it is open, for people; empty otherwise."""
        until = self._until
        if until is None or now >= until:
            return ""
        return (
            f"the server failed again and again (last: {self._reason}) and is left alone for "
            f"{max(1, round(until - now))} s"
        )

    @property
    def waits(self) -> bool:
        """Whether the probe is under way, so that everyone else has to wait for its outcome."""
        return self._probe is not None

    def start(self, flight: object) -> None:
        """A request starts; unless the circuit is closed it is the probe, since none other may."""
        if self._until is not None:
            self._probe = flight

    def answered(self) -> None:
        """The server replied, whatever it was: it is well."""
        self._failures, self._open_s, self._reason = 0, 0.0, ""
        self._until = self._probe = None

    def failed(self, flight: object, now: float, reason: str) -> None:
        """A counted failure; what was under way when it opened and fails later says nothing new."""
        self._failures += 1
        probe = flight is self._probe
        if not probe and (self._until is not None or not opens(self._failures)):
            return
        self._open_s = open_s(self._open_s)
        self._until, self._reason = now + self._open_s, reason

    def land(self, flight: object) -> None:
        """A request has ended; a probe that ended without a verdict lets another one try."""
        if flight is self._probe:
            self._probe = None
