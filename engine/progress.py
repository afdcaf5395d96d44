"""How a step looks from outside: immutable views, and two Protocols for plain functions.

`Progress` (count and notice a cancel) and `Units` (keep finished work for later) let these take
part in a run without knowing it. Any thread may look at a view.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Progress(Protocol):
    """What a plain function needs of its step."""

    def check(self) -> None:
        """Raise Cancelled if the run was cancelled; call it at least every 200 ms."""

    def expect(self, total: int) -> None:
        """Say how many units there are in all."""

    def advance(self, units: int = 1) -> None:
        """Count finished units, and check."""


class Unheard:
    """Progress that nobody follows: for work in another process, which a cancel ends."""

    def check(self) -> None:
        """Never raises."""

    def expect(self, total: int) -> None:
        """Tells nobody."""

    def advance(self, units: int = 1) -> None:
        """Tells nobody."""


class Units(Protocol):
    """Where a step keeps finished work; values are bytes, keys name all that shaped them."""

    def done(self, key: str) -> bytes | None:
        """The kept value, or None."""

    def keep(self, key: str, value: bytes) -> None:
        """Keep a value for this and later runs."""


class NothingKept:
    """Units that forget: for notebooks and tests."""

    def done(self, key: str) -> bytes | None:  # noqa: ARG002 - the Protocol's shape
        """Never anything."""
        return None

    def keep(self, key: str, value: bytes) -> None:
        """Drop the value."""


@dataclass(frozen=True)
class StepView:
    """A step as it stood at one moment.

    Attributes:
        name: What is being done, in words for the page.
        status: `waiting`, `running`, `done`, `stopped`, `failed` or `cancelled`.
        done: Units finished so far.
        total: Units in all, or None where that is not known beforehand.
        unit: What is counted, plural.
        seconds: Time spent so far.
        children: Steps inside this one, in the order they began.
    """

    name: str
    status: str
    done: int = 0
    total: int | None = None
    unit: str = ""
    seconds: float = 0.0
    children: tuple[StepView, ...] = ()

    @property
    def fraction(self) -> float:
        """Share of the work that is finished, 0..1."""
        if self.status == "done":
            return 1.0
        if self.children:
            return sum(child.fraction for child in self.children) / len(self.children)
        return min(1.0, self.done / self.total) if self.total else 0.0

    @property
    def rate(self) -> float | None:
        """Units a second, or None before there is anything to tell."""
        return self.done / self.seconds if self.done and self.seconds > 0 else None

    @property
    def seconds_left(self) -> float | None:
        """Time left at the rate so far, or None where the total or the rate is unknown."""
        if self.status != "running" or self.total is None or self.rate is None:
            return None
        return max(0, self.total - self.done) / self.rate
