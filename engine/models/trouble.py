"""What can go wrong with one request, sorted by what to do about it.

`Trouble` never leaves `engine.models`: it is met by the lane (try again, later) or by the chat
and embedding rooms (ask fewer items, or let the local model answer). What ends a run at once is
`engine.errors.ModelRefused`.
"""

from __future__ import annotations


class Trouble(Exception):
    """A request got no usable reply; `str(trouble)` is a short reason for people.

    Attributes:
        maybe_charged: Whether the server may have worked, and charged, all the same.
    """

    def __init__(self, reason: str, *, maybe_charged: bool = False) -> None:
        super().__init__(reason)
        self.maybe_charged = maybe_charged


class Passing(Trouble):
    """It may go better later: 408, 409, 429, 5xx, timeouts, dropped connections.

    Attributes:
        hold_s: How long the server wants to be left alone by all of us, or None.
        counts: Whether it counts towards opening the circuit; being asked to slow down does not.
    """

    def __init__(
        self,
        reason: str,
        *,
        hold_s: float | None = None,
        counts: bool = True,
        maybe_charged: bool = False,
    ) -> None:
        super().__init__(reason, maybe_charged=maybe_charged)
        self.hold_s = hold_s
        self.counts = counts


class Rejected(Trouble):
    """The server will not have this request as it is: 400, 413, 422. Fewer items may help."""


class Unusable(Trouble):
    """A reply came, but no answers can be taken from it: cut off, refused, not JSON."""


class GivenUp(Trouble):
    """The lane tried as often as it may, or the circuit is open."""


class OutOfBudget(Trouble):
    """The request could cost more than what is left; nothing was sent."""


class OutOfTime(Trouble):
    """The run has waited for the server as long as it may; nothing was sent."""
