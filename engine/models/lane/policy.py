"""May we try again, and how long do we wait: pure rules, in seconds and attempts."""

from __future__ import annotations

MOST_ATTEMPTS = 6
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 8.0
LONGEST_HOLD_S = 120.0
FAILURES_TO_OPEN = 8
FIRST_OPEN_S, LONGEST_OPEN_S = 15.0, 120.0


def may_retry(attempts: int) -> bool:
    """Whether another attempt is allowed after so many, the first one included."""
    return attempts < MOST_ATTEMPTS


def backoff_s(attempts: int, chance: float) -> float:
    """How long one request rests before it takes its place again.

    Args:
        attempts: Failed attempts so far, from 1.
        chance: Evenly from 0..1; spreads requests that failed together over half the wait.
    """
    longest = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** (attempts - 1))
    return longest * (1 + chance) / 2


def hold_s(asked: float | None) -> float:
    """How long the whole lane rests when a server asks for it; nonsense is no wish."""
    return min(asked, LONGEST_HOLD_S) if asked is not None and asked > 0 else 0.0


def opens(failures: int) -> bool:
    """Whether so many counted failures in a row open the circuit."""
    return failures >= FAILURES_TO_OPEN


def open_s(before: float) -> float:
    """How long the circuit stays open, given how long it was open before; 0 for the first time."""
    return min(LONGEST_OPEN_S, 2 * before) if before else FIRST_OPEN_S
